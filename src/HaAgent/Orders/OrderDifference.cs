using System.Collections.Immutable;
using System.Globalization;

namespace Actors.HaAgent.Orders;

/// <summary>What was ordered between two books, in words: what a change came of. Pure.</summary>
public static class OrderDifference
{
    /// <summary>One short sentence for each node whose order differs, by name.</summary>
    public static ImmutableArray<string> Between(OrderBook before, OrderBook after) =>
    [
        .. after.Last.Where(entry => (entry.Value.IsInForce || before.For(entry.Key) is not null) && !entry.Value.Equals(before.Last.GetValueOrDefault(entry.Key)))
            .Select(entry => $"{entry.Key} {Words(entry.Value.IsInForce ? entry.Value : null)} ({entry.Value.By})"),
    ];

    /// <summary>An order in words.</summary>
    public static string Words(NodeOrder? order) => order is null ? "has no order any more" : string.Join(", ", new[]
    {
        order.State switch
        {
            AdminState.Drain => "drained by order",
            AdminState.Maintenance => "in maintenance by order",
            _ => null,
        },
        order.Canary is { } canary ? string.Create(CultureInfo.InvariantCulture, $"{canary.Share} % of it to version {canary.Version} by order") : null,
        order.Weight is { } weight ? string.Create(CultureInfo.InvariantCulture, $"weight {weight} by order") : null,
    }.OfType<string>());
}
