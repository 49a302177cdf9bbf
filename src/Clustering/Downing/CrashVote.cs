using Akka.Actor;

namespace Actors.Clustering.Downing;

/// <summary>Whether members that gossip calls unreachable are dead. Pure.</summary>
public static class CrashVote
{
    /// <summary>
    /// Those of <paramref name="suspects"/> that no member reaches, where more than half of the members have been asked: else it may be
    /// this side of the network that is cut off.
    /// </summary>
    /// <param name="members">How many members there are, the suspects too.</param>
    /// <param name="suspects">The members that have been unreachable for a while.</param>
    /// <param name="heard">For each member that has answered, the one that asks included, which of them it reaches.</param>
    public static IReadOnlyList<Address> Dead(
        int members, IReadOnlyCollection<Address> suspects, IReadOnlyCollection<IReadOnlyCollection<Address>> heard)
    {
        ArgumentNullException.ThrowIfNull(suspects);
        ArgumentNullException.ThrowIfNull(heard);
        return heard.Count * 2 > members ? [.. suspects.Where(suspect => !heard.Any(one => one.Contains(suspect)))] : [];
    }
}
