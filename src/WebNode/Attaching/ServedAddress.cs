using System.Net;
using Actors.Clustering;
using Actors.Clustering.Settings;

namespace Actors.WebNode.Attaching;

/// <summary>Which address the balancer gets for a program that listens somewhere. Pure.</summary>
public static class ServedAddress
{
    /// <summary>
    /// The node's own for loopback, and where one of the addresses is the node's; else the one that it has been, as long as it still is
    /// one of them; else the first of the node's family. Null where there is none.
    /// </summary>
    /// <param name="addresses">What the program's host leads to.</param>
    /// <param name="node">The node's own address.</param>
    /// <param name="before">The one that was taken last; null for none.</param>
    public static string? Of(IReadOnlyCollection<IPAddress> addresses, string node, string? before = null)
    {
        ArgumentNullException.ThrowIfNull(addresses);
        string[] all = [.. addresses.Select(address => NodeHost.Canonical(address.ToString()))];
        return addresses.Any(IPAddress.IsLoopback) || all.Contains(node, StringComparer.Ordinal) ? node
            : before is not null && all.Contains(before, StringComparer.Ordinal) ? before
            : AddressChoice.OfName(addresses.Where(address => NodeDescription.IsServesAt(NodeHost.Canonical(address.ToString()))), node);
    }
}
