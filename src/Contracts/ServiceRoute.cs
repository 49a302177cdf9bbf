using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Actors.Contracts;

/// <summary>
/// Which requests a service wants: those to a host, to a path and all below it, or both. Written as <c>HOST/PATH</c>, where either may
/// be missing: <c>api.example.com</c>, <c>/admin</c>, <c>example.com/shop</c>.
/// </summary>
/// <param name="Host">The host in lower case, without a port; empty for every host.</param>
/// <param name="Path">The path, from its <c>/</c> on, with none at the end; empty for every path.</param>
public sealed partial record ServiceRoute(string Host, string Path)
{
    /// <summary>The most that one node may claim.</summary>
    public const int MostOfNode = 32;

    /// <summary>How long all of one node's together may be written, in characters: they travel in every gossip about it.</summary>
    public const int LongestOfNode = 2000;

    /// <summary>How routes are written.</summary>
    public const string Rule =
        "at most 32 of HOST/PATH with a comma between, such as api.example.com,/admin,example.com/shop: hosts as in DNS, paths of letters, "
            + "digits, '.', '_', '~' and '-' between single '/', none of them '.' or '..'";

    private const int LongestPath = 200;

    /// <summary>Reads the list of one node; null where it is none. The empty text is the empty list.</summary>
    public static ImmutableArray<ServiceRoute>? TryParseAll(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length <= LongestOfNode && TryParseAny(text) is { Length: <= MostOfNode } routes ? routes : null;
    }

    /// <summary>Reads a list of any length, such as that of a service with many nodes; null where it is none.</summary>
    public static ImmutableArray<ServiceRoute>? TryParseAny(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var routes = ImmutableArray.CreateBuilder<ServiceRoute>();
        var seen = new HashSet<ServiceRoute>();
        foreach (var one in text.Length == 0 ? [] : text.Split(','))
        {
            if (TryParse(one.Trim()) is not { } route)
            {
                return null;
            }

            if (seen.Add(route))
            {
                routes.Add(route);
            }
        }

        return routes.ToImmutable();
    }

    /// <summary>Reads one; null where it is none.</summary>
    public static ServiceRoute? TryParse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var host = (slash < 0 ? text : text[..slash]).ToLowerInvariant();
        var path = slash < 0 ? "" : text[slash..].TrimEnd('/');
        return text.Length > 0
            && (host.Length == 0 || (host.Length <= 253 && HostPattern().IsMatch(host)))
            && (path.Length == 0 || (path.Length <= LongestPath
                && PathPattern().IsMatch(path)
                && !path.Split('/').Any(part => part is "." or "..")))
            ? new ServiceRoute(host, path)
            : null;
    }

    /// <summary>A list in its one form: sorted, each once.</summary>
    public static string Written(IEnumerable<ServiceRoute> routes) => Join(routes.Select(route => route.ToString()));

    /// <summary>The same of routes that are in their one form already.</summary>
    public static string Join(IEnumerable<string> routes) =>
        string.Join(',', routes.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    /// <summary>The routes of a list in its one form: each has one spelling, so texts can stand for them.</summary>
    public static IReadOnlyList<string> Split(string written)
    {
        ArgumentNullException.ThrowIfNull(written);
        return written.Length == 0 ? [] : written.Split(',');
    }

    /// <summary>As it is written: <c>host/path</c>; the route for everything is <c>/</c>.</summary>
    public override string ToString() => Path.Length == 0 ? Host + "/" : Host + Path;

    [GeneratedRegex(@"\A[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex HostPattern();

    [GeneratedRegex(@"\A(/[A-Za-z0-9._~-]+)+\z", RegexOptions.CultureInvariant)]
    private static partial Regex PathPattern();
}
