using Akka.Cluster;

namespace Actors.HaAgent.Membership;

/// <summary>
/// A node gets traffic once it has answered the agent's probe. One that takes long gets into HAProxy drained, so that a check of that may
/// find it healthy. Pure.
/// </summary>
internal static class MemberProbing
{
    /// <summary>How long a node may take to answer before HAProxy gets it drained, for its own checks to find it healthy.</summary>
    public static readonly TimeSpan OverdueAfter = TimeSpan.FromSeconds(2);

    /// <summary>A node that has not answered yet is probed.</summary>
    public static MemberTable BeginProbing(this MemberTable table, WebMember member)
    {
        var next = member is { Probe: not ProbeState.Healthy, Target: { } target }
            ? table.And(new MemberEffect.BeginProbe(member.Node, target))
            : table;
        return member.Probe switch
        {
            ProbeState.Pending => next.And(new MemberEffect.Begin(new MemberDue.Unanswered(member.Node), OverdueAfter)),
            ProbeState.Overdue => next.WatchCheck(member),
            _ => next,
        };
    }

    /// <summary>The probe of a node has passed.</summary>
    public static MemberTable Probed(this MemberTable table, ProbePassed passed) =>
        table.Takes(passed.Life) ? table.Healthy(passed.Node, "it answers") : table;

    /// <summary>A check of HAProxy has passed.</summary>
    public static MemberTable Checked(this MemberTable table, WatchKey key) =>
        table.Takes(key.Life) ? table.Healthy(key.Node, "HAProxy's check of it passed") : table;

    /// <summary>A node has not answered for a while.</summary>
    public static MemberTable Overdue(this MemberTable table, UniqueAddress node) =>
        table.Members.TryGetValue(node, out var known) && known is { Probe: ProbeState.Pending, Description: { } description }
            ? table.And(new MemberNotes.Unanswered(known.Name, node.Address.Host, description.Port, known.ProbeFault))
                .Change(node, member => member with { Probe = ProbeState.Overdue })
                .WatchCheck(known)
            : table;

    /// <summary>The probe of a node has not passed. One that begins is refused for a moment: that matters once it is overdue.</summary>
    public static MemberTable Failed(this MemberTable table, ProbeFailed failed) =>
        !table.Takes(failed.Life) ? table
        : table.Members.TryGetValue(failed.Node, out var known) && known.Probe == ProbeState.Pending
            ? table.With(known with { ProbeFault = failed.Fault })
            : table.Change(failed.Node, member => member with { ProbeFault = failed.Fault });

    private static MemberTable Healthy(this MemberTable table, UniqueAddress node, string how) =>
        table.Members.TryGetValue(node, out var known) && known.Probe != ProbeState.Healthy
            ? table.And(new MemberNotes.Healthy(known.Name, how))
                .And(new MemberEffect.End(new MemberDue.Unanswered(node)))
                .And(new MemberEffect.EndProbe(node))
                .And(table.Forget(node))
                .DropRetained(known.Name)
                .Change(node, member => member with { Probe = ProbeState.Healthy, ProbeFault = "" })
            : table;

    private static MemberTable WatchCheck(this MemberTable table, WebMember member) =>
        member.Description is { Service: var service, Name: var name }
            ? table.And(new MemberEffect.Watch(new ServerQuestion.UntilCheckPassed(table.KeyOf(member.Node), service, name)))
            : table;
}

/// <summary>A node has answered the probe.</summary>
/// <param name="Node">The node.</param>
/// <param name="Life">Which life of the listener has asked.</param>
internal sealed record ProbePassed(UniqueAddress Node, long Life);

/// <summary>A node has not answered the probe.</summary>
/// <param name="Node">The node.</param>
/// <param name="Fault">Why that was no answer.</param>
/// <param name="Life">Which life of the listener has asked.</param>
internal sealed record ProbeFailed(UniqueAddress Node, string Fault, long Life);
