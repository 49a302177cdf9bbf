using System.Collections.Immutable;
using System.Globalization;
using System.Net;

namespace Actors.HaAgent.Settings;

/// <summary>Ports that TCP services may have at the balancer.</summary>
/// <param name="Ranges">From and to, both included.</param>
public sealed record PortRanges(ImmutableArray<(int From, int To)> Ranges)
{
    /// <summary>How they are written.</summary>
    public const string Rule = "must be ports and ranges of ports from 1 to 65535 with a comma between, such as 5432,6379-6389";

    /// <summary>No port at all.</summary>
    public static readonly PortRanges None = new([]);

    /// <summary>Reads them; null where <paramref name="text"/> is none. The empty text is no port.</summary>
    public static PortRanges? TryParse(string text)
    {
        var ranges = ImmutableArray.CreateBuilder<(int, int)>();
        foreach (var one in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var ends = one.Split('-');
            if (ends.Length > 2 || Port(ends[0]) is not { } from || Port(ends[^1]) is not { } to || to < from)
            {
                return null;
            }

            ranges.Add((from, to));
        }

        return new PortRanges(ranges.ToImmutable());
    }

    public bool Contains(int port) => Ranges.Any(range => port >= range.From && port <= range.To);

    private static int? Port(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is >= 1 and <= IPEndPoint.MaxPort
            ? port
            : null;
}
