using System.Collections.Immutable;
using Actors.HaAgent.Membership;

namespace Actors.HaAgent.Desired;

/// <summary>
/// Sees when most of the nodes vanish within moments, without having said that they leave. Then it is likelier this agent that is
/// cut off, or a switch that fails, than that many crashes: it freezes, and what is lost stays in HAProxy, whose checks decide.
/// Pure: each observation gives the next guard.
/// </summary>
/// <param name="Share">Freezes when more than this share of the nodes is lost, in percent; 100 for never.</param>
public sealed record LossGuard(int Share)
{
    /// <summary>Fewer losses than this are never a mass loss: of two nodes, one that dies is no more than that.</summary>
    public const int FewestLost = 3;

    /// <summary>Losses within this time count as one event.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    private ImmutableDictionary<string, ServerState> Live { get; init; } = ImmutableDictionary<string, ServerState>.Empty;

    // When it was lost; null where it counts for no mass loss any more, and an operator's freeze alone keeps it.
    private ImmutableDictionary<string, (ServerState Server, TimeSpan? At)> Lost { get; init; } =
        ImmutableDictionary<string, (ServerState, TimeSpan?)>.Empty;

    // Both may be there at once: neither ends the other.
    private NodeOverride? Operators { get; init; }

    private MassLoss? Own { get; init; }

    /// <summary>Why the servers are frozen; null where they are not. An operator's freeze stands before the agent's own.</summary>
    public Freeze? Frozen => Operators is { } given ? new Freeze(given.ByWhom) { Override = given }
        : Own is { } own ? new Freeze(own.Why) : null;

    /// <summary>What is kept in HAProxy although the cluster has lost it, by name.</summary>
    public ImmutableArray<ServerState> Retained =>
        Frozen is null ? [] : [.. Lost.Values.Select(lost => lost.Server).OrderBy(server => server.Name, StringComparer.Ordinal)];

    /// <summary>The guard after a snapshot.</summary>
    /// <param name="snapshot">The nodes that are there now.</param>
    /// <param name="now">The moment, on any clock that only goes forward.</param>
    public LossGuard Observe(MembershipSnapshot snapshot, TimeSpan now)
    {
        var shown = snapshot.Nodes.ToLookup(node => node.Description.Name, StringComparer.Ordinal);
        var live = snapshot.Nodes.Where(node => node is { Status: NodeStatus.In, Reachable: true, Probe: ProbeState.Healthy })
            .Select(node => (node.Description.Name, Server: DesiredStateBuilder.ServerOf(Undoubted(node))))
            .Where(node => node.Server is not null)
            .DistinctBy(node => node.Name).ToImmutableDictionary(node => node.Name, node => node.Server!);
        var gone = Live.Where(known => !live.ContainsKey(known.Key) && !IsLeaving(shown[known.Key]));
        var lost = Lost
            .Where(entry =>
            !live.ContainsKey(entry.Key) && !IsLeaving(shown[entry.Key]) && (Frozen is not null || now - entry.Value.At <= Window))
            .ToImmutableDictionary().SetItems(gone.Select(known => KeyValuePair.Create(known.Key, (known.Value, (TimeSpan?)now))));
        return (this with { Live = live, Lost = lost }).Settled(now);
    }

    /// <summary>The guard once it is plain that nodes which HAProxy served before are not shown by the cluster.</summary>
    /// <param name="missing">What they were.</param>
    /// <param name="now">The moment.</param>
    public LossGuard Miss(IEnumerable<ServerState> missing, TimeSpan now) => (this with
    {
        Lost = Lost.SetItems(missing.Where(server => !Live.ContainsKey(server.Name))
            .Select(server => KeyValuePair.Create(server.Name, (server with { Admin = AdminState.Ready, Why = "" }, (TimeSpan?)now)))),
    }).Settled(now);

    /// <summary>Frozen by an operator: from now on no node that is lost is removed, until <see cref="ThawByOperator"/>.</summary>
    /// <param name="given">The operator's freeze.</param>
    public LossGuard FreezeByOperator(NodeOverride given)
    {
        ArgumentNullException.ThrowIfNull(given);
        return this with { Operators = given };
    }

    /// <summary>
    /// The operator's freeze has ended: what is lost is lost, but for what this agent would hold without it. Its own freeze, from before
    /// or of meanwhile, ends by <see cref="Thaw"/>.
    /// </summary>
    public LossGuard ThawByOperator() => this with
    {
        Operators = null,
        Lost = Lost.Where(entry => entry.Value.At >= (Own?.From ?? TimeSpan.MinValue)).ToImmutableDictionary(),
    };

    /// <summary>The agent's own freeze has ended: what is lost is lost, unless an operator's freeze keeps it.</summary>
    public LossGuard Thaw() => Own is null ? this : this with
    {
        Own = null,
        Lost = Operators is null
            ? Lost.Clear()
            : Lost.ToImmutableDictionary(lost => lost.Key, lost => (lost.Value.Server, (TimeSpan?)null)),
    };

    // Where another node serves now, nothing is held: the clients of a service would reach that one.
    private LossGuard Settled(TimeSpan now)
    {
        var taken = Live.Values.ToLookup(server => (server.Address, server.Port), server => server.Name);
        return (this with
        {
            Lost = Lost.RemoveRange(Lost.Values.Select(lost => lost.Server)
                .Where(server => taken[(server.Address, server.Port)].Any(name => name != server.Name)).Select(server => server.Name)),
        }).Judge(now);
    }

    // An operator's freeze changes nothing of what is a mass loss: once it ends, the agent's own is there.
    private LossGuard Judge(TimeSpan now)
    {
        if (Own is { } own)
        {
            // Others may have come in their place: what counts is how many are there.
            return IsMass(own.Before - Live.Count, own.Before) ? this : Thaw();
        }

        var from = now - Window;
        var lost = Lost.Values.Count(one => one.At >= from);
        var before = Live.Count + lost;
        return IsMass(lost, before)
            ? this with { Own = new MassLoss($"{lost} of {before} nodes were lost within {Window.TotalSeconds:0} s", before, from) }
            : this;
    }

    private bool IsMass(int lost, int before) => lost >= FewestLost && lost * 100 > Share * before;

    // What is held gets traffic as it did before its node was lost, unless another node has its address.
    private static NodeRecord Undoubted(NodeRecord node) => node.Absence is { IsReplaced: true } ? node : node with { Absence = null };

    private static bool IsLeaving(IEnumerable<NodeRecord> nodes) => nodes.Any(node => node.Status == NodeStatus.Leaving);

    // From: what was lost before that is no part of it.
    private sealed record MassLoss(string Why, int Before, TimeSpan From);
}

/// <summary>Why the servers are frozen.</summary>
/// <param name="Why">The reason, for people.</param>
public sealed record Freeze(string Why)
{
    /// <summary>The operators' freeze, on all agents; null where this agent has lost too much at once.</summary>
    public NodeOverride? Override { get; init; }

    /// <summary>Whether an operator wants it: then only an operator ends it.</summary>
    public bool ByOperator => Override is not null;
}
