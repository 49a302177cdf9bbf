using System.Net;
using System.Net.Sockets;

namespace Actors.Clustering.Settings;

/// <summary>Which of several addresses a node is announced by. Pure.</summary>
public static class AddressChoice
{
    /// <summary>
    /// Of the machine's own addresses the one that others reach it at: IPv4, else IPv6, else an IPv4 address that a card gave itself, else
    /// loopback. Never an IPv6 address that is link-local. Those that come first go before.
    /// </summary>
    public static string Own(IEnumerable<IPAddress> addresses) =>
        addresses.Where(IsUsable).OrderBy(Rank).FirstOrDefault()?.ToString() ?? IPAddress.Loopback.ToString();

    /// <summary>
    /// Of the addresses of a name the one of the family that <paramref name="own"/> has, else any; null where there is none.
    /// </summary>
    public static string? OfName(IEnumerable<IPAddress> addresses, string own) =>
        addresses.Where(IsUsable).OrderBy(address => (address.AddressFamily == AddressFamily.InterNetworkV6) != NodeHost.IsIPv6(own))
            .FirstOrDefault()?.ToString();

    private static bool IsUsable(IPAddress address) => address is { IsIPv6LinkLocal: false, IsIPv6Multicast: false };

    private static int Rank(IPAddress address) => (address.AddressFamily, IPAddress.IsLoopback(address)) switch
    {
        (AddressFamily.InterNetwork, false) => address.ToString().StartsWith("169.254.", StringComparison.Ordinal) ? 2 : 0,
        (_, false) => 1,
        (AddressFamily.InterNetwork, true) => 3,
        (_, true) => 4,
    };
}
