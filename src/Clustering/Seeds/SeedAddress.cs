using System.Globalization;
using System.Net;
using Akka.Actor;

namespace Actors.Clustering.Seeds;

/// <summary>Where a node of the cluster may be found.</summary>
/// <param name="Host">A host name or an IP address, in the spelling of <see cref="NodeHost"/>, without brackets.</param>
/// <param name="Port">Its remoting port, 1 to 65535.</param>
public sealed record SeedAddress(string Host, int Port)
{
    private const string Form = "a seed is host:port";

    /// <summary>A host name or an IP address, in the spelling of <see cref="NodeHost"/>, without brackets.</summary>
    public string Host { get; } = NodeHost.Canonical(Host);

    /// <summary>Reads <c>host:port</c> (IPv6 in brackets); null where it is not one.</summary>
    public static SeedAddress? TryParse(string text) => TryParse(text, out _);

    /// <summary>Reads <c>host:port</c> (IPv6 in brackets); null where it is not one, with the rule that it breaks.</summary>
    public static SeedAddress? TryParse(string text, out string fault)
    {
        ArgumentNullException.ThrowIfNull(text);
        var colon = text.LastIndexOf(':');
        var host = colon < 0 ? text : text[..colon];
        if (IsBare(text))
        {
            fault = $"an IPv6 address stands in brackets, such as {(IsBare(host) ? $"[{host}]:{text[(colon + 1)..]}" : $"[{text}]:4053")}";
        }
        else if (colon < 0 || text.EndsWith(']'))
        {
            fault = $"{Form}, and the port is missing, such as {text}:4053";
        }
        else if (!int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            || port is < 1 or > IPEndPoint.MaxPort)
        {
            fault = $"{Form}, with a port of 1 to {IPEndPoint.MaxPort}";
        }
        else
        {
            fault = NodeHost.Fault(host) is { } why ? $"{Form}, and the host {why}" : "";
            return fault.Length == 0 ? new SeedAddress(host, port) : null;
        }

        return null;
    }

    /// <summary>The address as Akka spells it.</summary>
    public Address ToAddress(Address like)
    {
        ArgumentNullException.ThrowIfNull(like);
        return like.WithHost(NodeHost.Bracketed(Host)).WithPort(Port);
    }

    /// <summary>Reads a remote address; null where it has no host or port.</summary>
    public static SeedAddress? From(Address address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address is { Host: { } host, Port: { } port } ? new SeedAddress(host, port) : null;
    }

    /// <inheritdoc />
    public override string ToString() => $"{NodeHost.Bracketed(Host)}:{Port}";

    // Where the address ends and the port begins, only brackets tell.
    private static bool IsBare(string text) =>
        !text.StartsWith('[')
            && NodeHost.IsIPv6(text)
            || text.Count(c => c == ':') > 1
            && NodeHost.IsIPv6(text[..text.LastIndexOf(':')])
            && !text.StartsWith('[');
}
