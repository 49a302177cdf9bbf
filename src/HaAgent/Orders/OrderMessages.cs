
namespace Actors.HaAgent.Orders;

/// <summary>The orders have changed.</summary>
/// <param name="Orders">What they are now.</param>
public sealed record OrdersChanged(OrderBook Orders);

/// <summary>An order is in force: on this agent's disk, and on its way to the others.</summary>
/// <param name="Order">What holds for the node now; null for nothing.</param>
public sealed record OrderGiven(NodeOrder? Order);

/// <summary>An order was not taken.</summary>
/// <param name="Field">The field that is wrong: <c>node</c>, <c>service</c>, <c>weight</c> or <c>by</c>.</param>
/// <param name="Why">Why, and what would be right.</param>
public sealed record OrderRefused(string Field, string Why)
{
    /// <summary>Why an order may not be given; null where it may.</summary>
    public static OrderRefused? Of(OrderBook book, string node, OrderChange change, string by) =>
        change is OrderChange.SetCanary ? ServiceOrder.IsKey(node) ? OfShared(book, node, by) : new OrderRefused("service", $"a service's name is {NodeNames.Rule}")
        : !NodeNames.IsValid(node) ? new OrderRefused("node", $"a node's name is {NodeNames.Rule}")
        : change is OrderChange.SetWeight { Weight: < 0 or > 256 } ? new OrderRefused("weight", "must be 0 to 256, or null for the node's own")
        : OfShared(book, node, by);

    private static OrderRefused? OfShared(OrderBook book, string node, string by) =>
        !NodeOrder.IsBy(by) ? new OrderRefused("by", $"must be 1 to {NodeOrder.LongestBy} characters without control characters")
        : book.For(node) is null && book.InForce.Count() >= OrderBook.Most ? new OrderRefused("node", $"there are {OrderBook.Most} orders, and no more may be: take some back")
        : null;
}
