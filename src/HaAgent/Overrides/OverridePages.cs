using System.Collections.Immutable;
using System.Globalization;
using Akka.Cluster;
using Akka.DistributedData;

namespace Actors.HaAgent.Overrides;

/// <summary>
/// The overrides as the agents replicate them: pages of texts, each a set. Which of two texts about a node counts is ours to say
/// (<see cref="NodeOverride.ByTime"/>), not the set's. Many pages, since one is sent as a whole and has to fit into a frame.
/// </summary>
internal static class OverridePages
{
    private const int Count = 128;

    /// <summary>All of them, named as agents of release 0.1.0 name them.</summary>
    public static readonly ImmutableArray<ORSetKey<string>> All =
        [.. Enumerable.Range(0, Count).Select(n => new ORSetKey<string>(string.Create(CultureInfo.InvariantCulture, $"orders-{n}")))];

    /// <summary>The page that a node's override stands on, the same on every agent (FNV-1a).</summary>
    public static ORSetKey<string> Of(string node) =>
        All[(int)(node.Aggregate(2166136261u, (hash, c) => unchecked((hash ^ c) * 16777619u)) % Count)];

    /// <summary>The overrides on a page; what cannot be read is passed over, a newer agent may know it.</summary>
    public static IEnumerable<KeyValuePair<string, NodeOverride>> Read(ORSet<string> page) =>
        page.Elements.Select(OverrideText.TryRead).OfType<KeyValuePair<string, NodeOverride>>();

    /// <summary>Whether a page has overrides that a book knows to be over.</summary>
    public static bool HasOld(ORSet<string> page, OverrideBook book) =>
        Read(page).Any(entry => !entry.Value.Equals(book.Last.GetValueOrDefault(entry.Key)));

    /// <summary>A page with the later overrides of its own and a book's, and no others.</summary>
    /// <param name="page">What the cluster has.</param>
    /// <param name="key">The page's key.</param>
    /// <param name="book">What this agent has.</param>
    /// <param name="takenBackBefore">What was taken back before this is to be remembered no longer.</param>
    /// <param name="self">This agent.</param>
    public static ORSet<string> Settle(
        ORSet<string> page, ORSetKey<string> key, OverrideBook book, DateTimeOffset takenBackBefore, UniqueAddress self)
    {
        var told = page.Elements.Select(text => (Text: text, Entry: OverrideText.TryRead(text) ?? default))
            .Where(one => one.Entry.Value is not null)
            .ToList();
        var known = told.Select(one => one.Entry).ToHashSet();
        var last = OverrideBook.Empty
            .Merge(book.Last.Where(entry => Of(entry.Key) == key))
            .Merge(known)
            .WithoutTakenBackBefore(takenBackBefore)
            .Last;
        var kept = told.Where(one => !one.Entry.Value.Equals(last.GetValueOrDefault(one.Entry.Key)))
            .Aggregate(page, (set, one) => set.Remove(self, one.Text));
        // As a whole, without the deltas: that of a removal has whoever merges it forget each text that it has not seen yet
        // (docs/adr/0050).
        return last.Where(entry => !known.Contains(entry))
            .Aggregate(kept, (set, entry) => set.Add(self, OverrideText.Write(entry.Key, entry.Value)))
            .ResetDelta();
    }
}
