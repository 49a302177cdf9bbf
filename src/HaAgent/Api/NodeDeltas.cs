using Actors.HaAgent.HaProxy;

namespace Actors.HaAgent.Api;

/// <summary>What one listener has been told of the nodes, and what is new to it. Pure but for what it remembers.</summary>
internal sealed class NodeDeltas
{
    /// <summary>
    /// Nodes whose counters are in one event. 500 busy nodes take their turns in three seconds, at some 10 KB a second; a rate is as
    /// right, since the events have the time.
    /// </summary>
    public const int MostCounters = 200;

    private readonly Dictionary<string, NodeView> _told = new(StringComparer.Ordinal);
    private int _turn;

    /// <summary>What has changed since it was last asked.</summary>
    public NodeChanges Next(IReadOnlyList<NodeView> nodes, DateTimeOffset at)
    {
        var names = nodes.Select(node => node.Name).ToHashSet(StringComparer.Ordinal);
        var gone = _told.Keys.Where(name => !names.Contains(name)).ToList();
        gone.ForEach(name => _told.Remove(name));
        var changed = nodes.Where(node => !_told.TryGetValue(node.Name, out var told) || Settled(told) != Settled(node)).ToList();
        changed.ForEach(node => _told[node.Name] = node);
        return new NodeChanges(at, changed, gone, Counted(nodes));
    }

    private Dictionary<string, IReadOnlyList<long>> Counted(IReadOnlyList<NodeView> nodes)
    {
        var counted = new Dictionary<string, IReadOnlyList<long>>(StringComparer.Ordinal);
        var seen = 0;
        for (; seen < nodes.Count && counted.Count < MostCounters; seen++)
        {
            var node = nodes[(_turn + seen) % nodes.Count];
            if (node.HaProxy is { } now && _told[node.Name].HaProxy is { } told && !CountersOf(now).SequenceEqual(CountersOf(told)))
            {
                counted[node.Name] = CountersOf(now);
                _told[node.Name] = node;
            }
        }

        _turn = nodes.Count == 0 ? 0 : (_turn + seen) % nodes.Count;
        return counted;
    }

    private static long[] CountersOf(ServerView server) =>
    [
        server.Sessions, server.SessionsTotal, server.Rate, server.Requests, server.Errors, server.Retries, server.Queue,
        server.AverageResponseMilliseconds ?? -1,
    ];

    // A check that runs, and the seconds since a change, are no news.
    private static NodeView Settled(NodeView node) => node.HaProxy is not { } server ? node : node with
    {
        HaProxy = server with
        {
            Sessions = 0,
            SessionsTotal = 0,
            Rate = 0,
            Requests = 0,
            Errors = 0,
            Retries = 0,
            Queue = 0,
            AverageResponseMilliseconds = null,
            LastChangeSeconds = null,
            CheckStatus = ServerStatistics.LastCheck(server.CheckStatus),
        },
    };
}
