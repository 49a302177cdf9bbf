namespace Actors.EndToEnd.Programs;

/// <summary>Web servers that nobody here wrote, behind web nodes.</summary>
[Collection(ProgramsSystem.Name)]
public sealed class HttpProgramSpecs(ProgramsSystem shared)
{
    /// <summary>The rate that the original system was measured at (docs/benchmarks.md).</summary>
    private const int PerSecond = 300;

    /// <summary>
    /// It starts a thread for each connection: beside other tests, three of them cannot answer 300 a second, and what waits times out.
    /// </summary>
    private const int PerSecondOfPython = 40;

    /// <summary>
    /// Python's http.server lets five connections wait (socketserver, request_queue_size) and loses what is more: they wait in HAProxy.
    /// </summary>
    private const string FewAtOnce = "--Web:MaxConnections=4";

    [Theory]
    [EachHaProxy("node")]
    [NewestInLongTier("python3")]
    [NewestInLongTier("nginx")]
    public async Task It_is_announced_once_it_answers_and_taken_out_while_it_is_started_again(string haProxy, string program)
    {
        var system = await shared.BeginAsync(webs: 0, haProxy);
        var first = ProgramNode.Start(system, program, 1);
        var late = ProgramNode.Start(system, program, 2, isGateOpen: false);
        await late.UntilHealthAsync(system, isReady: false);
        ProgramNode.Start(system, program, 3);
        // Web-3 came later and is in, web-2 runs and is not.
        await system.UntilServedByAsync(1, 3);
        await system.UntilListedAsync(1, 3);
        await system.UntilOneClusterAsync("seed-1", "ha-1", "web-1", "web-3");
        Assert.True(await system.IsLiveAsync("web-2"));

        late.OpenGate();
        await system.UntilServedByAsync(1, 2, 3);
        await system.UntilOneClusterAsync("seed-1", "ha-1", "web-1", "web-2", "web-3");
        await using var traffic = new SteadyTraffic(system);

        late.CloseGate();
        await Signals.SendAsync("KILL", late.ProgramId);
        // HAProxy itself may call it down before the agent has drained it, and then shows only that.
        await system.UntilStatusAsync(
            "web-2 is not ready", status => status.GetRawText().Contains("not ready: ", StringComparison.Ordinal));
        await system.UntilServersAsync(
            system.Ha1, "web-2 gets no traffic", servers => servers.GetValueOrDefault("web-2") is { IsUp: false });
        Assert.Contains("was ended by signal 9", late.Log, StringComparison.Ordinal);
        await system.UntilOneClusterAsync("seed-1", "ha-1", "web-1", "web-2", "web-3");

        late.OpenGate();
        await system.UntilServedByAsync(1, 2, 3);
        await traffic.AssertNothingLostAsync();
        Assert.Equal(2, late.Starts);
        Assert.Equal(1, first.Starts);
    }

    [Theory]
    [EachHaProxy("node")]
    [EachHaProxy("python3")]
    [NewestInLongTier("nginx")]
    public async Task Stopped_it_serves_until_HAProxy_has_let_go_of_it_and_no_request_is_lost(string haProxy, string program)
    {
        var system = await shared.BeginAsync(webs: 0, haProxy);
        string[] settings = program == "python3" ? [FewAtOnce] : [];
        ProgramNode.Start(system, program, 1, isGateOpen: true, settings);
        var leaving = ProgramNode.Start(system, program, 2, isGateOpen: true, settings);
        ProgramNode.Start(system, program, 3, isGateOpen: true, settings);
        await system.UntilServedByAsync(1, 2, 3);
        await system.UntilOneClusterAsync("seed-1", "ha-1", "web-1", "web-2", "web-3");
        var perSecond = program == "python3" ? PerSecondOfPython : PerSecond;
        await using var traffic = new SteadyTraffic(system, perSecond: perSecond);
        await traffic.UntilSentAsync(perSecond);

        Assert.Equal(0, await leaving.Process.StopAsync());

        await system.UntilListedAsync(1, 3);
        await system.UntilServedByAsync(1, 3);
        await traffic.AssertNothingLostAsync();
        await leaving.UntilNothingLeftAsync(system);
        var log = leaving.Log;
        Assert.InRange(
            log.IndexOf("The program gets SIGTERM", StringComparison.Ordinal),
            log.IndexOf("web-2 has been removed by ha-1", StringComparison.Ordinal), log.Length);
        Assert.Contains("web-2 has been removed by ha-1", log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_out_while_its_health_path_does_not_answer_200()
    {
        var system = await shared.BeginAsync(webs: 0);
        ProgramNode.Start(system, "python3", 1);
        var ill = ProgramNode.Start(system, "python3", 2, isGateOpen: true, "--Web:HealthPath=/healthz");
        await ill.UntilHealthAsync(system, isReady: false);
        await system.UntilServedByAsync(1);
        var health = Path.Combine(ill.Folder, "healthz");

        await File.WriteAllTextAsync(health, "well");
        await system.UntilServedByAsync(1, 2);

        File.Delete(health);
        await system.UntilServedByAsync(1);
        await system.UntilListedAsync(1, 2);
        Assert.Contains("not ready: GET /healthz answered 404", (await system.StatusAsync()).GetRawText(), StringComparison.Ordinal);

        await File.WriteAllTextAsync(health, "well");
        await system.UntilServedByAsync(1, 2);
        Assert.Equal(1, ill.Starts);
    }
}
