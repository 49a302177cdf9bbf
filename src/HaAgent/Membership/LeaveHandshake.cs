using System.Collections.Immutable;
using Actors.Clustering.Messages;
using Akka.Actor;
using Akka.Cluster;

namespace Actors.HaAgent.Membership;

/// <summary>
/// A node that leaves announces it, and serves on until it is answered: HAProxy drains its server, the last session on that ends or has had
/// its time, HAProxy removes it, the node gets its answer. The last node of a service may be held for a while first
/// (<see cref="LeaveHold"/>). Pure.
/// </summary>
internal static class LeaveHandshake
{
    /// <summary>A node announces that it leaves, once or again.</summary>
    public static MemberTable Announced(this MemberTable table, NodeLeaving leaving, IActorRef sender, TimeSpan now)
    {
        var node = table.Find(leaving.Node, leaving.Incarnation, sender.Path.Address)?.Node;
        var isKnown = table.Leaving.Exists(pending => pending.IsOf(leaving));
        var next = isKnown ? table : table with { Leaving = table.Leaving.Add(new(leaving, sender, node, table.Revision)) };
        return (node is null || next.Members[node].HasAnnouncedLeave
            ? next
            : next.Change(node, member => member with
            {
                HasAnnouncedLeave = true,
                Hold = LeaveHold.For(table.Settings.HoldLastLeave, leaving.PatienceMilliseconds, now),
            }).BeginHold(node, now).BeginDrain(node)).AnswerLeavers();
    }

    /// <summary>Times the drain of a node that leaves and is not held, once.</summary>
    public static MemberTable BeginDrain(this MemberTable table, UniqueAddress node) =>
        table.Members.TryGetValue(node, out var known)
        && known is { Status: NodeStatus.Leaving, IsIdle: false, Hold: null, IsDrainTimed: false }
            ? table.With(known with { IsDrainTimed = true })
                .And(new MemberEffect.Begin(new MemberDue.Drained(node), table.Settings.DrainTimeout))
            : table;

    /// <summary>Times the hold of a node.</summary>
    public static MemberTable BeginHold(this MemberTable table, UniqueAddress node, TimeSpan now) =>
        table.Members.TryGetValue(node, out var known) && known.Hold is { } hold
            ? table.And(new MemberEffect.Begin(new MemberDue.Held(node), hold.Left(now)))
            : table;

    /// <summary>A node has been held for as long as it may be.</summary>
    public static MemberTable HoldEnded(this MemberTable table, UniqueAddress node) =>
        table.Change(node, member => member with { Hold = null }).BeginDrain(node);

    /// <summary>
    /// HAProxy has what follows from a snapshot; what it has of one of an earlier life says nothing of those of this life.
    /// </summary>
    public static MemberTable Confirmed(this MemberTable table, SnapshotApplied applied)
    {
        if (!table.Takes(applied.Revision.Life))
        {
            return table;
        }

        var next = table.Applied.Covers(applied.Revision) ? table : table with { Applied = applied.Revision };
        var drained = next.Members.Values.Where(member => IsDrainApplied(next, member))
            .ToLookup(member => applied.Held.Contains(member.Key));
        // A node that is held no more, and one that may go since another is known to serve, make another snapshot.
        var isNews = drained[false].Any(member => member.Hold is not null)
            || (!applied.Held.IsEmpty && next.Members.Values.Any(member => Serves(next, member)));
        next = drained[true].Aggregate(next, TellHeld);
        next = drained[false].Aggregate(next, WatchSessions);
        return (isNews ? next.Publish() : next).AnswerLeavers();
    }

    /// <summary>HAProxy has no session on a node any more.</summary>
    public static MemberTable Idle(this MemberTable table, WatchKey key) => table.Takes(key.Life) ? table.Idle(key.Node) : table;

    /// <summary>A node that leaves has had its time to finish its requests.</summary>
    public static MemberTable DrainEnded(this MemberTable table, UniqueAddress node) => table.Members.TryGetValue(node, out var known)
        ? table.And(new MemberNotes.NotDrained(known.Name, table.Settings.DrainTimeout)).And(table.Forget(node)).Idle(node)
        : table;

    private static MemberTable Idle(this MemberTable table, UniqueAddress node) => table
        .And(new MemberEffect.End(new MemberDue.Drained(node)))
        .Change(node, member => member.Status == NodeStatus.Leaving ? member with { IsIdle = true } : member);

    private static bool IsDrainApplied(MemberTable table, WebMember member) =>
        member is { Status: NodeStatus.Leaving, IsIdle: false, IsWatched: false } && table.Applied.Covers(member.ChangedAt);

    // HAProxy is known to have it as one that serves since the newest snapshot.
    private static bool Serves(MemberTable table, WebMember member) =>
        member.ServesSince is { } since && !table.AppliedThen.Covers(since) && table.Applied.Covers(since);

    // HAProxy sends it nothing new any more; what it still has there is to end. It is not held again, whatever becomes of the others.
    private static MemberTable WatchSessions(MemberTable table, WebMember member)
    {
        var next = table.With(member with { IsWatched = true, Hold = null })
            .And(new MemberEffect.End(new MemberDue.Held(member.Node)))
            .BeginDrain(member.Node);
        return member.Description is { Service: var service, Name: var name }
            ? next.And(new MemberEffect.Watch(new ServerQuestion.UntilSessionsEnded(table.KeyOf(member.Node), service, name)))
            : next;
    }

    // The node's log says why it still runs; one of an earlier release would not understand it.
    private static MemberTable TellHeld(MemberTable table, WebMember member)
    {
        if (member is not { Hold: { IsTold: false } hold, Description: { } description })
        {
            return table;
        }

        var next = table.With(member with { Hold = hold with { IsTold = true } })
            .And(new MemberNotes.Held(member.Name, description.Service, hold.Longest.TotalSeconds));
        return table.Leaving.Find(pending => pending.UnderstandsHold && member.Node.Equals(pending.Key)) is { } leave
            ? next.And(new MemberEffect.Answer(leave.Node, new NodeHeld(
                table.Settings.Agent, member.Name, member.Node.Uid, description.Service, (int)hold.Longest.TotalMilliseconds)))
            : next;
    }

    private static MemberTable AnswerLeavers(this MemberTable table)
    {
        var done = table.Leaving.Where(pending => IsRemoved(table, pending)).ToImmutableList();
        return done.Aggregate(table with { Leaving = table.Leaving.RemoveRange(done) }, (next, leave) => next.And(new MemberEffect.Answer(
            leave.Node, new NodeRemoved(table.Settings.Agent, leave.Leaving.Node, leave.Leaving.Incarnation))));
    }

    private static bool IsRemoved(MemberTable table, PendingLeave pending) =>
        pending.Key is not null && table.Members.TryGetValue(pending.Key, out var member)
            ? (member.IsIdle || member.Status == NodeStatus.Gone) && table.Applied.Covers(member.ChangedAt)
            : table.Applied.Covers(pending.Revision);
}
