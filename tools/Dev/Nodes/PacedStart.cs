using Actors.Dev.Cluster;
using Actors.Dev.State;

namespace Actors.Dev.Nodes;

/// <summary>
/// Starts many nodes so that each serves soon after its start: no more of them are on their way than two for each processor, since each
/// waits for others during half of its start. All at once they would only take the time from each other, and from those that serve already.
/// </summary>
/// <param name="atOnce">How many may be on their way.</param>
/// <param name="start">Starts one.</param>
/// <param name="haveArrived">Which of those on their way have arrived, or never will.</param>
/// <param name="time">The clock.</param>
internal sealed class PacedStart(
    int atOnce,
    Func<RunState, NodeRecord,
    RunState> start,
    Func<IReadOnlyList<NodeRecord>,
    CancellationToken,
    Task<IEnumerable<NodeRecord>>> haveArrived,
    TimeProvider time)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    // One that takes longer holds nobody up any more.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>On this machine: who is in HAProxy has arrived.</summary>
    public static PacedStart Of(LocalSystem system, NodeRecord ha) => new(
        2 * Environment.ProcessorCount,
        system.Start,
        async (nodes, cancellationToken) => await NodeClient.AgentAsync(ha, cancellationToken) is { Nodes: { } served }
            ? nodes.Where(node => !LocalSystem.IsAlive(node) || served.Any(known => known.Name == node.Name))
            : nodes.Where(node => !LocalSystem.IsAlive(node)),
        system.Time);

    /// <summary>Starts them; back once the last one has been started.</summary>
    public async Task<RunState> StartAsync(
        RunState state, IReadOnlyList<NodeRecord> nodes, Action<string> say, CancellationToken cancellationToken)
    {
        var onTheirWay = new Dictionary<NodeRecord, long>();
        foreach (var node in nodes)
        {
            while (onTheirWay.Count >= atOnce)
            {
                say($"{nodes.Count} nodes to start; on their way: {string.Join(", ", onTheirWay.Keys.Select(one => one.Name))}");
                await Task.Delay(Poll, time, cancellationToken);
                var late = onTheirWay.Where(one => time.GetElapsedTime(one.Value) > Patience).Select(one => one.Key);
                foreach (var done in late.Concat(await haveArrived([.. onTheirWay.Keys], cancellationToken)).ToList())
                {
                    onTheirWay.Remove(done);
                }
            }

            cancellationToken.ThrowIfCancellationRequested();
            state = start(state, node);
            onTheirWay.Add(state.Find(node.Name)!, time.GetTimestamp());
        }

        return state;
    }
}
