using System.Text.Json;

namespace Actors.EndToEnd;

/// <summary>The agent and its HAProxy die, and nobody who uses the service notices.</summary>
[Collection(AgentsSystem.Name)]
public sealed class AgentSpecs(AgentsSystem shared)
{
    private static readonly string[] Gone = ["UnreachableMember ha-1", "MemberDowned ha-1"];

    [Theory, EachHaProxy]
    public async Task When_the_agent_is_killed_HAProxy_serves_on_and_the_next_agent_takes_it_over(string haProxy)
    {
        var system = await shared.BeginAsync(webs: 2, haProxy);
        var (pid, worker) = (system.HaProxyPid(), await system.Ha1.WorkerPidAsync());
        await using var traffic = new SteadyTraffic(system);
        await using var servers = new Throughout(async () => await system.Ha1.ServersAsync() is var now
            && now.GetValueOrDefault("web-1") is { IsUp: true } && now.GetValueOrDefault("web-2") is { IsUp: true }
            ? null
            : string.Join("; ", now));

        await system.Running["ha-1"].KillAsync();
        await system.UntilServedByAsync(1, 2);
        system.StartAgain("ha-1");
        await system.UntilOneClusterAsync("seed-1", "ha-1", "web-1", "web-2");
        await system.UntilSettledAsync();
        // What is right was left as it is.
        Assert.Equal(worker, await system.Ha1.WorkerPidAsync());
        system.StartWeb(3);

        await system.UntilServedByAsync(1, 2, 3);
        await system.UntilListedAsync(1, 2, 3);
        Assert.Equal(pid, system.HaProxyPid());
        await servers.AssertHeldAsync();
        await traffic.AssertNothingLostAsync();
    }

    [Fact]
    public async Task A_node_that_is_stopped_while_the_agent_is_dead_waits_until_the_next_one_has_removed_it()
    {
        var system = await shared.BeginAsync(webs: 2, haProxy: null);
        await system.UntilServedByAsync(1, 2);
        await using var traffic = new SteadyTraffic(system);
        await system.Running["ha-1"].KillAsync();
        await Eventually.BecomesAsync(
            "web-2 knows that the agent is gone", system.Tail,
            () => Task.FromResult((Gone.Any(word => system.WholeLog("web-2").Contains(word, StringComparison.Ordinal)), "")));

        var stop = system.Running["web-2"].StopAsync();
        system.StartAgain("ha-1");

        Assert.Equal(0, await stop);
        var log = system.WholeLog("web-2");
        Assert.Contains("web-2 has been removed by ha-1", log, StringComparison.Ordinal);
        await system.UntilListedAsync(1);
        await traffic.AssertNothingLostAsync();
    }

    [Fact]
    public async Task A_node_that_is_stopped_while_the_agent_is_restarted_waits_until_the_next_one_has_removed_it()
    {
        var system = await shared.BeginAsync(webs: 2, haProxy: null, agents: 1, "--HaProxy:OnStop=keep");
        await system.UntilServedByAsync(1, 2);
        await using var traffic = new SteadyTraffic(system);
        Assert.Equal(0, await system.Running["ha-1"].StopAsync());

        var stop = system.Running["web-2"].StopAsync();
        system.StartAgain("ha-1");

        Assert.Equal(0, await stop);
        var log = system.WholeLog("web-2");
        Assert.Contains("1 agent gone", log, StringComparison.Ordinal);
        Assert.Contains("web-2 has been removed by ha-1", log, StringComparison.Ordinal);
        await system.UntilListedAsync(1);
        await traffic.AssertNothingLostAsync();
    }

    [Theory, EachHaProxy]
    public async Task When_HAProxy_is_killed_it_is_started_again(string haProxy)
    {
        var system = await shared.BeginAsync(webs: 2, haProxy);
        var (pid, restarts) = (system.HaProxyPid(), await RestartsAsync(system));

        await Signals.SendAsync("KILL", pid);

        await Eventually.BecomesAsync(
            "another HAProxy runs", system.Tail,
            () => Task.FromResult((system.HaProxyPid() != pid && system.HaProxyRuns(), $"pid {system.HaProxyPid()}")));
        await system.UntilServedByAsync(1, 2);
        Assert.Equal(restarts + 1, await RestartsAsync(system));
    }

    [Theory, EachHaProxy]
    public async Task A_template_that_HAProxy_refuses_costs_nothing_and_its_words_are_in_status_and_log(string haProxy)
    {
        var system = await shared.BeginAsync(webs: 2, haProxy);
        var pid = system.HaProxyPid();
        await system.Running["ha-1"].KillAsync();
        var before = await File.ReadAllTextAsync(system.ConfigPath);
        await File.WriteAllTextAsync(
            system.TemplatePath, before.Replace("balance roundrobin", "balance by-magic", StringComparison.Ordinal));

        var broken = system.StartHa($"--HaProxy:TemplatePath={system.TemplatePath}");

        await system.UntilStatusAsync("it is refused, with HAProxy's own words", status =>
            status.GetProperty("template") is { ValueKind: JsonValueKind.Object } template
                && template.GetProperty("candidate") is { ValueKind: JsonValueKind.Object } candidate
            && candidate.GetProperty("stage").GetString() == "Refused"
            && candidate.GetProperty("why").GetString()!.Contains("balance only supports", StringComparison.Ordinal)
            && status.GetProperty("lastFailure").ValueKind == JsonValueKind.Null);
        Assert.Single(await File.ReadAllLinesAsync(broken.Log), line => line.Contains("[ALERT]", StringComparison.Ordinal));
        Assert.Equal(before, await File.ReadAllTextAsync(system.ConfigPath));
        Assert.Equal(pid, system.HaProxyPid());
        await system.UntilServedByAsync(1, 2);
    }

    [Theory, EachHaProxy]
    public async Task When_the_agent_is_stopped_in_good_order_HAProxy_stops_too(string haProxy)
    {
        var system = await shared.BeginAsync(webs: 2, haProxy);
        Assert.True(system.HaProxyRuns());

        Assert.Equal(0, await system.Running["ha-1"].StopAsync());

        Assert.False(system.HaProxyRuns());
    }

    [Theory, EachHaProxy]
    public async Task HAProxy_serves_on_over_a_stop_of_its_agent_where_it_is_told_to(string haProxy)
    {
        var system = await shared.BeginAsync(webs: 2, haProxy);
        await system.Running["ha-1"].StopAsync();
        system.StartHa("--HaProxy:OnStop=keep");
        await system.UntilOneClusterAsync("seed-1", "ha-1", "web-1", "web-2");
        await system.UntilSettledAsync();
        var (pid, worker) = (system.HaProxyPid(), await system.Ha1.WorkerPidAsync());
        await using (var traffic = new SteadyTraffic(system))
        {
            Assert.Equal(0, await system.Running["ha-1"].StopAsync());
            await traffic.CoverAsync(50);
            system.StartAgain("ha-1");
            await system.UntilOneClusterAsync("seed-1", "ha-1", "web-1", "web-2");
            await system.UntilSettledAsync();
            await traffic.AssertNothingLostAsync();
        }

        Assert.Equal((pid, worker), (system.HaProxyPid(), await system.Ha1.WorkerPidAsync()));
        // What stops it is a command of its own, and none while an agent would start it again.
        Assert.Equal(1, await StopHaProxyAsync(system));
        Assert.True(system.HaProxyRuns());
        Assert.Equal(0, await system.Running["ha-1"].StopAsync());
        Assert.Equal(0, await StopHaProxyAsync(system));
        Assert.False(system.HaProxyRuns());
        Assert.Equal(0, await StopHaProxyAsync(system));
    }

    private static async Task<int> StopHaProxyAsync(LocalSystem system)
    {
        using var command = NodeProcess.Start(
            [LocalSystem.Program("ha"), "stop-haproxy", $"--HaProxy:RuntimePath={Path.Combine(system.Folder, "run")}"],
            "stop-haproxy", Path.Combine(system.Folder, "stop-haproxy.log"), managementPort: 0);
        return await command.ExitAsync();
    }

    private static async Task<int> RestartsAsync(LocalSystem system) =>
        (await system.StatusAsync()).GetProperty("haproxy").GetProperty("restarts").GetInt32();
}
