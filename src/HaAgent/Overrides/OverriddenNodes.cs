using System.Collections.Immutable;
using Actors.Clustering;
using Akka.Cluster;

namespace Actors.HaAgent.Overrides;

/// <summary>
/// The web nodes as far as overrides depend on them: a node that leaves takes its override with it, one that dies does not, and one that
/// stays away for long is forgotten (docs/adr/0016). Pure: an event in, the next value out, and what is to be forgotten.
/// </summary>
internal sealed record OverriddenNodes
{
    /// <summary>How long the override of a node that died waits for it, and what was taken back is remembered.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    /// <summary>No node is known.</summary>
    public static readonly OverriddenNodes None = new();

    private ImmutableDictionary<UniqueAddress, Known> Members { get; init; } = ImmutableDictionary<UniqueAddress, Known>.Empty;

    private ImmutableDictionary<string, DateTimeOffset> MissingSince { get; init; } =
        ImmutableDictionary.Create<string, DateTimeOffset>(StringComparer.Ordinal);

    /// <summary>Gossip shows a member, which may be a web node.</summary>
    public OverriddenNodes Shown(Member member, DateTimeOffset now) =>
        member.HasRole(NodeRoles.Web) && NodeDescription.NameIn(member.AppVersion.ToString()) is { } name
            ? Shown(member.UniqueAddress, name, member.Status, now)
            : this;

    /// <summary>Gossip shows a node.</summary>
    /// <param name="node">The member.</param>
    /// <param name="name">The node's name.</param>
    /// <param name="status">Where it stands in its membership.</param>
    /// <param name="now">The moment.</param>
    public OverriddenNodes Shown(UniqueAddress node, string name, MemberStatus status, DateTimeOffset now)
    {
        DateTimeOffset? leaving = status is MemberStatus.Leaving or MemberStatus.Exiting ? now : null;
        return this with
        {
            Members = Members.SetItem(node, new Known(name, Members.GetValueOrDefault(node)?.LeavingAt ?? leaving)),
            MissingSince = MissingSince.Remove(name),
        };
    }

    /// <summary>
    /// Gossip shows a node no more. One that has not announced that it leaves has died, and may come back; one that is removed in good
    /// standing was not removed: this agent lost the cluster.
    /// </summary>
    /// <param name="node">The member.</param>
    /// <param name="previous">What it was before.</param>
    /// <param name="book">The overrides.</param>
    /// <returns>The next value, and the name of the node whose override goes with it; null for none.</returns>
    public (OverriddenNodes Next, string? Left) Removed(UniqueAddress node, MemberStatus previous, OverrideBook book)
    {
        var next = this with { Members = Members.Remove(node) };
        return Members.TryGetValue(node, out var known) && known.LeavingAt is { } at
            && previous is MemberStatus.Exiting or MemberStatus.Down
            && book.For(known.Name) is { } wanted && wanted.At <= at
            ? (next, known.Name)
            : (next, null);
    }

    /// <summary>Looks for nodes that have overrides and have been away for long.</summary>
    /// <param name="book">The overrides.</param>
    /// <param name="now">The moment.</param>
    /// <returns>The next value, and the names of the nodes whose overrides are to be forgotten.</returns>
    public (OverriddenNodes Next, ImmutableArray<string> Forgotten) Sweep(OverrideBook book, DateTimeOffset now)
    {
        var present = Members.Values.Select(member => member.Name).ToHashSet(StringComparer.Ordinal);
        var missing = book.InForce.Select(entry => entry.Key).Where(key => !present.Contains(key) && NodeNames.IsValid(key)).ToList();
        var forgotten = missing.Where(name => MissingSince.TryGetValue(name, out var since) && now - since >= Longest).ToImmutableArray();
        var since = missing.Where(name => !MissingSince.ContainsKey(name)).Select(name => KeyValuePair.Create(name, now));
        return (this with { MissingSince = MissingSince.AddRange(since).RemoveRange(forgotten) }, forgotten);
    }

    private sealed record Known(string Name, DateTimeOffset? LeavingAt);
}
