namespace Actors.HaAgent.Membership;

/// <summary>What is known of one web node. Ours, because Akka's <c>Member</c> cannot be built outside it.</summary>
/// <param name="Key">The member's address and unique number: one life of one node.</param>
/// <param name="Description">What the node says of itself.</param>
/// <param name="Host">The host that the node itself is reached at.</param>
/// <param name="Status">Where it stands in its membership.</param>
/// <param name="Age">The order in which members came up; smaller is older.</param>
/// <param name="Reachable">False once gossip has called it unreachable for long enough.</param>
/// <param name="Ready">Whether the node wants traffic.</param>
/// <param name="Reason">Why it does not.</param>
/// <param name="Probe">Whether it has been seen to answer.</param>
/// <param name="IsIdle">Whether a node that is leaving has nothing left to do, or has had its time.</param>
public sealed record NodeRecord(
    string Key,
    NodeDescription Description,
    string Host,
    NodeStatus Status,
    int Age,
    bool Reachable,
    bool Ready,
    string Reason,
    ProbeState Probe,
    bool IsIdle)
{
    /// <summary>The host that it serves at: the node's own, unless it says otherwise.</summary>
    public string ServesAt => Description.ServesAt.Length > 0 ? Description.ServesAt : Host;

    /// <summary>Why it is not healthy, as the probe has seen it; empty where it is, or is not known.</summary>
    public string ProbeFault { get; init; } = "";

    /// <summary>Why it is taken for gone although gossip may not say so yet; null where it is not.</summary>
    public NodeAbsence? Absence { get; init; }

    /// <summary>When it announced that it leaves, where it may be held for that (<see cref="Desired.LastOfService"/>); else null.</summary>
    public long? LeftAt { get; init; }

    /// <summary>Whether HAProxy is known to have it as it is here.</summary>
    public bool IsApplied { get; init; }
}

/// <summary>The statuses that matter for a balancer.</summary>
public enum NodeStatus
{
    /// <summary>
    /// In: Joining, WeaklyUp or Up. A node that has been seen to answer need not wait until all others have agreed on it (docs/adr/0009).
    /// </summary>
    In,

    /// <summary>On its way out, and still serving: it announced that it leaves, or it is Leaving or Exiting.</summary>
    Leaving,

    /// <summary>Down: it serves no client.</summary>
    Gone,
}

/// <summary>Whether a node has been seen to answer, by this agent's probe or by a check of HAProxy.</summary>
public enum ProbeState
{
    /// <summary>Not yet, and it came a moment ago.</summary>
    Pending,

    /// <summary>Not yet, and it has had a while: HAProxy gets it drained, so that its checks may find it healthy.</summary>
    Overdue,

    /// <summary>It answers, or was serving before this agent knew it.</summary>
    Healthy,
}
