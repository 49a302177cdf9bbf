using Actors.Clustering.Messages;
using Akka.Actor;
using Akka.Cluster;

namespace Actors.HaAgent.Membership;

/// <summary>What gossip shows of the nodes, and nodes that announce themselves ahead of it. Pure.</summary>
internal static class MemberGossip
{
    /// <summary>How long a node that has announced itself is believed before gossip shows it.</summary>
    public static readonly TimeSpan ConfirmedWithin = TimeSpan.FromSeconds(15);

    /// <summary>The first step of a life: gossip as it is, and what the life before has been told by the nodes.</summary>
    /// <param name="table">The table, empty.</param>
    /// <param name="state">What gossip shows.</param>
    /// <param name="before">The last table of the life before; null for none.</param>
    /// <param name="now">The moment.</param>
    public static MemberTable Begin(this MemberTable table, GossipState state, MemberTable? before, TimeSpan now)
    {
        before ??= table;
        var next = table with
        {
            IsSelfUp = before.IsSelfUp,
            Leaving = [.. before.Leaving.Select(pending => pending with { Revision = table.Revision.Next })],
        };
        foreach (var member in state.Web)
        {
            var known = before.Members.GetValueOrDefault(member.Node);
            next = next.Meet(known is not null
                ? known with { Member = member, Reachable = known.Reachable || !state.Unreachable.Contains(member.Node) }
                : WebMember.Of(member, ProbeOf(next, member)), now).RetainIfDowned(member, known, now);
        }

        next = KeptOf(before, next).Aggregate(next, (all, kept) => all.Meet(kept, now));
        next = state.Unreachable.Aggregate(next with { IsSelfUp = before.IsSelfUp || state.IsSelfUp }, Unreachable);
        return state.IsJoined ? next.Publish() : next;
    }

    /// <summary>Gossip shows the agent itself: from when it is a full member an empty table means that there is no node.</summary>
    /// <param name="table">The table.</param>
    /// <param name="isUp">Whether it is one.</param>
    public static MemberTable SelfShown(this MemberTable table, bool isUp) => (table with { IsSelfUp = table.IsSelfUp || isUp }).Publish();

    /// <summary>Gossip shows a node as it is now.</summary>
    public static MemberTable Shown(this MemberTable table, GossipMember member, TimeSpan now) => (
        table.Members.TryGetValue(member.Node, out var known)
            ? table.With((known with { Member = member }).From(table.Revision.Next)).RetainIfDowned(member, known, now)
            : table.Meet(WebMember.Of(member, ProbeOf(table, member)), now)).Publish().BeginDrain(member.Node);

    /// <summary>Gossip shows a node no more.</summary>
    /// <param name="table">The table.</param>
    /// <param name="member">The node.</param>
    /// <param name="previous">What it was before.</param>
    public static MemberTable Removed(this MemberTable table, GossipMember member, MemberStatus previous) =>
        // No node is removed in good standing: then it is this agent that lost the cluster, and its servers stay as they are.
        previous is not (MemberStatus.Exiting or MemberStatus.Down)
            ? table.And(new MemberNotes.SelfLost(member.Node.Address))
        : table.Members.TryGetValue(member.Node, out var known) && known.RetainedSince is not null
            ? table.With(known with { Member = member })
        : table.Remove(member.Node);

    /// <summary>Gossip calls a node unreachable: it is believed after a while.</summary>
    public static MemberTable Unreachable(this MemberTable table, UniqueAddress node) => table.Members.ContainsKey(node)
        ? table.And(new MemberEffect.Begin(new MemberDue.Unreachable(node), table.Settings.UnreachableAfter))
        : table;

    /// <summary>It has done so for long enough.</summary>
    public static MemberTable BelieveUnreachable(this MemberTable table, UniqueAddress node) =>
        table.Change(node, member => member with { Reachable = false });

    /// <summary>Gossip calls a node reachable again.</summary>
    public static MemberTable Reachable(this MemberTable table, UniqueAddress node) => table
        .And(new MemberEffect.End(new MemberDue.Unreachable(node)))
        .Change(node, member => member with { Reachable = true, Absence = null });

    /// <summary>
    /// A node announces itself. Gossip takes a few rounds to come here, more when many join at once. It has been let in by a member, else
    /// it would not know this agent; and it is probed, like any other.
    /// </summary>
    public static MemberTable Arrived(this MemberTable table, NodeArrived arrived, Address from, TimeSpan now)
    {
        var arrival = WebMember.Of(new UniqueAddress(from, arrived.Incarnation), arrived.AppVersion);
        return !table.Members.ContainsKey(arrival.Node) && arrival.Description is not null && arrival.Name == arrived.Node
            ? table.Meet(arrival, now).Publish()
            : table;
    }

    /// <summary>Gossip has not shown a node that has announced itself.</summary>
    public static MemberTable Unconfirmed(this MemberTable table, UniqueAddress node) =>
        table.Members.TryGetValue(node, out var known) && known.Member is null
            ? table.And(new MemberNotes.Unconfirmed(known.Name, node.Address)).Remove(node)
            : table;

    // Also one that an earlier life has met: whatever that was waiting for, this one waits for.
    private static MemberTable Meet(this MemberTable table, WebMember member, TimeSpan now)
    {
        var met = (member with { IsWatched = false, IsDrainTimed = false, ServesSince = null }).From(table.Revision.Next);
        var next = table.With(met);
        return (met.Member is null
            ? next.And(new MemberEffect.Begin(new MemberDue.Unconfirmed(met.Node), ConfirmedWithin))
            : next).BeginProbing(met).AskRetained(met.Node).BeginHold(met.Node, now).BeginDrain(met.Node);
    }

    // Those that gossip does not show, but that are kept for a while.
    private static IEnumerable<WebMember> KeptOf(MemberTable before, MemberTable next) =>
        from known in before.Members.Values
        where !next.Members.ContainsKey(known.Node) && (known.Member is null || known.RetainedSince is not null)
        select known.Member is null ? known : known with { Member = known.Member with { Status = MemberStatus.Removed } };

    // What is up before this agent is has been serving: HAProxy's checks decide. Others have to answer first.
    private static ProbeState ProbeOf(MemberTable table, GossipMember member) =>
        table.IsSelfUp || member.Status == MemberStatus.Joining ? ProbeState.Pending : ProbeState.Healthy;
}
