using System.Net.Sockets;

namespace Actors.Clustering.Seeds;

/// <summary>
/// Seeds that are found, not listed: which of them forms a cluster where there is none (docs/adr/0044). All nodes get the same answers,
/// though not at the same moment, and an answer may be without seeds that are only just starting. Pure.
/// </summary>
public static class FoundSeeds
{
    /// <summary>The order in which every node has them: IPv4 by number, IPv6 by number, names; then by port.</summary>
    public static IReadOnlyList<SeedAddress> InOrder(IEnumerable<SeedAddress> found) =>
        [.. found.Distinct().Order(Comparer<SeedAddress>.Create(Compare))];

    /// <summary>Whether a seed may form a cluster now. That no member of one answers is asked before.</summary>
    /// <param name="self">The seed.</param>
    /// <param name="found">What is found, in order.</param>
    /// <param name="answering">Which of them answer, in no cluster either.</param>
    /// <param name="unchanged">For how long the answers have been the same.</param>
    /// <param name="timings">How long it waits.</param>
    public static bool MayForm(
        SeedAddress self, IReadOnlyList<SeedAddress> found, IReadOnlySet<SeedAddress> answering, TimeSpan unchanged, ClusterTimings timings)
    {
        ArgumentNullException.ThrowIfNull(found);
        ArgumentNullException.ThrowIfNull(answering);
        ArgumentNullException.ThrowIfNull(timings);
        // A seed that does not find itself is not what others find. Who is alone may only have asked too early.
        if (!found.Contains(self) || unchanged < (found.Count == 1 ? timings.FormAfterAlone : timings.FormAfterFound))
        {
            return false;
        }

        // A machine with IPv4 and IPv6 is found by both, and calls itself by one, as the others do: the other is no seed that is missing.
        var family = FamilyOf(self);
        var seeds = found.Where(seed => FamilyOf(seed) == family || answering.Contains(seed)).ToList();
        var alive = seeds.Where(seed => seed == self || answering.Contains(seed)).ToList();
        return seeds[0] == self
            // Who hears fewer than half may be cut off, and the others form one. Once they had the time for it, they are taken for dead.
            ? alive.Count * 2 >= seeds.Count || unchanged >= timings.FormWithoutHalf
            // The first may be dead for good, and found all the same. More than half: of two groups that cannot reach each other one has
            // it, or none.
            : unchanged >= timings.FormWithoutFirst && alive[0] == self && alive.Count * 2 > seeds.Count;
    }

    private static AddressFamily FamilyOf(SeedAddress seed) => NodeHost.AddressOf(seed.Host)?.AddressFamily ?? AddressFamily.Unspecified;

    private static int Compare(SeedAddress one, SeedAddress other)
    {
        var (first, second) = (Bytes(one), Bytes(other));
        var byHost = (first.Length, second.Length) switch
        {
            (0, 0) => string.CompareOrdinal(one.Host, other.Host),
            (0, _) => 1,
            (_, 0) => -1,
            var (length, its) when length != its => length - its,
            _ => first.AsSpan().SequenceCompareTo(second),
        };
        return byHost != 0 ? byHost : one.Port - other.Port;
    }

    private static byte[] Bytes(SeedAddress seed) => NodeHost.AddressOf(seed.Host)?.GetAddressBytes() ?? [];
}
