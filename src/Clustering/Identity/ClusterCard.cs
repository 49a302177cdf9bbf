using Actors.Clustering.Messages;
using Actors.Clustering.Seeds;
using Actors.Clustering.Settings;

namespace Actors.Clustering.Identity;

/// <summary>What a node announces of the cluster that it belongs to.</summary>
/// <param name="Cluster">The cluster's name.</param>
/// <param name="Identity">Its identity; null where the node knows none yet.</param>
/// <param name="Seeds">
/// The seeds that the node knows by its configuration; null for a node from before 0.1.0, which says nothing of itself.
/// </param>
public sealed record ClusterCard(string Cluster, ClusterIdentity? Identity, IReadOnlyList<SeedAddress>? Seeds)
{
    /// <summary>Whether the seeds are found, and not the same at every moment.</summary>
    public bool SeedsAreFound { get; init; }

    /// <summary>As many seeds as a message carries.</summary>
    public const int MostSeeds = 32;

    /// <summary>What is taken for the card of a node from before 0.1.0.</summary>
    public static readonly ClusterCard Silent = new(NodeOptions.DefaultCluster, null, null);

    /// <summary>The card in a message; that of a silent node for null.</summary>
    public static ClusterCard Of(ClusterGreeting? greeting) => greeting is null ? Silent : new(
        greeting.Cluster,
        ClusterIdentity.IsValid(greeting.Identity) ? new ClusterIdentity(greeting.Identity!, greeting.IsFresh) : null,
        [.. greeting.Seeds.OfType<string>().Take(MostSeeds).Select(SeedAddress.TryParse).OfType<SeedAddress>()])
    {
        SeedsAreFound = greeting.SeedsAreFound,
    };

    /// <summary>As a message of a node that is a member of the cluster, or only wants to be.</summary>
    public ClusterGreeting ToGreeting(bool isMember) =>
        new(Cluster, isMember, [.. (Seeds ?? []).Take(MostSeeds).Select(seed => seed.ToString())])
        {
            Identity = Identity?.Value,
            IsFresh = Identity?.IsFresh ?? false,
            SeedsAreFound = SeedsAreFound,
        };

    /// <inheritdoc />
    public override string ToString() =>
        $"cluster '{Cluster}' ({(Identity is null ? "no identity yet" : $"identity {Identity.Value}")}; seeds "
            + $"{(Seeds is { Count: > 0 } ? string.Join(", ", Seeds) : "unknown")})";
}
