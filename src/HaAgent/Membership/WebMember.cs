using Actors.Clustering;
using Akka.Cluster;

namespace Actors.HaAgent.Membership;

/// <summary>One web member as the listener keeps it: what gossip says, and what the node itself has said.</summary>
/// <param name="Member">The member, newest version.</param>
/// <param name="Reachable">Whether it counts as reachable, after the debounce.</param>
/// <param name="IsLeaving">Whether it has announced that it leaves.</param>
/// <param name="ReadinessSequence">The newest report of readiness heard.</param>
/// <param name="Ready">What it said.</param>
/// <param name="Reason">Why it is not ready.</param>
internal sealed record WebMember(Member Member, bool Reachable = true, bool IsLeaving = false, long ReadinessSequence = 0, bool Ready = true, string Reason = "")
{
    /// <summary>The oldest first.</summary>
    public static readonly IComparer<WebMember> ByAge = Comparer<WebMember>.Create((a, b) =>
        a.Member.Equals(b.Member) ? 0 : a.Member.IsOlderThan(b.Member) ? -1 : 1);

    public string Key => $"{Member.Address}#{Member.UniqueAddress.Uid}";

    /// <summary>The node as a record, or why it cannot be one.</summary>
    public (NodeRecord? Node, RefusedNode? Refused) ToRecord(int age)
    {
        var description = NodeDescription.TryRead(Member.Roles, Member.AppVersion.ToString(), out var faults);
        if (description is null)
        {
            return (null, new RefusedNode(NodeRoles.NameOf(Member.Roles) ?? "?", Member.Address.ToString(), string.Join("; ", faults)));
        }

        var status = IsLeaving ? NodeStatus.Leaving : Member.Status switch
        {
            MemberStatus.Joining => NodeStatus.Joining,
            MemberStatus.WeaklyUp or MemberStatus.Up => NodeStatus.Up,
            _ => NodeStatus.Leaving,
        };
        return (new NodeRecord(Key, description, Member.Address.Host ?? "", status, age, Reachable, Ready, Reason), null);
    }
}
