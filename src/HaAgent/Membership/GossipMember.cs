using Actors.Clustering;
using Akka.Cluster;

namespace Actors.HaAgent.Membership;

/// <summary>A member as gossip shows it, as a value: Akka's own cannot be made outside of Akka.</summary>
/// <param name="Node">Its address and unique number.</param>
/// <param name="AppVersion">What it says of itself.</param>
/// <param name="Status">Where it stands in its membership.</param>
internal abstract record GossipMember(UniqueAddress Node, string AppVersion, MemberStatus Status)
{
    /// <summary>Whether it came up before another one.</summary>
    public abstract bool IsOlderThan(GossipMember other);

    /// <summary>One of Akka's.</summary>
    public static GossipMember Of(Member member) => new Akkas(member);

    private sealed record Akkas(Member Member) : GossipMember(Member.UniqueAddress, Member.AppVersion.ToString(), Member.Status)
    {
        public override bool IsOlderThan(GossipMember other) => other is Akkas akkas && Member.IsOlderThan(akkas.Member);
    }
}

/// <summary>The cluster as the listener finds it.</summary>
/// <param name="Web">The web nodes.</param>
/// <param name="Unreachable">Those of them that gossip calls unreachable.</param>
/// <param name="IsSelfUp">Whether the agent is a full member.</param>
/// <param name="IsJoined">Whether there are members at all: before the join the state is empty and says nothing.</param>
internal sealed record GossipState(IReadOnlyList<GossipMember> Web, IReadOnlySet<UniqueAddress> Unreachable, bool IsSelfUp, bool IsJoined)
{
    /// <summary>That of Akka.</summary>
    /// <param name="state">The state.</param>
    /// <param name="self">The agent's own address.</param>
    public static GossipState Of(ClusterEvent.CurrentClusterState state, UniqueAddress self) => new(
        [.. state.Members.Where(IsWeb).Select(GossipMember.Of)],
        state.Unreachable.Select(member => member.UniqueAddress).ToHashSet(),
        state.Members.Any(member => member.UniqueAddress == self && IsUp(member)),
        state.Members.Count > 0);

    /// <summary>Whether traffic may go to it.</summary>
    public static bool IsWeb(Member member) => member.HasRole(NodeRoles.Web);

    /// <summary>Whether it is a web node that is in the cluster and does not leave it.</summary>
    public static bool IsWebIn(Member member) =>
        IsWeb(member) && member.Status is MemberStatus.Joining or MemberStatus.WeaklyUp or MemberStatus.Up;

    /// <summary>Whether it is a full member.</summary>
    public static bool IsUp(Member member) => member.Status is MemberStatus.Up or MemberStatus.WeaklyUp;
}
