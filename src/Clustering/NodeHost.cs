using System.Net;
using System.Net.Sockets;

namespace Actors.Clustering;

/// <summary>
/// The host that a node is reached at, in one spelling everywhere: a name in lower case, or an IP address as .NET writes it. An IPv6
/// address has brackets where a port or a path follows, and nowhere else.
/// </summary>
public static class NodeHost
{
    /// <summary>The rule in words, for error messages.</summary>
    public const string Rule = "must be a host name or an IP address";

    /// <summary>
    /// The one spelling of <paramref name="host"/>. An IPv4 address written as IPv6 (<c>::ffff:10.0.0.1</c>) is that IPv4 address.
    /// </summary>
    public static string Canonical(string host)
    {
        ArgumentNullException.ThrowIfNull(host);
        return AddressOf(host)?.ToString() ?? host.ToLowerInvariant();
    }

    /// <summary>The IP address that <paramref name="host"/> is, with or without brackets; null for a name.</summary>
    public static IPAddress? AddressOf(string host)
    {
        ArgumentNullException.ThrowIfNull(host);
        var text = IsInBrackets(host) ? host[1..^1] : host;
        return !text.Contains('[', StringComparison.Ordinal) && IPAddress.TryParse(text, out var address)
            ? address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address
            : null;
    }

    /// <summary>
    /// Why others cannot reach a node at <paramref name="host"/>, as a rule with its remedy; null where nothing speaks against it.
    /// </summary>
    public static string? Fault(string host)
    {
        ArgumentNullException.ThrowIfNull(host);
        if (AddressOf(host) is not { } address)
        {
            return Uri.CheckHostName(host) == UriHostNameType.Dns ? null
                : host.StartsWith('[') ? "only an IPv6 address stands in brackets, such as [fd00::1], and here no port follows"
                : Rule;
        }

        return address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)
            ? "is every address of a machine, which is for Node:BindHost; give the one that others reach"
            : address.IsIPv6LinkLocal
                ? "is a link-local address, which each network card has its own of; give a global or a unique local one, such as fd00::1"
            : address.AddressFamily == AddressFamily.InterNetworkV6 && address.ScopeId != 0
                ? "has a zone, which only its own machine knows; give the address without '%'"
            : null;
    }

    /// <summary>Whether <paramref name="host"/> is an IPv6 address.</summary>
    public static bool IsIPv6(string host) => AddressOf(host)?.AddressFamily == AddressFamily.InterNetworkV6;

    /// <summary>The host as it stands before a port, and as Akka spells it: an IPv6 address in brackets.</summary>
    public static string Bracketed(string host) => IsIPv6(host) ? $"[{Canonical(host)}]" : Canonical(host);

    private static bool IsInBrackets(string host) =>
        host.StartsWith('[') && host.EndsWith(']') && host.Contains(':', StringComparison.Ordinal);
}
