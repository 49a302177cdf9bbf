namespace Actors.Clustering.Seeds;

/// <summary>The seeds as a node knows them now. The first may form a cluster, by the rule of <see cref="SeedPlan"/>.</summary>
/// <param name="Addresses">The seeds; those that are listed as they are listed, those that are found in the order of all nodes.</param>
/// <param name="IsFound">
/// Whether who is first is found too, so that it counts only once the answers stay as they are (<see cref="FoundSeeds"/>).
/// </param>
public sealed record SeedList(IReadOnlyList<SeedAddress> Addresses, bool IsFound)
{
    /// <summary>None, as before the first answer.</summary>
    public static readonly SeedList Empty = new([], IsFound: false);
}
