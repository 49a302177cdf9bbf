namespace Actors.Walk.Observing;

/// <summary>Whether nodes take turns. Pure.</summary>
internal static class Turns
{
    /// <summary>In words: who takes turns, or else who answered, one after the other.</summary>
    /// <param name="hosts">Who answered each request.</param>
    public static string Text(IReadOnlyList<string> hosts)
    {
        var all = hosts.Distinct().Order(StringComparer.Ordinal).ToArray();
        var inTurn = hosts.Count >= 2 * all.Length
            && Enumerable.Range(0, Math.Max(0, hosts.Count - all.Length + 1)).All(
                at => hosts.Skip(at).Take(all.Length).Distinct().Count() == all.Length);
        return inTurn ? Of(all) : string.Join(" ", hosts);
    }

    /// <summary>How it reads when these take turns.</summary>
    public static string Of(IEnumerable<string> nodes) => $"{Listing.Of(nodes)} in turn";
}
