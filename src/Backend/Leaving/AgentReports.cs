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
    /// How long a leaving node waits for an agent that has vanished, from then on: its HAProxy goes on sending, and an agent that is
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

    // The agents that have vanished, and when.
    private ImmutableDictionary<Address, TimeSpan> Vanished { get; init; } = ImmutableDictionary<Address, TimeSpan>.Empty;

    /// <summary>An agent can be reached. It may be one that was started again, and knows of no leave.</summary>
    public AgentReports With(Address agent) =>
        this with { Agents = Agents.Add(agent), Removed = Removed.Remove(agent), Vanished = Vanished.Remove(agent) };

    /// <summary>An agent cannot be reached any more.</summary>
    /// <param name="agent">Which.</param>
    /// <param name="status">
    /// Its status in the cluster: leaving or exiting, it left as it was asked to; joining, it is coming; else it vanished, and its
    /// HAProxy may still send.
    /// </param>
    /// <param name="now">The moment; of an agent that vanished, that of the first such news counts, or that it is coming back.</param>
    public AgentReports Without(Address agent, MemberStatus status, TimeSpan now) =>
        this with
        {
            Agents = Agents.Remove(agent),
            Heard = Heard.Remove(agent),
            Vanished = status switch
            {
                MemberStatus.Leaving or MemberStatus.Exiting => Vanished.Remove(agent),
                MemberStatus.Joining when Vanished.ContainsKey(agent) => Vanished.SetItem(agent, now),
                _ => Agents.Contains(agent) ? Vanished.SetItem(agent, now) : Vanished,
            },
        };

    /// <summary>Whether the node leaves, and every agent that can be reached, or may come back, has removed it.</summary>
    public bool IsDone(TimeSpan now) => LeavesBy is not null && Agents.IsSubsetOf(Removed) && !AwaitedBack(now).Any();

    /// <summary>The agents that have vanished, may come back, and have not removed the node.</summary>
    public IEnumerable<Address> AwaitedBack(TimeSpan now) =>
        Vanished.Where(one => now - one.Value < ComesBackWithin && !Removed.Contains(one.Key)).Select(one => one.Key);

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
