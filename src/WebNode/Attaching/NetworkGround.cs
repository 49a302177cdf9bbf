using System.Net;

namespace Actors.WebNode.Attaching;

/// <summary>
/// The network card that the node stands on. A node that shares its neighbour's network stands in a dead one once that neighbour has ended:
/// its card is gone, only loopback is left, and nothing but a start of the node itself gets it into the next. Pure.
/// </summary>
/// <param name="Address">The address that the node is reached at.</param>
/// <param name="Card">The card that had it at the node's start.</param>
public sealed record NetworkGround(IPAddress Address, string Card)
{
    /// <summary>The ground of a node; null where it stands on no card, as on loopback, or behind another machine's address.</summary>
    /// <param name="node">The node's address.</param>
    /// <param name="cards">The addresses of each card.</param>
    public static NetworkGround? Of(IPAddress node, IReadOnlyList<(string Card, IPAddress Address)> cards)
    {
        ArgumentNullException.ThrowIfNull(cards);
        return !IPAddress.IsLoopback(node)
            && cards.Where(one => one.Address.Equals(node)).Select(one => one.Card).FirstOrDefault() is { } card
            ? new NetworkGround(node, card)
            : null;
    }

    /// <summary>
    /// Whether it is gone: the address with its card, or with another address in its place. A card that only has lost its address, as one
    /// whose cable is pulled may, gets it back.
    /// </summary>
    /// <param name="names">Every card that there is.</param>
    /// <param name="cards">The addresses of each card.</param>
    public bool IsLost(IReadOnlyCollection<string> names, IReadOnlyList<(string Card, IPAddress Address)> cards) =>
        !cards.Any(one => one.Address.Equals(Address))
        && (!names.Contains(Card) || cards.Any(one =>
            one.Card == Card && one.Address.AddressFamily == Address.AddressFamily && !IsFromTheCard(one.Address)));

    // A card gives itself one as soon as its cable is back, before it has the others again.
    private static bool IsFromTheCard(IPAddress address) =>
        address.IsIPv6LinkLocal || address.ToString().StartsWith("169.254.", StringComparison.Ordinal);
}
