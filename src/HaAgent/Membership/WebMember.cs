using System.Net;
using Akka.Cluster;

namespace Actors.HaAgent.Membership;

/// <summary>One web member as the listener keeps it: what gossip says, what the node itself has said, what was seen of it.</summary>
/// <param name="Node">Its address and unique number.</param>
/// <param name="Name">Its name, or <c>?</c>.</param>
/// <param name="Description">What it says of itself; null where that is not usable.</param>
/// <param name="Faults">Why it is not.</param>
/// <param name="Member">The member, newest version; null for one that has announced itself and that gossip has not shown yet.</param>
/// <param name="Proof">Whether it has been seen to answer.</param>
/// <param name="Reachable">Whether it counts as reachable, after the debounce.</param>
/// <param name="HasAnnouncedLeave">Whether it has said that it leaves.</param>
/// <param name="Hold">How long it may be held, leaving; null where it may not, or not any more.</param>
/// <param name="IsIdle">Whether, leaving, it has nothing left to do or has had its time.</param>
/// <param name="HeldSince">Since when (<see cref="TimeProvider.GetTimestamp"/>) it stays although the cluster has downed it, because it answers; null where it does not.</param>
/// <param name="IsWatched">Whether HAProxy has drained it and is being watched for the end of its sessions.</param>
/// <param name="ReadinessSequence">The newest report of readiness heard.</param>
/// <param name="Ready">What it said.</param>
/// <param name="Reason">Why it is not ready.</param>
/// <param name="ProbeFault">Why the probe of it has not passed yet; empty where it has.</param>
/// <param name="Absence">Why it is taken for gone although gossip does not say so; null where it is not.</param>
/// <param name="ChangedAt">The snapshot that first had it as it is now.</param>
/// <param name="ServesSince">The snapshot that first had it as one that may serve, which it has been since; null for one that may not.</param>
internal sealed record WebMember(
    UniqueAddress Node,
    string Name,
    NodeDescription? Description,
    string Faults,
    Member? Member,
    NodeProof Proof,
    bool Reachable = true,
    bool HasAnnouncedLeave = false,
    LeaveHold? Hold = null,
    bool IsIdle = false,
    long? HeldSince = null,
    bool IsWatched = false,
    long ReadinessSequence = 0,
    bool Ready = true,
    string Reason = "",
    string ProbeFault = "",
    NodeAbsence? Absence = null,
    SnapshotRevision ChangedAt = default,
    SnapshotRevision? ServesSince = null)
{
    /// <summary>The oldest first; those that gossip has not shown are the youngest.</summary>
    public static readonly IComparer<WebMember> ByAge = Comparer<WebMember>.Create((a, b) =>
        a.Node.Equals(b.Node) ? 0
        : a.Member is null || b.Member is null ? (a.Member is null).CompareTo(b.Member is null) is var age and not 0 ? age : a.Node.CompareTo(b.Node)
        : a.Member.IsOlderThan(b.Member) ? -1 : 1);

    public string Key => $"{Node.Address}#{Node.Uid}";

    public NodeStatus Status => Member?.Status switch
    {
        MemberStatus.Down or MemberStatus.Removed when HeldSince is not null => NodeStatus.In,
        MemberStatus.Down or MemberStatus.Removed => NodeStatus.Gone,
        MemberStatus.Leaving or MemberStatus.Exiting => NodeStatus.Leaving,
        _ => HasAnnouncedLeave ? NodeStatus.Leaving : NodeStatus.In,
    };

    /// <summary>As it is from a snapshot on.</summary>
    public WebMember From(SnapshotRevision snapshot) => this with
    {
        ChangedAt = snapshot,
        ServesSince = this is not { Status: NodeStatus.In, Proof: NodeProof.Proven, Reachable: true, Ready: true, Absence: null, HeldSince: null } ? null : ServesSince ?? snapshot,
    };

    /// <summary>What it speaks.</summary>
    public ServiceProtocol Protocol => Description?.Protocol ?? ServiceProtocol.Http;

    /// <summary>How it is asked whether it lives.</summary>
    public HttpCheck Check => Description?.Check ?? HttpCheck.Default;

    /// <summary>Where it answers; null where it does not say so in a usable way.</summary>
    public IPEndPoint? WebServer => Description is { } description && IPAddress.TryParse(Node.Address.Host, out var address) ? new IPEndPoint(address, description.Port) : null;

    /// <summary>A member that gossip shows.</summary>
    public static WebMember Of(Member member, NodeProof proof) => Of(member.UniqueAddress, member.AppVersion.ToString(), member, proof);

    /// <summary>A node that has announced itself.</summary>
    public static WebMember Of(UniqueAddress node, string appVersion) => Of(node, appVersion, null, NodeProof.Pending);

    /// <summary>The node as a record, or why it cannot be one.</summary>
    /// <param name="age">Its place by age.</param>
    /// <param name="applied">The newest snapshot that HAProxy has.</param>
    public (NodeRecord? Node, RefusedNode? Refused) ToRecord(int age, SnapshotRevision applied) => Description is not null
        ? (new NodeRecord(Key, Description, Node.Address.Host ?? "", Status, age, Reachable && HeldSince is null, Ready, Reason, Proof, IsIdle)
        {
            Absence = Absence,
            IsApplied = ServesSince is { } since && applied.Covers(since),
            ProbeFault = Proof == NodeProof.Overdue ? ProbeFault : "",
            // A command of the cluster to leave is obeyed at once.
            LeftAt = Member?.Status is MemberStatus.Leaving or MemberStatus.Exiting ? null : Hold?.Since,
        }, null)
        : (null, new RefusedNode(Name, Node.Address.ToString(), Faults));

    private static WebMember Of(UniqueAddress node, string appVersion, Member? member, NodeProof proof)
    {
        var description = NodeDescription.TryRead(appVersion, out var faults);
        return new WebMember(node, NodeDescription.NameIn(appVersion) ?? "?", description, string.Join("; ", faults), member, proof);
    }
}
