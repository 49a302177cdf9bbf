using System.Globalization;
using System.Net;
using Akka.Actor;

namespace Actors.Clustering.Seeds;

/// <summary>Where a node of the cluster may be found.</summary>
/// <param name="Host">A host name or an IP address.</param>
/// <param name="Port">Its remoting port, 1 to 65535.</param>
public sealed record SeedAddress(string Host, int Port)
{
    /// <summary>Reads <c>host:port</c> (IPv6 in brackets); null where it is not one.</summary>
    public static SeedAddress? TryParse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var colon = text.LastIndexOf(':');
        if (colon <= 0 || !int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port is < 1 or > IPEndPoint.MaxPort)
        {
            return null;
        }

        var host = text[..colon].Trim('[', ']');
        return Uri.CheckHostName(host) == UriHostNameType.Unknown ? null : new SeedAddress(host, port);
    }

    /// <summary>The address as Akka spells it.</summary>
    public Address ToAddress(Address like)
    {
        ArgumentNullException.ThrowIfNull(like);
        return like.WithHost(Host).WithPort(Port);
    }

    /// <summary>Reads a remote address; null where it has no host or port.</summary>
    public static SeedAddress? From(Address address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address is { Host: { } host, Port: { } port } ? new SeedAddress(host, port) : null;
    }

    /// <inheritdoc />
    public override string ToString() => Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]:{Port}" : $"{Host}:{Port}";
}
