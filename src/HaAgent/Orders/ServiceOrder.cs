
namespace Actors.HaAgent.Orders;

/// <summary>Orders for a whole service stand in the same book as those for nodes, under a name that no node can have.</summary>
public static class ServiceOrder
{
    private const char Mark = '@';

    /// <summary>What the book calls a service.</summary>
    public static string KeyOf(string service) => Mark + service;

    /// <summary>Whether a name in the book is a service's.</summary>
    public static bool IsKey(string key) => key.StartsWith(Mark) && NodeNames.IsValid(key[1..]);

    /// <summary>Whether a name may be in the book, and such an order under it.</summary>
    public static bool Fits(string key, NodeOrder order) => IsKey(key) ? order is { State: null, Weight: null } : NodeNames.IsValid(key) && order.Canary is null;
}
