using System.Collections.Immutable;
using System.Globalization;
using System.Net;

namespace Actors.HaAgent.Planning;

/// <summary>One address that a configuration has HAProxy listen on.</summary>
/// <param name="Section">Name of the frontend or the like that the line stands in; empty for <c>global</c>.</param>
/// <param name="End">The address; <see cref="IPAddress.Any"/> for all of IPv4, <see cref="IPAddress.IPv6Any"/> for all.</param>
public sealed record BindLine(string Section, IPEndPoint End)
{
    // "ipv6@" and the like (configuration manual, section 11.1): families that are not TCP are none of ours.
    private static readonly string[] Families = ["ipv4@", "tcp4@", "tcp@", "tcp6@", "ipv6@"];

    /// <summary>
    /// Those of a whole text: <c>bind</c> lines, and <c>stats socket</c> with a port. What is not plain (a variable, a name, a UNIX
    /// socket, a range of more than 1,000 ports) is left out: HAProxy itself has to say of it.
    /// </summary>
    public static ImmutableArray<BindLine> In(string text)
    {
        var found = ImmutableArray.CreateBuilder<BindLine>();
        var section = "";
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var comment = line.IndexOf('#');
            var words = (comment < 0 ? line : line[..comment]).ToString().Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length > 0 && RenderedConfig.OpensSection(words[0]))
            {
                section = words.Length > 1 && words[0] != "global" ? words[1] : "";
            }
            else if (words is ["bind", _, .. var options] && options.Any(option => option is "namespace" or "interface"))
            {
                // In another network than this agent's, or on one card only: HAProxy itself has to say of it.
            }
            else if (words is ["bind", var ends, ..])
            {
                found.AddRange(ends.Split(',').SelectMany(EndsOf).Select(end => new BindLine(section, end)));
            }
            else if (words is ["stats", "socket", var end, ..])
            {
                found.AddRange(EndsOf(end).Select(one => new BindLine(section, one)));
            }
        }

        return found.ToImmutable();
    }

    private static IEnumerable<IPEndPoint> EndsOf(string text)
    {
        foreach (var family in Families.Where(family => text.StartsWith(family, StringComparison.Ordinal)))
        {
            text = text[family.Length..];
        }

        var colon = text.LastIndexOf(':');
        if (colon < 0 || AddressOf(text[..colon]) is not { } address)
        {
            return [];
        }

        var ports = text[(colon + 1)..].Split('-');
        return PortOf(ports[0]) is { } first && PortOf(ports[^1]) is { } last && ports.Length <= 2 && last >= first && last - first < 1000
            ? Enumerable.Range(first, last - first + 1).Select(port => new IPEndPoint(address, port))
            : [];
    }

    private static IPAddress? AddressOf(string text) => text is "" or "*" ? IPAddress.Any
        : text is "[::]" or "::" ? IPAddress.IPv6Any
        : IPAddress.TryParse(text.Trim('[', ']'), out var address) ? address : null;

    private static int? PortOf(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= IPEndPoint.MaxPort
            ? port
            : null;
}
