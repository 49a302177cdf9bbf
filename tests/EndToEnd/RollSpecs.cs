using System.Text.Json;

namespace Actors.EndToEnd;

/// <summary><c>actors roll agents</c> with two agents under load, and something that starts again what has ended.</summary>
[Collection(TwoAgentsSystem.Name)]
public sealed class RollSpecs(TwoAgentsSystem shared)
{
    [Fact]
    public async Task Both_are_restarted_one_after_the_other_and_no_request_is_lost()
    {
        var system = await shared.BeginAsync(agents: 2, settings: ["--HaProxy:OnStop=keep"]);
        var haproxies = (system.Ha1.Pid(), system.Ha2.Pid());
        await using var first = new SteadyTraffic(system, system.Ha1);
        await using var second = new SteadyTraffic(system, system.Ha2);
        await using var never = new Throughout(() => Task.FromResult(
            system.Running.Keys.Any(name => name.StartsWith("ha-", StringComparison.Ordinal)) ? null : "no agent runs"));
        using var over = new CancellationTokenSource();
        var manager = Supervised.RestartAsync(system, over.Token);

        // By the agent that is restarted first, and is gone meanwhile.
        var result = await system.RollAsync("ha-2", options: ["--json"]);
        await over.CancelAsync();

        Assert.True(result.IsSuccess, $"{result.StandardOutput}\n{result.StandardError}\n{system.Tail()}");
        var steps = result.StandardOutput.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement)
            .Select(step => $"{step.GetProperty("step").GetString()} {step.GetProperty("agent").GetString()}".Trim())
            .Where(step => !step.StartsWith("waits", StringComparison.Ordinal)).ToList();
        Assert.Equal("begins", steps[0]);
        Assert.Equal("done", steps[^1]);
        Assert.Equal(["restarts", "in sync", "restarts", "in sync"], steps[1..^1].Select(step => step[..step.LastIndexOf(' ')]));
        Assert.Equal(["ha-1", "ha-2"], (await manager).Order());
        Assert.Equal(haproxies, (system.Ha1.Pid(), system.Ha2.Pid()));
        await never.AssertHeldAsync();
        await first.AssertNothingLostAsync();
        await second.AssertNothingLostAsync();
    }

    [Fact]
    public async Task It_stops_at_the_first_that_does_not_come_back()
    {
        var system = await shared.BeginAsync(agents: 2, settings: ["--HaProxy:OnStop=keep"]);
        var before = system.Running.Where(node => node.Key.StartsWith("ha-", StringComparison.Ordinal)).ToDictionary();

        // Nothing starts it again.
        var result = await system.RollAsync("ha-1", options: ["--timeout", "10"]);

        Assert.Equal(1, result.ExitCode);
        var ended = Assert.Single(before, agent => agent.Value.HasExited).Key;
        Assert.Contains($"the roll has stopped at {ended}", result.StandardError, StringComparison.Ordinal);
        system.StartAgain(ended);
    }
}
