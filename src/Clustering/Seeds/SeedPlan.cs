namespace Actors.Clustering.Seeds;

/// <summary>
/// Whom a node asks to be let in, and how long it waits before it forms a cluster of its own. Only the seed that is
/// listed first may form one; it asks all it can remember before, because a seed that knows nobody but itself splits the
/// cluster when it restarts.
/// </summary>
/// <param name="Contacts">The addresses to ask, in order; the node itself stands first exactly when it may form a cluster.</param>
/// <param name="FormAfter">How long the first seed waits for an answer before it forms a cluster.</param>
public sealed record SeedPlan(IReadOnlyList<SeedAddress> Contacts, TimeSpan FormAfter)
{
    /// <summary>With nobody to remember, a fresh start should not wait long.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);

    /// <summary>Whoever remembers members most likely restarts into a running cluster, perhaps on a busy machine.</summary>
    public static readonly TimeSpan Restart = TimeSpan.FromSeconds(5);

    /// <summary>The plan of node <paramref name="self"/> for the configured seeds and the members it remembers.</summary>
    public static SeedPlan For(SeedAddress self, IReadOnlyList<SeedAddress> configured, IReadOnlyList<SeedAddress> remembered)
    {
        ArgumentNullException.ThrowIfNull(configured);
        ArgumentNullException.ThrowIfNull(remembered);
        var mayForm = configured.Count > 0 && configured[0] == self;
        var others = configured.Concat(remembered).Where(address => address != self).Distinct();
        return new SeedPlan(
            mayForm ? [self, .. others] : [.. others],
            remembered.Any(address => address != self) ? Restart : Fresh);
    }
}
