using System.Collections.Immutable;

namespace Actors.HaAgent.Membership;

/// <summary>The web nodes of the cluster at one moment, as this agent sees them.</summary>
/// <param name="Revision">Rises with each snapshot of one life of the listener.</param>
/// <param name="Nodes">Every web node that describes itself, by <see cref="NodeRecord.Key"/>.</param>
/// <param name="Refused">Members with role web whose description is not usable.</param>
public sealed record MembershipSnapshot(long Revision, ImmutableArray<NodeRecord> Nodes, ImmutableArray<RefusedNode> Refused)
{
    /// <summary>Nobody there.</summary>
    public static readonly MembershipSnapshot Empty = new(0, [], []);
}

/// <summary>A node that is not let in, and why.</summary>
/// <param name="Name">Its name, or <c>?</c>.</param>
/// <param name="Address">Its address in the cluster.</param>
/// <param name="Reason">Why, for an operator.</param>
public sealed record RefusedNode(string Name, string Address, string Reason);

/// <summary>The membership has changed.</summary>
/// <param name="Snapshot">What it is now.</param>
/// <param name="HeardAt">When this agent heard of it, as a timestamp of its clock.</param>
public sealed record MembershipChanged(MembershipSnapshot Snapshot, long HeardAt);
