using Actors.Clustering;
using Akka.Cluster;

namespace Actors.HaAgent.Membership;

/// <summary>One web member as the listener keeps it: what gossip says, what the node itself has said, what was seen of it.</summary>
/// <param name="Member">The member, newest version.</param>
/// <param name="Proof">Whether it has been seen to answer.</param>
/// <param name="Reachable">Whether it counts as reachable, after the debounce.</param>
/// <param name="HasAnnouncedLeave">Whether it has said that it leaves.</param>
/// <param name="IsIdle">Whether, leaving, it has nothing left to do or has had its time.</param>
/// <param name="IsWatched">Whether HAProxy has drained it and is being watched for the end of its sessions.</param>
/// <param name="ReadinessSequence">The newest report of readiness heard.</param>
/// <param name="Ready">What it said.</param>
/// <param name="Reason">Why it is not ready.</param>
/// <param name="ChangedAt">The revision that first had it as it is now.</param>
internal sealed record WebMember(
    Member Member,
    NodeProof Proof,
    bool Reachable = true,
    bool HasAnnouncedLeave = false,
    bool IsIdle = false,
    bool IsWatched = false,
    long ReadinessSequence = 0,
    bool Ready = true,
    string Reason = "",
    long ChangedAt = 0)
{
    /// <summary>The oldest first.</summary>
    public static readonly IComparer<WebMember> ByAge = Comparer<WebMember>.Create((a, b) =>
        a.Member.Equals(b.Member) ? 0 : a.Member.IsOlderThan(b.Member) ? -1 : 1);

    public string Key => $"{Member.Address}#{Member.UniqueAddress.Uid}";

    public NodeStatus Status => Member.Status switch
    {
        MemberStatus.Down or MemberStatus.Removed => NodeStatus.Gone,
        MemberStatus.Leaving or MemberStatus.Exiting => NodeStatus.Leaving,
        _ => HasAnnouncedLeave ? NodeStatus.Leaving : NodeStatus.In,
    };

    /// <summary>What it says of itself; null where that is not usable.</summary>
    public NodeDescription? Describe(out IReadOnlyList<string> faults) => NodeDescription.TryRead(Member.Roles, Member.AppVersion.ToString(), out faults);

    /// <summary>The node as a record, or why it cannot be one.</summary>
    public (NodeRecord? Node, RefusedNode? Refused) ToRecord(int age) => Describe(out var faults) is { } description
        ? (new NodeRecord(Key, description, Member.Address.Host ?? "", Status, age, Reachable, Ready, Reason, Proof, IsIdle), null)
        : (null, new RefusedNode(NodeRoles.NameOf(Member.Roles) ?? "?", Member.Address.ToString(), string.Join("; ", faults)));
}
