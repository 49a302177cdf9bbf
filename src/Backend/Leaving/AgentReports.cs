using System.Collections.Immutable;
using Actors.Clustering.Messages;
using Akka.Actor;
using MemberStatus = Akka.Cluster.MemberStatus;

namespace Actors.Backend.Leaving;

/// <summary>
/// The agents that can be reached or may come back, and what each has still to receive. Pure: an event in, the next value out.
/// </summary>
/// <param name="Readiness">Whether the app wants traffic.</param>
internal sealed record AgentReports(ReadinessState Readiness)
{
    /// <summary>
    /// How long a leaving node waits for an agent that has gone while its HAProxy goes on sending, from then on: an agent that is
    /// restarted is back in the cluster within that time (docs/adr/0010-leaving.md).
    /// </summary>
    public static readonly TimeSpan ComesBackWithin = TimeSpan.FromSeconds(10);

    /// <summary>The agents.</summary>
    public ImmutableHashSet<Address> Agents { get; private init; } = [];

    /// <summary>Until when the node waits, leaving; null where it does not leave.</summary>
    public TimeSpan? LeavesBy { get; private init; }

    /// <summary>How many agents have removed the node.</summary>
    public int Removals => Removed.Count;

    private ImmutableHashSet<Address> Heard { get; init; } = [];

    private ImmutableHashSet<Address> Removed { get; init; } = [];

    // The agents that have gone while their HAProxy may still send, and when.
    private ImmutableDictionary<Address, TimeSpan> Gone { get; init; } = ImmutableDictionary<Address, TimeSpan>.Empty;

    /// <summary>An agent can be reached. It may be one that was started again, and knows of no leave.</summary>
    public AgentReports With(Address agent) =>
        this with { Agents = Agents.Add(agent), Removed = Removed.Remove(agent), Gone = Gone.Remove(agent) };

    /// <summary>An agent cannot be reached any more.</summary>
    /// <param name="agent">Which.</param>
    /// <param name="status">
    /// Its status in the cluster: leaving or exiting, it left by itself; joining, it is coming; else it vanished, and its HAProxy may
    /// still send.
    /// </param>
    /// <param name="keepsHaProxy">Whether its HAProxy serves on, and so may still send, where it left by itself.</param>
    /// <param name="now">The moment; of an agent that is awaited, that of the first such news counts, or that it is coming back.</param>
    public AgentReports Without(Address agent, MemberStatus status, bool keepsHaProxy, TimeSpan now) =>
        this with
        {
            Agents = Agents.Remove(agent),
            Heard = Heard.Remove(agent),
            Gone = status switch
            {
                MemberStatus.Leaving or MemberStatus.Exiting when !keepsHaProxy => Gone.Remove(agent),
                MemberStatus.Joining when Gone.ContainsKey(agent) => Gone.SetItem(agent, now),
                _ => Agents.Contains(agent) ? Gone.SetItem(agent, now) : Gone,
            },
        };

    /// <summary>Whether the node leaves, and every agent that can be reached, or may come back, has removed it.</summary>
    public bool IsDone(TimeSpan now) => LeavesBy is not null && Agents.IsSubsetOf(Removed) && !AwaitedBack(now).Any();

    /// <summary>The agents that have gone while their HAProxy may still send, may come back, and have not removed the node.</summary>
    public IEnumerable<Address> AwaitedBack(TimeSpan now) =>
        Gone.Where(one => now - one.Value < ComesBackWithin && !Removed.Contains(one.Key)).Select(one => one.Key);

    /// <summary>The readiness has changed. Changes of two threads may come in the other order: an older one changes nothing.</summary>
    public AgentReports With(ReadinessState state) =>
        state.Sequence <= Readiness.Sequence ? this : this with { Readiness = state, Heard = [] };

    /// <summary>An agent has a report of readiness.</summary>
    public AgentReports HeardBy(Address agent, long sequence) =>
        sequence == Readiness.Sequence ? this with { Heard = Heard.Add(agent) } : this;

    /// <summary>The node leaves.</summary>
    /// <param name="by">Until when it waits; of the clock that <see cref="For"/> is given.</param>
    public AgentReports Leave(TimeSpan by) => this with { LeavesBy = by };

    /// <summary>An agent has removed the node; the same value where that is known.</summary>
    public AgentReports RemovedBy(Address agent) => Removed.Contains(agent) ? this : this with { Removed = Removed.Add(agent) };

    /// <summary>What an agent has to be told now.</summary>
    /// <param name="agent">Which.</param>
    /// <param name="node">The node's name.</param>
    /// <param name="incarnation">The member's unique number.</param>
    /// <param name="appVersion">What the node says of itself.</param>
    /// <param name="now">The moment.</param>
    public IEnumerable<IClusterMessage> For(Address agent, string node, int incarnation, string appVersion, TimeSpan now) =>
        LeavesBy is { } by
            ? Removed.Contains(agent)
                ? []
                : [new NodeLeaving(node, incarnation) { PatienceMilliseconds = (int)Math.Max(0, (by - now).TotalMilliseconds) }]
            : Heard.Contains(agent)
                ? []
                :
                [
                    new NodeArrived(node, incarnation, appVersion),
                    new NodeReadiness(node, incarnation, Readiness.Sequence, Readiness.Ready, Readiness.Reason),
                ];
}
