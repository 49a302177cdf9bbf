using System.Collections.Immutable;
using Actors.HaAgent.Membership;
using Actors.HaAgent.Overrides;
using Actors.HaAgent.Settings;

namespace Actors.HaAgent.Desired;

/// <summary>
/// All that the desired state follows from, and what of it no change has taken up yet. Pure: each event gives the next inputs.
/// </summary>
/// <param name="Revision">Rises with each event.</param>
/// <param name="Restored">Nodes of the node files that the cluster has not shown yet.</param>
/// <param name="Guard">Says when so much is lost that the servers are frozen.</param>
public sealed record DesiredInputs(DesiredRevision Revision, ImmutableArray<ServerState> Restored, LossGuard Guard)
{
    /// <summary>What the cluster says.</summary>
    public MembershipSnapshot Snapshot { get; private init; } = MembershipSnapshot.Empty;

    /// <summary>What operators have said of nodes and services.</summary>
    public OverrideBook Overrides { get; private init; } = OverrideBook.Empty;

    /// <summary>The other balancers, which stick-tables are shared with.</summary>
    public ImmutableArray<BalancerPeer> Peers { get; init; } = [];

    /// <summary>The nodes that the cluster has lost.</summary>
    public SilentNodes Silent { get; private init; } = SilentNodes.None;

    /// <summary>What the next change comes of.</summary>
    public PendingChange Pending { get; init; } = PendingChange.None;

    /// <summary>Something else happened that asks for a change.</summary>
    /// <param name="what">What, in words.</param>
    /// <param name="at">When, as a timestamp.</param>
    public DesiredInputs Hear(string what, long at) => this with { Revision = Revision.Next, Pending = Pending.With(what, at) };

    /// <summary>The membership has changed.</summary>
    /// <param name="changed">How.</param>
    /// <param name="now">The moment, on the guard's clock.</param>
    public DesiredInputs Take(MembershipChanged changed, TimeSpan now)
    {
        // Once the cluster has shown a name and it answers, its file has nothing more to say.
        var shown = changed.Snapshot.Nodes.Where(node => node.Probe != ProbeState.Pending).Select(node => node.Description.Name)
            .ToHashSet(StringComparer.Ordinal);
        return this with
        {
            Revision = Revision.Next,
            Restored = Restored.RemoveAll(server => shown.Contains(server.Name)),
            Guard = WithMissing(Guard.Observe(changed.Snapshot, now), changed.Snapshot, shown, now),
            Silent = Silent.Observe(changed.Snapshot, now),
            Snapshot = changed.Snapshot,
            Pending = Pending.With(SnapshotDifference.Between(Snapshot, changed.Snapshot), changed.HeardAt),
        };
    }

    /// <summary>The overrides are these now; the same inputs where nothing of them has changed.</summary>
    /// <param name="overrides">All of them.</param>
    /// <param name="at">When they were heard, as a timestamp.</param>
    public DesiredInputs Take(OverrideBook overrides, long at) => overrides == Overrides
        ? this
        : this with
        {
            Revision = Revision.Next,
            Overrides = overrides,
            Guard = overrides.Frozen == Overrides.Frozen ? Guard
            : overrides.Frozen is { } frozen ? Guard.FreezeByOperator(frozen) : Guard.ThawByOperator(),
            Pending = Pending.With(OverrideDifference.Between(Overrides, overrides), at)
        };

    /// <summary>The other balancers are these now.</summary>
    /// <param name="changed">Which.</param>
    /// <param name="at">When, as a timestamp.</param>
    public DesiredInputs Take(PeersChanged changed, long at)
    {
        ArgumentNullException.ThrowIfNull(changed);
        var names = changed.Peers.Length == 0 ? "none" : string.Join(", ", changed.Peers.Select(peer => peer.Name));
        return Hear($"the balancers that stick-tables are shared with are {names}", at) with { Peers = changed.Peers };
    }

    /// <summary>An operator ends the freeze that this agent began itself; the operators' own ends by the overrides.</summary>
    /// <param name="by">The operator.</param>
    /// <param name="at">When, as a timestamp.</param>
    public DesiredInputs Thaw(string by, long at) =>
        Guard.Thaw() is var thawed && thawed != Guard ? Hear($"servers thawed ({by})", at) with { Guard = thawed } : this;

    /// <summary>Nodes that only their files tell of are waited for no longer.</summary>
    /// <param name="wereServing">Whether HAProxy served them until a moment ago: then they may be lost to this agent only.</param>
    /// <param name="at">When, as a timestamp.</param>
    /// <param name="now">The moment, on the guard's clock.</param>
    public DesiredInputs EndRestore(bool wereServing, long at, TimeSpan now) =>
        Hear("the nodes of the node files that gossip has not shown are forgotten", at) with
        {
            Guard = wereServing || Guard.Frozen is { ByOperator: true } ? Guard.Miss(Restored, now)
            : Guard,
            Restored = []
        };

    // An operator's freeze is older than this life of the agent: what only a node file tells of, and does not answer, is lost and stays.
    private LossGuard WithMissing(LossGuard guard, MembershipSnapshot snapshot, HashSet<string> shown, TimeSpan now)
    {
        var leaving = snapshot.Nodes.Where(node => node.Status == NodeStatus.Leaving).Select(node => node.Description.Name).ToList();
        return guard.Frozen is { ByOperator: true }
            ? guard.Miss(Restored.Where(server => shown.Contains(server.Name) && !leaving.Contains(server.Name)), now)
            : guard;
    }

    /// <summary>What HAProxy should have.</summary>
    /// <param name="policy">Who may claim which service.</param>
    /// <param name="rules">What decides which service may have what.</param>
    public DesiredState Desired(ServicePolicy policy, ServiceRules rules) =>
        DesiredStateBuilder.Build(Snapshot, Restored, Guard.Retained, policy, Overrides, rules) with
        {
            Revision = Revision,
            Silent = Guard.Frozen is null ? Silent.Servers : [],
            Peers = Peers,
        };

    /// <summary>What puts a node in: <c>held</c> by the freeze, its <c>file</c>, or <c>membership</c>.</summary>
    public string SourceOf(string node) =>
        Guard.Retained.Any(held => held.Name == node) ? NodeSource.Held
            : Restored.Any(restored => restored.Name == node) ? NodeSource.File : NodeSource.Membership;
}
