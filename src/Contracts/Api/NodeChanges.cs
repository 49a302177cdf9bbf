namespace Actors.Contracts.Api;

/// <summary>
/// What has changed since the event before, the event <c>changed</c> of <c>GET /api/events?nodes=changed</c>: with hundreds of nodes a
/// small part of what the event <c>nodes</c> says each second.
/// </summary>
/// <param name="At">The agent's time.</param>
/// <param name="Nodes">The nodes that are new, or of which more than counters has changed.</param>
/// <param name="Gone">The names of nodes that are no longer there.</param>
/// <param name="Counters">
/// HAProxy's counters of other nodes, by name: sessions, sessions so far, sessions in the last second, requests, errors, retries, queue,
/// and the average response time of its last 1,024 requests, -1 for none. Some nodes at a time where there are many.
/// </param>
public sealed record NodeChanges(
    DateTimeOffset At,
    IReadOnlyList<NodeView> Nodes,
    IReadOnlyList<string> Gone,
    IReadOnlyDictionary<string, IReadOnlyList<long>> Counters);
