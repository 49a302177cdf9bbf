using System.Collections.Immutable;
using System.Globalization;
using Akka.Cluster;
using Akka.DistributedData;

namespace Actors.HaAgent.Orders;

/// <summary>
/// The orders as the agents replicate them: pages of texts, each a set. Which of two texts about a node counts is ours to say
/// (<see cref="NodeOrder.ByTime"/>), not the set's. Many pages, since one is sent as a whole and has to fit into a frame.
/// </summary>
internal static class OrderPages
{
    private const int Count = 128;

    /// <summary>All of them.</summary>
    public static readonly ImmutableArray<ORSetKey<string>> All =
        [.. Enumerable.Range(0, Count).Select(n => new ORSetKey<string>(string.Create(CultureInfo.InvariantCulture, $"orders-{n}")))];

    /// <summary>The page that a node's order stands on, the same on every agent (FNV-1a).</summary>
    public static ORSetKey<string> Of(string node) => All[(int)(node.Aggregate(2166136261u, (hash, c) => unchecked((hash ^ c) * 16777619u)) % Count)];

    /// <summary>The orders on a page; what cannot be read is passed over, a newer agent may know it.</summary>
    public static IEnumerable<KeyValuePair<string, NodeOrder>> Read(ORSet<string> page) => page.Elements.Select(OrderText.TryRead).OfType<KeyValuePair<string, NodeOrder>>();

    /// <summary>Whether a page has orders that a book knows to be over.</summary>
    public static bool HasOld(ORSet<string> page, OrderBook book) => Read(page).Any(entry => !entry.Value.Equals(book.Last.GetValueOrDefault(entry.Key)));

    /// <summary>A page with the later orders of its own and a book's, and no others.</summary>
    /// <param name="page">What the cluster has.</param>
    /// <param name="key">The page's key.</param>
    /// <param name="book">What this agent has.</param>
    /// <param name="takenBackBefore">What was taken back before this is to be remembered no longer.</param>
    /// <param name="self">This agent.</param>
    public static ORSet<string> Settle(ORSet<string> page, ORSetKey<string> key, OrderBook book, DateTimeOffset takenBackBefore, UniqueAddress self)
    {
        var told = page.Elements.Select(text => (Text: text, Order: OrderText.TryRead(text))).Where(entry => entry.Order is not null).ToList();
        var last = OrderBook.Empty.Merge(book.Last.Where(entry => Of(entry.Key) == key)).Merge(told.Select(entry => entry.Order!.Value)).WithoutTakenBackBefore(takenBackBefore).Last;
        foreach (var (text, order) in told.Where(entry => !entry.Order!.Value.Value.Equals(last.GetValueOrDefault(entry.Order.Value.Key))))
        {
            page = page.Remove(self, text);
        }

        var known = told.Select(entry => entry.Order!.Value).ToHashSet();
        return last.Where(entry => !known.Contains(entry)).Aggregate(page, (set, entry) => set.Add(self, OrderText.Write(entry.Key, entry.Value)));
    }
}
