using System.Collections.Immutable;

namespace Actors.HaAgent.Membership;

/// <summary>The web nodes of the cluster at one moment, as this agent sees them.</summary>
/// <param name="Revision">Which one it is.</param>
/// <param name="Nodes">Every web node that describes itself, by <see cref="NodeRecord.Key"/>.</param>
/// <param name="Refused">Members with role web whose description is not usable.</param>
public sealed record MembershipSnapshot(SnapshotRevision Revision, ImmutableArray<NodeRecord> Nodes, ImmutableArray<RefusedNode> Refused)
{
    /// <summary>No node is there.</summary>
    public static readonly MembershipSnapshot Empty = new(SnapshotRevision.None, [], []);
}

/// <summary>The membership has changed.</summary>
/// <param name="Snapshot">What it is now.</param>
/// <param name="HeardAt">When this agent heard of it, as a timestamp of its clock.</param>
public sealed record MembershipChanged(MembershipSnapshot Snapshot, long HeardAt);

/// <summary>HAProxy has what follows from this snapshot; read back, not assumed.</summary>
/// <param name="Revision">The snapshot's.</param>
public sealed record SnapshotApplied(SnapshotRevision Revision)
{
    /// <summary>
    /// The nodes, by <see cref="NodeRecord.Key"/>, that leave and serve on all the same (<see cref="Desired.LastOfService"/>).
    /// </summary>
    public ImmutableHashSet<string> Held { get; init; } = [];
}
