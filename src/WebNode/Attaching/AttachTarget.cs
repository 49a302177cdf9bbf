using System.Globalization;
using System.Net;
using Actors.Clustering;

namespace Actors.WebNode.Attaching;

/// <summary>Where a program listens that runs already. Pure.</summary>
/// <param name="Host">A host name or an IP address, in the spelling of <see cref="NodeHost"/>, without brackets.</param>
/// <param name="Port">Its port, 1 to 65535.</param>
public sealed record AttachTarget(string Host, int Port)
{
    private const string Form = "must be HOST:PORT, where the program listens";
    private const string Localhost = "localhost";

    /// <summary>Whether it is this node's own machine, or the network that it shares with its neighbour.</summary>
    public bool IsLoopback => Host == Localhost || (NodeHost.AddressOf(Host) is { } address && IPAddress.IsLoopback(address));

    /// <summary>Whether the host is a name, whose address may be another later.</summary>
    public bool IsName => !IsLoopback && NodeHost.AddressOf(Host) is null;

    /// <summary>Reads <c>HOST:PORT</c> (IPv6 in brackets); null where it is not one, with the rule that it breaks.</summary>
    public static AttachTarget? TryParse(string text, out string fault)
    {
        ArgumentNullException.ThrowIfNull(text);
        var colon = text.LastIndexOf(':');
        var host = colon < 0 ? text : text[..colon];
        if (!text.StartsWith('[') && (host.Contains(':', StringComparison.Ordinal) || NodeHost.IsIPv6(text)))
        {
            fault = $"{Form}, and an IPv6 address stands in brackets, such as [fd00::1]:80";
        }
        else if (colon < 0 || text.EndsWith(']'))
        {
            fault = $"{Form}, and the port is missing, such as {text}:80";
        }
        else if (!int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            || port is < 1 or > IPEndPoint.MaxPort)
        {
            fault = $"{Form}, with a port of 1 to {IPEndPoint.MaxPort}";
        }
        else
        {
            fault = NodeHost.Fault(host) is { } why ? $"{Form}, and the host {why}" : "";
            if (fault.Length > 0)
            {
                return null;
            }

            var target = new AttachTarget(NodeHost.Canonical(host), port);
            if (target.IsLoopback || target.IsName || NodeDescription.IsServesAt(target.Host))
            {
                return target;
            }

            fault = $"{Form}, and {target.Host} is an address that other machines do not reach it at";
        }

        return null;
    }

    /// <inheritdoc />
    public override string ToString() => $"{NodeHost.Bracketed(Host)}:{Port}";
}
