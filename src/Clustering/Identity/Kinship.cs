using Actors.Clustering.Seeds;

namespace Actors.Clustering.Identity;

/// <summary>Whether another node is one of this node's own system (docs/adr/0033). Pure.</summary>
public static class Kinship
{
    /// <summary>What another cluster is to a node that wants to join one.</summary>
    /// <param name="own">The node that asks.</param>
    /// <param name="other">The node that has answered.</param>
    public static Kin ForJoin(ClusterCard own, ClusterCard other)
    {
        ArgumentNullException.ThrowIfNull(own);
        ArgumentNullException.ThrowIfNull(other);
        if (ByIdentity(own, other) is { } known)
        {
            return known;
        }

        var (mine, theirs) = (own.Seeds ?? [], other.Seeds ?? []);
        return SameSeeds(own, other) || mine.Count > 0 && mine.All(theirs.Contains) ? Kin.Own
            // Seeds that are added one node after the other look so; but so does another system at the address of the first seed.
            : mine.Count > 0 && theirs.Count > 0 && mine[0] == theirs[0] ? Kin.Doubtful
            // Of seeds that are found, none is first for good: two nodes that have asked at two moments have one in common.
            : (own.SeedsAreFound || other.SeedsAreFound) && mine.Intersect(theirs).Any() ? Kin.Doubtful
            : Kin.Stranger;
    }

    /// <summary>Whether two clusters that have formed may become one.</summary>
    public static bool MayHeal(ClusterCard own, ClusterCard other)
    {
        ArgumentNullException.ThrowIfNull(own);
        ArgumentNullException.ThrowIfNull(other);
        return ByIdentity(own, other) is { } known ? known == Kin.Own : SameSeeds(own, other);
    }

    private static Kin? ByIdentity(ClusterCard own, ClusterCard other) =>
        own.Cluster != other.Cluster ? Kin.Stranger
        : own.Seeds is null || other.Seeds is null ? Kin.Own
        : own.Identity is null || other.Identity is null ? null
        : own.Identity.Value == other.Identity.Value ? Kin.Own
        // One of them may have been formed for want of memory beside the other.
        : (own.Identity.IsFresh || other.Identity.IsFresh) && SameSeeds(own, other) ? Kin.Own
        : Kin.Stranger;

    private static bool SameSeeds(ClusterCard own, ClusterCard other)
    {
        HashSet<SeedAddress> mine = [.. own.Seeds ?? []];
        HashSet<SeedAddress> theirs = [.. other.Seeds ?? []];
        return mine.Count > 0 && mine.SetEquals(theirs) || mine.Intersect(theirs).Count() >= 2;
    }
}

/// <summary>What another node is to this one.</summary>
public enum Kin
{
    /// <summary>Of another system: never joined.</summary>
    Stranger,

    /// <summary>Of the same one, it seems: joined where no node answers that is certainly.</summary>
    Doubtful,

    /// <summary>Of the same system.</summary>
    Own,
}
