using Actors.Clustering.Messages;
using Akka.Actor;

namespace Actors.HaAgent.Membership;

/// <summary>Whether the nodes want traffic, as they report it, and whether they are at their addresses. Pure.</summary>
internal static class MemberReadiness
{
    private const int LongestReason = 200;

    /// <summary>A node reports whether it wants traffic. An older report than the newest that is known counts no more.</summary>
    public static MemberTable Reported(this MemberTable table, NodeReadiness report, IActorRef sender) =>
        table.Find(report.Node, report.Incarnation, sender.Path.Address) is { } known && known.ReadinessSequence <= report.Sequence
            ? table.Change(known.Node, member => member with
            {
                ReadinessSequence = report.Sequence,
                Ready = report.Ready,
                Reason = Printable(report.Reason),
            }).And(new MemberEffect.Answer(sender, new ReadinessHeard(table.Settings.Agent, report.Sequence)))
            : table;

    /// <summary>Something has been found out of who answers at a node's address.</summary>
    public static MemberTable Found(this MemberTable table, NodePresence presence) =>
        table.Change(presence.Node, known => known with { Absence = presence.Absence });

    private static string Printable(string text) => new([.. text.Take(LongestReason).Where(c => !char.IsControl(c))]);
}
