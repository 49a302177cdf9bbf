using Actors.Contracts.Api;
using Actors.Dev.Nodes;
using Actors.Dev.State;
using Actors.Dev.Tests.Support;

namespace Actors.Dev.Tests.Nodes;

public sealed class ServedSpecs : IAsyncLifetime
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(300);

    private readonly Children _children = new();
    private readonly TemporaryFolder _folder = new();
    private FakeSystem _fake = null!;
    private LocalSystem _system = null!;

    public async Task InitializeAsync()
    {
        _fake = await FakeSystem.Start();
        _system = Records.System(_folder.Path);
    }

    public async Task DisposeAsync()
    {
        await _fake.DisposeAsync();
        _children.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Waits_until_each_has_answered()
    {
        _fake.Hosts.Enqueue("web-1");
        var waiting = Await(Living(), Long, "web-1", "web-2");

        Assert.False(waiting.IsCompleted);
        _fake.Hosts.Enqueue("web-2");

        await waiting;
    }

    [Fact]
    public async Task Who_does_not_come_is_named_with_the_end_of_its_log()
    {
        _fake.Hosts.Enqueue("web-1");
        _folder.File(".run/logs/web-2.log", "no such luck\n");

        var failure = await Assert.ThrowsAsync<CommandFailed>(() => Await(Living(), Short, "web-1", "web-2"));

        Assert.Contains(": web-2.", failure.Message, StringComparison.Ordinal);
        Assert.Contains("no such luck", failure.Remedy);
    }

    [Fact]
    public async Task Who_has_died_is_not_waited_for()
    {
        var dead = _children.Sleep();
        Actors.Dev.Processes.Signals.Send(dead, Actors.Dev.Processes.Signals.Kill);
        await Eventually.TrueAsync(() => !Actors.Dev.Processes.ProcFs.IsAlive(dead));
        _folder.File(".run/logs/web-1.log", "bad settings\n");

        var failure = await Assert.ThrowsAsync<CommandFailed>(() =>
            Await(Living().With(Records.Web(1, dead)), Long, "web-1"));

        Assert.Equal("web-1 has ended by itself.", failure.Message);
        Assert.Contains("bad settings", failure.Remedy);
    }

    [Fact]
    public async Task A_configuration_that_HAProxy_refuses_is_said_in_its_own_words()
    {
        _fake.Says(Answers.Agent with
        {
            LastFailure = Answers.Failure(ApplyStage.Check, "[ALERT] unknown keyword 'nix'", "Look at the template."),
        });

        var failure = await Assert.ThrowsAsync<CommandFailed>(() => Await(Living(), Long, "web-1"));

        Assert.Equal(["Check: [ALERT] unknown keyword 'nix'", "Look at the template."], failure.Remedy);
    }

    [Fact]
    public async Task Waits_until_the_agent_has_let_go()
    {
        _fake.Says(Nodes("web-1", "web-2"));
        var waiting = new Served(_system).AwaitGoneAsync(Living(), ["web-2"], Long, CancellationToken.None);

        _fake.Says(Nodes("web-1"));

        Assert.True(await waiting);
    }

    [Fact]
    public async Task But_not_for_ever()
    {
        _fake.Says(Nodes("web-1"));

        Assert.False(await new Served(_system).AwaitGoneAsync(Living(), ["web-1"], Short, CancellationToken.None));
    }

    [Fact]
    public async Task Without_an_agent_there_is_nobody_to_wait_for()
    {
        _fake.Says(Nodes("web-1"));

        Assert.True(await new Served(_system).AwaitGoneAsync(_fake.State(), ["web-1"], Long, CancellationToken.None));
    }

    [Fact]
    public async Task Ready_is_what_the_node_says_of_itself()
    {
        var node = Living().Seed;
        await Assert.ThrowsAsync<CommandFailed>(() => Ready(node, Short));

        _fake.Ready = true;

        await Ready(node, Long);
    }

    [Fact]
    public async Task The_report_asks_those_who_run()
    {
        _fake.Says(Nodes("web-1"));
        _fake.Cluster =
            """{"self":{"name":"seed-1","address":"akka.tcp://actors@127.0.0.1:4053"},"leader":null,"members":[{"name":"seed-1","address":"akka.tcp://actors@127.0.0.1:4053","roles":["seed"],"status":"Up","reachable":true}]}""";

        var report = await LocalSystem.ReportAsync(Living(), CancellationToken.None);

        Assert.Equal("Up", report.Nodes[0].Cluster);
        Assert.Equal("HAProxy 2.6.12 runs, pid 5, 0 changes by runtime API, 0 reloads, 0 restarts", report.Haproxy);
        Assert.False(report.Split);
    }

    private static AgentStatus Nodes(params string[] names) => Answers.Agent with
    {
        HaProxy = new HaProxyStatus(true, 5, "2.6.12", 0, 0, 0, 0),
        Nodes = [.. names.Select(Answers.Node)],
    };

    private RunState Living()
    {
        var sleep = _children.Sleep();
        var state = _fake.State(Records.Web(1), Records.Web(2));
        return state with { Nodes = [.. state.Nodes.Select(node => node with { Process = sleep })] };
    }

    private Task Await(RunState state, TimeSpan bound, params string[] names) =>
        new Served(_system).AwaitAsync(state, names, bound, static _ => { }, CancellationToken.None);

    private Task Ready(NodeRecord node, TimeSpan bound) =>
        new Served(_system).AwaitReadyAsync([node], bound, static _ => { }, CancellationToken.None);
}
