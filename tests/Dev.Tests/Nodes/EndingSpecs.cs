using Actors.Dev.Nodes;
using Actors.Dev.Processes;
using Actors.Dev.Tests.Support;

namespace Actors.Dev.Tests.Nodes;

public sealed class EndingSpecs : IDisposable
{
    private readonly Children _children = new();
    private readonly TemporaryFolder _folder = new();
    private readonly LocalSystem _system;

    public EndingSpecs() => _system = Records.System(_folder.Path);

    private Dictionary<string, string?> Mark => new() { [OurProcesses.Variable] = _system.Folder.Run };

    public void Dispose()
    {
        _children.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_node_that_listens_is_stopped()
    {
        var node = Records.Web(1, _children.Sleep());

        Assert.Equal(EndResult.Stopped, await new Ending(_system).StopAsync(node, escalate: false, CancellationToken.None));
        Assert.False(LocalSystem.IsAlive(node));
        Assert.Equal(EndResult.NothingToDo, await new Ending(_system).StopAsync(node, escalate: false, CancellationToken.None));
        Assert.Equal(EndResult.NothingToDo, await new Ending(_system).KillAsync(node, CancellationToken.None));
    }

    [Fact]
    public async Task A_node_that_does_not_is_left_alone_or_killed_as_asked()
    {
        var node = Records.Web(1, await _children.Stubborn());
        var ending = new Ending(_system, TimeSpan.FromMilliseconds(50));

        Assert.Equal(EndResult.StillRuns, await ending.StopAsync(node, escalate: false, CancellationToken.None));
        Assert.True(LocalSystem.IsAlive(node));
        Assert.Equal(EndResult.Killed, await ending.StopAsync(node, escalate: true, CancellationToken.None));
        Assert.False(LocalSystem.IsAlive(node));
    }

    [Fact]
    public async Task Everything_ends_the_agent_before_web_nodes_before_the_seed()
    {
        var state = Records.State(Records.Web(1, _children.Sleep(Mark)), Records.Web(2, _children.Sleep(Mark)))
            .With(Records.Seed with { Process = _children.Sleep(Mark) })
            .With(Records.Ha with { Process = _children.Sleep(Mark) });
        var ended = new List<string>();

        var left = await new Ending(_system).StopAllAsync(state, (name, how) =>
        {
            lock (ended)
            {
                ended.Add($"{name} {how}");
            }
        });

        Assert.Empty(left);
        Assert.Equal(
            ["ha-1 Stopped", "web-1 Stopped", "web-2 Stopped", "seed-1 Stopped"],
            [ended[0], .. ended.Skip(1).Take(2).Order(), .. ended.Skip(3)]);
    }

    [Fact]
    public async Task What_nobody_remembers_is_found_by_its_mark_and_ended_by_force_when_needed()
    {
        var forgotten = _children.Sleep(Mark);
        var stubborn = _children.Script("trap '' TERM; echo ready; while :; do sleep 300; done", Mark);
        var foreign = _children.Sleep();
        await Eventually.TrueAsync(() =>
            File.Exists(_children.Log) && File.ReadAllText(_children.Log).Contains("ready", StringComparison.Ordinal));

        var left = await new Ending(_system).StopAllAsync(null, static (_, _) => { });

        Assert.Empty(left);
        Assert.False(ProcFs.IsAlive(forgotten));
        Assert.False(ProcFs.IsAlive(stubborn));
        Assert.True(ProcFs.IsAlive(foreign));
    }

    [Fact]
    public async Task A_number_that_belongs_to_another_process_now_is_not_touched()
    {
        var sleep = _children.Sleep();
        var state = Records.State(Records.Web(1, sleep with { StartTime = sleep.StartTime - 1 }));

        await new Ending(_system).StopAllAsync(state, static (_, _) => { });

        Assert.True(ProcFs.IsAlive(sleep));
    }
}
