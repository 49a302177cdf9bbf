using System.Collections.Concurrent;
using Actors.Dev.Nodes;
using Actors.Dev.State;
using Actors.Dev.Tests.Support;

namespace Actors.Dev.Tests.Nodes;

public sealed class PacedStartSpecs
{
    private readonly ConcurrentQueue<string> _started = [];
    private readonly ConcurrentDictionary<string, bool> _arrived = [];

    [Fact]
    public async Task No_more_are_on_their_way_than_may_be()
    {
        var starting = StartFive(atOnce: 2);
        Assert.Equal(["web-1", "web-2"], _started);

        _arrived["web-2"] = true;
        await Eventually.TrueAsync(() => _started.Count == 3);
        _arrived["web-1"] = _arrived["web-3"] = true;
        await Eventually.TrueAsync(() => _started.Count == 5);

        var state = await starting;
        Assert.Equal(["web-1", "web-2", "web-3", "web-4", "web-5"], state.Webs.Select(node => node.Name));
    }

    [Fact]
    public void Where_there_is_room_for_all_nobody_waits()
    {
        Assert.True(StartFive(atOnce: 5).IsCompletedSuccessfully);
        Assert.Equal(5, _started.Count);
    }

    [Fact]
    public async Task It_can_be_given_up()
    {
        using var stop = new CancellationTokenSource();
        var starting = StartFive(atOnce: 1, stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => starting);
        Assert.Equal(["web-1"], _started);
    }

    private Task<RunState> StartFive(int atOnce, CancellationToken ct = default)
    {
        var paced = new PacedStart(
            atOnce,
            (state, node) =>
            {
                _started.Enqueue(node.Name);
                return state.With(node);
            },
            (nodes, _) => Task.FromResult(nodes.Where(node => _arrived.ContainsKey(node.Name))),
            TimeProvider.System);
        return paced.StartAsync(Records.State(), [.. Enumerable.Range(1, 5).Select(number => Records.Web(number))], _ => { }, ct);
    }
}
