using System.Net;
using Akka.Cluster;

namespace Actors.HaAgent.Membership;

/// <summary>One web member as the listener keeps it: what gossip shows, what the node itself has announced, what was seen of it.</summary>
/// <param name="Node">Its address and unique number.</param>
/// <param name="Name">Its name, or <c>?</c>.</param>
/// <param name="Description">What it says of itself; null where that is not usable.</param>
/// <param name="Faults">Why it is not.</param>
internal sealed record WebMember(UniqueAddress Node, string Name, NodeDescription? Description, string Faults)
{
    /// <summary>What gossip shows, the newest; null for one that has announced itself and that gossip has not shown yet.</summary>
    public GossipMember? Member { get; init; }

    /// <summary>Whether it counts as reachable, after the debounce.</summary>
    public bool Reachable { get; init; } = true;

    /// <summary>Why it is taken for gone although gossip does not say so; null where it is not.</summary>
    public NodeAbsence? Absence { get; init; }

    /// <summary>Since when it stays although the cluster has downed it, because it answers; null where it does not.</summary>
    public TimeSpan? RetainedSince { get; init; }

    /// <summary>Whether it has been seen to answer.</summary>
    public ProbeState Probe { get; init; }

    /// <summary>Why the probe of it has not passed yet; empty where it has.</summary>
    public string ProbeFault { get; init; } = "";

    /// <summary>The newest report of readiness that has come.</summary>
    public long ReadinessSequence { get; init; }

    /// <summary>What that reported.</summary>
    public bool Ready { get; init; } = true;

    /// <summary>Why it is not ready.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Whether it has announced that it leaves.</summary>
    public bool HasAnnouncedLeave { get; init; }

    /// <summary>How long it may be held, leaving; null where it may not, or not any more.</summary>
    public LeaveHold? Hold { get; init; }

    /// <summary>Whether, leaving, it has been given until when its requests are to end.</summary>
    public bool IsDrainTimed { get; init; }

    /// <summary>Whether HAProxy has drained it and is being watched for the end of its sessions.</summary>
    public bool IsWatched { get; init; }

    /// <summary>Whether, leaving, it has nothing left to do or has had its time.</summary>
    public bool IsIdle { get; init; }

    /// <summary>The snapshot that first had it as it is now.</summary>
    public SnapshotRevision ChangedAt { get; init; }

    /// <summary>The snapshot that first had it as one that may serve, which it has been since; null for one that may not.</summary>
    public SnapshotRevision? ServesSince { get; init; }

    /// <summary>The oldest first; those that gossip has not shown are the youngest.</summary>
    public static readonly IComparer<WebMember> ByAge = Comparer<WebMember>.Create((a, b) =>
        a.Node.Equals(b.Node) ? 0
        : a.Member is null && b.Member is null ? a.Node.CompareTo(b.Node)
        : a.Member is null || b.Member is null ? (a.Member is null).CompareTo(b.Member is null)
        : a.Member.IsOlderThan(b.Member) ? -1 : 1);

    public string Key => $"{Node.Address}#{Node.Uid}";

    public NodeStatus Status => Member?.Status switch
    {
        MemberStatus.Down or MemberStatus.Removed when RetainedSince is not null => NodeStatus.In,
        MemberStatus.Down or MemberStatus.Removed => NodeStatus.Gone,
        MemberStatus.Leaving or MemberStatus.Exiting => NodeStatus.Leaving,
        _ => HasAnnouncedLeave ? NodeStatus.Leaving : NodeStatus.In,
    };

    /// <summary>As it is from a snapshot on.</summary>
    public WebMember From(SnapshotRevision snapshot) => this with
    {
        ChangedAt = snapshot,
        ServesSince = IsServing ? ServesSince ?? snapshot : null,
    };

    /// <summary>Where and how it is asked whether it lives; null where it does not say so in a usable way.</summary>
    public ProbeTarget? Target => Description is { } description
        && IPAddress.TryParse(description.ServesAt.Length > 0 ? description.ServesAt : Node.Address.Host, out var address)
        ? new ProbeTarget(new IPEndPoint(address, description.Port), description.Protocol, description.Check)
        : null;

    /// <summary>A member that gossip shows.</summary>
    public static WebMember Of(GossipMember member, ProbeState probe) =>
        Of(member.Node, member.AppVersion) with { Member = member, Probe = probe };

    /// <summary>A node that has announced itself.</summary>
    public static WebMember Of(UniqueAddress node, string appVersion)
    {
        var description = NodeDescription.TryRead(appVersion, out var faults);
        return new WebMember(node, NodeDescription.NameIn(appVersion) ?? "?", description, string.Join("; ", faults));
    }

    /// <summary>The node as a record, or why it cannot be one.</summary>
    /// <param name="age">Its place by age.</param>
    /// <param name="applied">The newest snapshot that HAProxy has.</param>
    public (NodeRecord? Node, RefusedNode? Refused) ToRecord(int age, SnapshotRevision applied) => Description is not null
        ? (new NodeRecord(
            Key, Description, Node.Address.Host ?? "", Status, age, Reachable && RetainedSince is null, Ready, Reason, Probe, IsIdle)
        {
            Absence = Absence,
            IsApplied = ServesSince is { } since && applied.Covers(since),
            ProbeFault = Probe == ProbeState.Overdue ? ProbeFault : "",
            // A command of the cluster to leave is obeyed at once.
            LeftAt = Member?.Status is MemberStatus.Leaving or MemberStatus.Exiting ? null : Hold?.Since.Ticks,
        }, null)
        : (null, new RefusedNode(Name, Node.Address.ToString(), Faults));

    private bool IsServing =>
        this is { Status: NodeStatus.In, Probe: ProbeState.Healthy, Reachable: true, Ready: true, Absence: null, RetainedSince: null };
}
