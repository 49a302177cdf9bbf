using System.Globalization;
using System.Text.RegularExpressions;

namespace Actors.HaAgent.Planning;

/// <summary>HAProxy's version, and what follows from it.</summary>
/// <param name="Major">Such as 3 of 3.0.11.</param>
/// <param name="Minor">Such as 0 of 3.0.11.</param>
public readonly partial record struct HaProxyVersion(int Major, int Minor)
{
    /// <summary>The first version whose dynamic servers are sound (docs/adr/0008).</summary>
    public static readonly HaProxyVersion FirstWithDynamicServers = new(3, 0);

    /// <summary>
    /// Whether servers are added and deleted by the runtime API. Below 3.0 deleting one can use memory that was freed
    /// (mended by HAProxy commit 1b8c5abee), and <c>cookie</c> is refused on add: there both are hitless reloads.
    /// </summary>
    public bool HasDynamicServers => (Major, Minor).CompareTo((FirstWithDynamicServers.Major, FirstWithDynamicServers.Minor)) >= 0;

    /// <summary>Reads what <c>haproxy -v</c> prints as its version, such as <c>3.0.11</c>; what cannot be read counts as too old.</summary>
    public static HaProxyVersion Parse(string text) => Pattern().Match(text) is { Success: true } match
        ? new HaProxyVersion(
            int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture),
            int.Parse(match.Groups[2].ValueSpan, CultureInfo.InvariantCulture))
        : default;

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}");

    [GeneratedRegex(@"\A(\d{1,4})\.(\d{1,4})(?![\d])", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
