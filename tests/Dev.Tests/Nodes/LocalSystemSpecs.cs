using Actors.Dev.Nodes;
using Actors.Dev.State;
using Actors.Dev.Tests.Support;

namespace Actors.Dev.Tests.Nodes;

public sealed class LocalSystemSpecs : IDisposable
{
    private readonly Children _children = new();
    private readonly TemporaryFolder _folder = new();
    private readonly LocalSystem _system;

    public LocalSystemSpecs() => _system = Records.System(_folder.Path);

    public void Dispose()
    {
        _children.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void An_unknown_name_is_an_error_that_lists_the_known_ones()
    {
        Assert.Equal(ExitCode.NothingRuns, Assert.Throws<CommandFailed>(() => LocalSystem.Named(null, "web-9")).ExitCode);
        var failure = Assert.Throws<CommandFailed>(() => LocalSystem.Named(Records.State(Records.Web(1)), "web-9"));

        Assert.Equal(ExitCode.Unknown, failure.ExitCode);
        Assert.Equal("'web-9' was not started by ./actors here. Did you mean web-1?", failure.Message);
        Assert.Equal("Started here: seed-1, ha-1, web-1", Assert.Single(failure.Remedy));
    }

    [Fact]
    public void Nothing_runs_when_no_process_lives()
    {
        Assert.Equal(ExitCode.NothingRuns, Assert.Throws<CommandFailed>(_system.LoadRunning).ExitCode);

        var sleep = _children.Sleep();
        _system.Save(Records.State(Records.Web(1, sleep with { StartTime = 1 })));
        Assert.Equal(ExitCode.NothingRuns, Assert.Throws<CommandFailed>(_system.LoadRunning).ExitCode);

        _system.Save(Records.State(Records.Web(1, sleep)));
        Assert.Equal(sleep, _system.LoadRunning().Find("web-1")?.Process);
    }

    [Fact]
    public void New_web_nodes_get_ports_that_nobody_else_has()
    {
        var state = Records.State();
        var first = _system.NewWebs(state, ["web-1", "web-2"]).ToArray();

        var second = _system.NewWebs(first.Aggregate(state, (all, node) => all.With(node)), ["web-3"]).ToArray();

        var ports = first.Concat(second).SelectMany(node => node.Ports).ToArray();
        Assert.Equal(9, ports.Distinct().Count());
        Assert.Equal(["web-1", "web-2", "web-3"], first.Concat(second).Select(node => node.Name));
        Assert.All(first.Concat(second), node => Assert.Equal(NodeRole.Web, node.Role));
    }

    [Fact]
    public void A_new_system_forgets_what_the_last_one_kept_but_its_logs()
    {
        _folder.File(".run/ha-1/nodes/web-9.json", "{}");
        _folder.File(".run/seed-1/members.json", "[]");
        _folder.File(".run/logs/web-1.log", "old");
        var launching = new Launching(
            _system, new PortChooser(port => port == Launching.UsualStatsPort ? PortState.Taken : PortState.Free));

        var state = launching.Prepare(new UpRequest(2, 8080, null, null), "/usr/sbin/haproxy");

        Assert.Equal(["seed-1", "ha-1", "web-1", "web-2"], state.Nodes.Select(node => node.Name));
        Assert.Equal((8080, 1937), (state.HttpPort, state.StatsPort));
        Assert.Empty(Directory.GetFiles(_folder.At(".run/ha-1/nodes")));
        Assert.Empty(Directory.GetFiles(_folder.At(".run/seed-1")));
        Assert.Equal(["web-1.log.1"], Directory.GetFiles(_folder.At(".run/logs")).Select(Path.GetFileName));
        RuntimePath.Forget(state.RuntimePath, _system.Folder);
    }

    [Fact]
    public void Asked_for_ports_are_taken_or_refused_never_replaced()
    {
        var launching = new Launching(_system, new PortChooser(port => port is 8080 or 1936 ? PortState.Taken : PortState.Free));

        Assert.Throws<CommandFailed>(() => launching.Prepare(new UpRequest(1, 8080, null, null), "haproxy"));
        Assert.Throws<CommandFailed>(() => launching.Prepare(new UpRequest(1, 8081, 1936, null), "haproxy"));
    }
}
