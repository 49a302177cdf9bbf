using System.Text.Json;

namespace Actors.EndToEnd;

/// <summary>The agent and its HAProxy die, and nobody who uses the service notices.</summary>
public sealed class AgentSpecs : IAsyncLifetime
{
    private readonly LocalSystem _system = new();
    private NodeProcess _ha = null!;

    public async Task InitializeAsync()
    {
        _system.StartSeed();
        _ha = _system.StartHa();
        _system.StartWeb(1);
        _system.StartWeb(2);
        await _system.UntilServedByAsync(1, 2);
    }

    public async Task DisposeAsync() => await _system.DisposeAsync();

    [Fact]
    public async Task When_the_agent_is_killed_HAProxy_serves_on_and_the_next_agent_takes_it_over()
    {
        var pid = _system.HaProxyPid();
        await using var traffic = new SteadyTraffic(_system.HttpPort);

        await _ha.KillAsync();
        await _system.UntilServedByAsync(1, 2);
        _system.StartAgain("ha-1");
        _system.StartWeb(3);

        await _system.UntilServedByAsync(1, 2, 3);
        await _system.UntilListedAsync(1, 2, 3);
        Assert.Equal(pid, _system.HaProxyPid());
        Assert.Empty((await traffic.EndAsync()).Failures);
    }

    [Fact]
    public async Task When_HAProxy_is_killed_it_is_started_again()
    {
        var pid = _system.HaProxyPid();

        await Signals.SendAsync("KILL", pid);

        await Eventually.BecomesAsync("another HAProxy runs", _system.Tail, () => Task.FromResult((_system.HaProxyPid() != pid && _system.HaProxyRuns(), $"pid {_system.HaProxyPid()}")));
        await _system.UntilServedByAsync(1, 2);
        Assert.Equal(1, (await _system.StatusAsync()).GetProperty("haproxy").GetProperty("restarts").GetInt32());
    }

    [Fact]
    public async Task A_template_that_HAProxy_refuses_costs_nothing_and_its_words_are_in_status_and_log()
    {
        var pid = _system.HaProxyPid();
        await _ha.KillAsync();
        var before = await File.ReadAllTextAsync(_system.ConfigPath);
        await File.WriteAllTextAsync(_system.TemplatePath, before.Replace("balance roundrobin", "balance by-magic", StringComparison.Ordinal));

        var broken = _system.StartHa($"--HaProxy:TemplatePath={_system.TemplatePath}");

        await Eventually.BecomesAsync("the status tells the failure", _system.Tail, async () =>
        {
            var status = await _system.StatusAsync();
            var failure = status.GetProperty("lastFailure");
            return (failure.ValueKind == JsonValueKind.Object && failure.GetProperty("stage").GetString() == "Check"
                && failure.GetProperty("output").GetString()!.Contains("balance only supports", StringComparison.Ordinal), status.GetRawText());
        });
        Assert.Single(await File.ReadAllLinesAsync(broken.Log), line => line.Contains("[ALERT]", StringComparison.Ordinal));
        Assert.Equal(before, await File.ReadAllTextAsync(_system.ConfigPath));
        Assert.Equal(pid, _system.HaProxyPid());
        await _system.UntilServedByAsync(1, 2);
    }

    [Fact]
    public async Task When_the_agent_is_stopped_in_good_order_HAProxy_stops_too()
    {
        Assert.Equal(0, await _ha.StopAsync());

        Assert.False(_system.HaProxyRuns());
    }
}
