using Akka.Cluster;

namespace Actors.HaAgent.Membership;

/// <summary>
/// The cluster downs nodes that it cannot hear, and one that was only cut off from it serves on, while its actor system starts again and
/// joins. As long as it answers it counts as unreachable, not as gone (docs/adr/0019). Pure.
/// </summary>
internal static class RetainedMembers
{
    /// <summary>The longest: an actor system starts again within 15 s, and joins.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>How often it is asked whether it answers.</summary>
    public static readonly TimeSpan AskedEvery = TimeSpan.FromSeconds(1);

    /// <summary>Retains a node that gossip shows as down, if it was in and served.</summary>
    /// <param name="table">The table, which has it as gossip shows it.</param>
    /// <param name="member">What gossip shows.</param>
    /// <param name="before">The node as it was before; null where it was not known.</param>
    /// <param name="now">The moment.</param>
    public static MemberTable RetainIfDowned(this MemberTable table, GossipMember member, WebMember? before, TimeSpan now) =>
        member.Status == MemberStatus.Down && before is
        {
            Status: NodeStatus.In, Probe: ProbeState.Healthy, RetainedSince: null, Target: not null, Absence: not { IsReplaced: true },
        }
            ? table.With(table.Members[member.Node] with { RetainedSince = now }).AskRetained(member.Node)
            : table;

    /// <summary>Asks a node that is retained whether it answers.</summary>
    public static MemberTable AskRetained(this MemberTable table, UniqueAddress node) =>
        table.Members.TryGetValue(node, out var known) && known is { RetainedSince: not null, Target: { } target }
            ? table.And(new MemberEffect.AskOnce(node, target))
            : table;

    /// <summary>It has answered, or not.</summary>
    public static MemberTable RetainedAnswered(this MemberTable table, RetainedAnswer answer, TimeSpan now) =>
        !table.Takes(answer.Life) || !table.Members.TryGetValue(answer.Node, out var known) || known.RetainedSince is not { } since ? table
        : answer.IsAnswered && now - since < Longest ? table.And(new MemberEffect.Begin(new MemberDue.Retained(answer.Node), AskedEvery))
        : known.Member!.Status == MemberStatus.Removed ? table.Remove(answer.Node)
        : table.Change(answer.Node, member => member with { RetainedSince = null });

    /// <summary>A node answers: nodes of its name that are retained were what it is now.</summary>
    public static MemberTable DropRetained(this MemberTable table, string name) => table.Members.Values
        .Where(member => member.RetainedSince is not null && member.Name == name)
        .Aggregate(table, (next, member) => next.Drop(member.Node));
}

/// <summary>Whether a retained node answers.</summary>
/// <param name="Node">The node.</param>
/// <param name="IsAnswered">Whether it does.</param>
/// <param name="Life">Which life of the listener has asked.</param>
internal sealed record RetainedAnswer(UniqueAddress Node, bool IsAnswered, long Life);
