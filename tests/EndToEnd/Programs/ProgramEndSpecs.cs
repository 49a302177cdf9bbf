namespace Actors.EndToEnd.Programs;

/// <summary>How a program and its node end, together.</summary>
[Collection(ProgramEndsSystem.Name)]
public sealed class ProgramEndSpecs(ProgramEndsSystem shared)
{
    [Fact]
    public async Task A_node_that_is_killed_leaves_nothing_of_its_program_behind()
    {
        var system = await StartAsync();
        var node = ProgramNode.Start(system, "nginx", 1);
        await system.UntilOneClusterAsync("seed-1", "web-1");
        Assert.True(ProcessGroup.Of(node.ProgramId).Count > 1, "nginx has no workers");
        Assert.Single(ProcessGroup.WithLastArgument($"{node.ProgramId}"));

        await node.Process.KillAsync();

        await node.UntilNothingLeftAsync(system);
    }

    [Fact]
    public async Task A_program_that_ends_too_often_takes_its_node_out_in_order_which_ends_with_its_code()
    {
        var system = await shared.BeginAsync(webs: 0);
        // Node.js writes an answer at once: one that is half written when its program is killed cannot be asked for again.
        ProgramNode.Start(system, "node", 1);
        var failing = ProgramNode.Start(system, "node", 2, isGateOpen: true, "--Web:RestartLimit=1");
        await system.UntilServedByAsync(1, 2);
        await using var traffic = new SteadyTraffic(system);

        await Signals.SendAsync("KILL", failing.ProgramId);
        await Eventually.BecomesAsync(
            "it is started again", system.Tail, () => Task.FromResult((failing.Starts == 2, $"{failing.Starts}")));
        await Signals.SendAsync("KILL", failing.ProgramId);

        Assert.Equal(137, await failing.Process.ExitAsync());
        await system.UntilListedAsync(1);
        await system.UntilOneClusterAsync("seed-1", "ha-1", "web-1");
        await traffic.AssertNothingLostAsync();
        Assert.Contains("Web:RestartLimit = 1", failing.Log, StringComparison.Ordinal);
        Assert.Contains("web-2 has been removed by ha-1", failing.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_whose_program_never_answers_ends_at_once_when_it_is_told_to()
    {
        var system = await StartAsync();
        var node = ProgramNode.Start(system, "python3", 1, isGateOpen: false, "--Web:StopGrace=60", "--Web:LeaveTimeout=60");
        await node.UntilHealthAsync(system, isReady: false);
        await node.UntilLoggedAsync(system, "Application started");

        var began = TimeProvider.System.GetTimestamp();
        Assert.Equal(0, await node.Process.StopAsync());

        // A stop that waited for its grace or an agent would take a minute.
        Assert.InRange(TimeProvider.System.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromSeconds(35));
        await node.UntilNothingLeftAsync(system);
    }

    [Fact]
    public async Task What_does_not_listen_is_killed_after_its_grace()
    {
        var system = await StartAsync();
        string[] deaf = ["sh", "-c", "trap '' TERM; sleep 1000 & python3 -m http.server --bind 127.0.0.1 $PORT & wait; wait"];
        var node = ProgramNode.Start(
            system, 1, Path.Combine(system.Folder, "program-1"), Ports.Free(), isGateOpen: true, deaf, ["--Web:StopGrace=1"]);
        await system.UntilOneClusterAsync("seed-1", "web-1");

        Assert.Equal(0, await node.Process.StopAsync());

        Assert.Contains("has not ended within Web:StopGrace", node.Log, StringComparison.Ordinal);
        await node.UntilNothingLeftAsync(system);
    }

    [Fact]
    public async Task A_signal_that_is_an_order_reaches_the_program()
    {
        var system = await StartAsync();
        const string Code =
            "import os, signal, http.server as h; signal.signal(signal.SIGUSR1, lambda *_: print('an order was heard', flush=True)); "
            + "h.HTTPServer(('127.0.0.1', int(os.environ['PORT'])), h.SimpleHTTPRequestHandler).serve_forever()";
        var node = ProgramNode.Start(
            system, 1, Path.Combine(system.Folder, "program-1"), Ports.Free(), isGateOpen: true, ["python3", "-c", Code], []);
        await system.UntilOneClusterAsync("seed-1", "web-1");

        // Not SIGHUP: whoever runs the tests may ignore it, and all its children do then.
        await Signals.SendAsync("USR1", node.Process.Id);

        await node.UntilLoggedAsync(system, "an order was heard");
        Assert.Equal(1, node.Starts);
        Assert.Equal(0, await node.Process.StopAsync());
    }

    /// <summary>A seed, and no agent: who stops has nobody to wait for.</summary>
    private Task<LocalSystem> StartAsync() => shared.BeginAsync(webs: 0, agents: 0);
}
