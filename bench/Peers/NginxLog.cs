using System.Globalization;
using System.Text.RegularExpressions;

namespace Actors.Bench.Peers;

/// <summary>What nginx logs of its passive checks: each time that it disables a server. It logs no "up again".</summary>
internal static partial class NginxLog
{
    /// <summary>The addresses of the servers that were disabled at that moment or later.</summary>
    public static IReadOnlySet<string> Disabled(IEnumerable<string> lines, DateTime since) =>
        lines.Select(line => Line().Match(line)).Where(line => line.Success && At(line.Groups[1].Value) >= since)
            .Select(line => line.Groups[2].Value).ToHashSet(StringComparer.Ordinal);

    private static DateTime At(string text) =>
        DateTime.ParseExact(text, "yyyy/MM/dd HH:mm:ss", CultureInfo.InvariantCulture);

    [GeneratedRegex("""^(\S+ \S+) \[warn\].* upstream server temporarily disabled .*upstream: "http://([^/"]+)/""")]
    private static partial Regex Line();
}
