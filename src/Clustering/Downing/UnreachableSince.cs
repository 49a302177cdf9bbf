using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster;

namespace Actors.Clustering.Downing;

/// <summary>Since when gossip has called members unreachable, without a pause. Pure.</summary>
public sealed record UnreachableSince
{
    /// <summary>None is.</summary>
    public static readonly UnreachableSince None = new();

    private ImmutableDictionary<UniqueAddress, TimeSpan> Since { get; init; } = ImmutableDictionary<UniqueAddress, TimeSpan>.Empty;

    /// <summary>These are unreachable now, and no others.</summary>
    /// <param name="members">The members.</param>
    /// <param name="now">The moment; all moments are of one clock.</param>
    public UnreachableSince Observe(IReadOnlyCollection<UniqueAddress> members, TimeSpan now)
    {
        ArgumentNullException.ThrowIfNull(members);
        return new() { Since = members.ToImmutableDictionary(member => member, member => Since.GetValueOrDefault(member, now)) };
    }

    /// <summary>Those that have been so for a while, the longest first.</summary>
    /// <param name="atLeast">For how long.</param>
    /// <param name="now">The moment.</param>
    public IEnumerable<Address> For(TimeSpan atLeast, TimeSpan now) =>
        Since.Where(entry => now - entry.Value >= atLeast).OrderBy(entry => entry.Value).ThenBy(entry => entry.Key)
            .Select(entry => entry.Key.Address);
}
