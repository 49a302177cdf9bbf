using Actors.Clustering;

namespace Actors.HaAgent.Membership;

/// <summary>What the cluster says of one web node. Ours, because Akka's <c>Member</c> cannot be built outside it.</summary>
/// <param name="Key">The member's address and unique number: one life of one node.</param>
/// <param name="Description">What the node says of itself.</param>
/// <param name="Host">The host that it is reached at.</param>
/// <param name="Status">Where it stands in its membership.</param>
/// <param name="Age">The order in which members came up; smaller is older.</param>
/// <param name="Reachable">False once gossip has called it unreachable for long enough.</param>
/// <param name="Ready">Whether the node wants traffic.</param>
/// <param name="Reason">Why it does not.</param>
public sealed record NodeRecord(
    string Key, NodeDescription Description, string Host, NodeStatus Status, int Age, bool Reachable, bool Ready, string Reason);

/// <summary>The statuses that matter for a balancer.</summary>
public enum NodeStatus
{
    /// <summary>Known, not yet let in.</summary>
    Joining,

    /// <summary>In: WeaklyUp or Up.</summary>
    Up,

    /// <summary>On its way out: it announced that it leaves, or it is Leaving, Exiting or Down.</summary>
    Leaving,
}
