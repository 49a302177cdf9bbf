using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster;

namespace Actors.HaAgent.Membership;

/// <summary>
/// The web nodes as the agent knows them, from gossip, from what they announce, and from what is seen of them. Pure: each event gives the
/// next table, with the effects that are to be carried out. The events stand by what they are about: <see cref="MemberGossip"/>,
/// <see cref="MemberProbing"/>, <see cref="RetainedMembers"/>, <see cref="LeaveHandshake"/>, <see cref="MemberReadiness"/>.
/// </summary>
/// <param name="Settings">What it goes by.</param>
/// <param name="Revision">That of the newest snapshot.</param>
internal sealed record MemberTable(ClusterListenerSettings Settings, SnapshotRevision Revision)
{
    /// <summary>The nodes.</summary>
    public ImmutableDictionary<UniqueAddress, WebMember> Members { get; init; } = ImmutableDictionary<UniqueAddress, WebMember>.Empty;

    /// <summary>The leaves that are not answered yet.</summary>
    public ImmutableList<PendingLeave> Leaving { get; init; } = [];

    /// <summary>Whether the agent is, or was, a full member.</summary>
    public bool IsSelfUp { get; init; }

    /// <summary>The newest snapshot that HAProxy has.</summary>
    public SnapshotRevision Applied { get; init; } = SnapshotRevision.None;

    /// <summary>That which it had when the newest snapshot was made.</summary>
    public SnapshotRevision AppliedThen { get; init; } = SnapshotRevision.None;

    /// <summary>What is to be carried out, the first first.</summary>
    public ImmutableList<MemberEffect> Effects { get; init; } = [];

    /// <summary>An empty one.</summary>
    /// <param name="settings">What it goes by.</param>
    /// <param name="life">Which life of the listener it is of.</param>
    public static MemberTable Of(ClusterListenerSettings settings, long life) => new(settings, new SnapshotRevision(life, 0));

    /// <summary>With one more effect.</summary>
    public MemberTable And(MemberEffect effect) => this with { Effects = Effects.Add(effect) };

    /// <summary>With a node as it is now, of which no snapshot has to tell.</summary>
    public MemberTable With(WebMember member) => this with { Members = Members.SetItem(member.Node, member) };

    /// <summary>With a change of a node, if there is such a node and it changes anything, in a new snapshot.</summary>
    public MemberTable Change(UniqueAddress node, Func<WebMember, WebMember> change) =>
        Members.TryGetValue(node, out var known) && change(known) is { } changed && changed != known
            ? With(changed.From(Revision.Next)).Publish()
            : this;

    /// <summary>Without a node, in a new snapshot.</summary>
    public MemberTable Remove(UniqueAddress node) => Members.ContainsKey(node) ? Drop(node).Publish() : this;

    /// <summary>Without a node.</summary>
    public MemberTable Drop(UniqueAddress node) => MemberDue.AllOf(node).Aggregate(
        (this with { Members = Members.Remove(node) }).And(new MemberEffect.EndProbe(node)).And(Forget(node)),
        (table, due) => table.And(new MemberEffect.End(due)));

    /// <summary>With a snapshot of what it is now.</summary>
    public MemberTable Publish()
    {
        var records = Members.Values.Order(WebMember.ByAge).Select((member, age) => member.ToRecord(age, Applied)).ToList();
        var snapshot = new MembershipSnapshot(
            Revision.Next,
            [.. records.Select(record => record.Node).OfType<NodeRecord>().OrderBy(node => node.Key, StringComparer.Ordinal)],
            [.. records.Select(record => record.Refused).OfType<RefusedNode>().OrderBy(node => node.Address, StringComparer.Ordinal)]);
        return (this with { Revision = Revision.Next, AppliedThen = Applied }).And(new MemberEffect.Publish(snapshot));
    }

    /// <summary>The node that a message names and comes from; a message counts for no other.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="incarnation">Its unique number.</param>
    /// <param name="from">Where the message comes from.</param>
    public WebMember? Find(string name, int incarnation, Address from) =>
        Members.Values.FirstOrDefault(member => member.Node.Uid == incarnation && member.Name == name && member.Node.Address == from);

    /// <summary>By which answers about a node are known as those of this life.</summary>
    public WatchKey KeyOf(UniqueAddress node) => new(node, Revision.Life);

    /// <summary>Whether an answer is one of this life of the listener; what an earlier one has asked for counts no more.</summary>
    public bool Takes(long life) => life == Revision.Life;

    /// <summary>A moment has come that a node was given until.</summary>
    public MemberTable On(MemberDue due) => due switch
    {
        MemberDue.Unreachable => this.BelieveUnreachable(due.Node),
        MemberDue.Unconfirmed => this.Unconfirmed(due.Node),
        MemberDue.Unanswered => this.Overdue(due.Node),
        MemberDue.Retained => this.AskRetained(due.Node),
        MemberDue.Drained => this.DrainEnded(due.Node),
        MemberDue.Held => this.HoldEnded(due.Node),
        _ => this,
    };

    /// <summary>That nothing of a node's server is to be known any more.</summary>
    public MemberEffect Forget(UniqueAddress node) => new MemberEffect.Watch(new ServerQuestion.Forget(KeyOf(node)));

    /// <summary>The last step of a life: nothing that it has asked for is wanted any more.</summary>
    public MemberTable End() => Members.Values.Where(member => member.IsWatched || member.Probe == ProbeState.Overdue)
        .Aggregate(this, (table, member) => table.And(Forget(member.Node)));
}
