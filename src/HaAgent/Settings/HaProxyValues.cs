using System.Collections.Immutable;
using System.Net;
using Actors.Clustering;
using Actors.Clustering.Settings;

namespace Actors.HaAgent.Settings;

/// <summary>What single settings of HAProxy may be.</summary>
internal static class HaProxyValues
{
    /// <summary>A path that stands in the configuration: only characters that need no quoting there.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="key">The setting.</param>
    /// <param name="fallback">Its default.</param>
    /// <param name="also">What else holds for it; null for nothing.</param>
    /// <param name="alsoRule">That in words.</param>
    public static string AbsolutePath(
        SettingsReader settings, string key, string fallback, Func<string, bool>? also = null, string alsoRule = "") =>
        settings.Text(
            key,
            fallback,
            path => path.StartsWith('/') && path.All(IsPlain) && (also?.Invoke(path) ?? true),
            "must be an absolute path of letters, digits, '.', '_', '-' and '+'" + alsoRule);

    /// <summary>The networks of a list; none where one of them is not right.</summary>
    public static ImmutableArray<IPNetwork> Networks(string text)
    {
        var networks = text.Split(',', StringSplitOptions.TrimEntries)
            .Select(one => IPNetwork.TryParse(one, out var network) ? network : (IPNetwork?)null).ToList();
        return networks.All(network => network is not null) ? [.. networks.OfType<IPNetwork>()] : [];
    }

    /// <summary>A path of a URL: only characters that need no quoting in the configuration. Empty where it is to be none.</summary>
    public static string HealthPath(SettingsReader settings)
    {
        const string None = "none";
        var path = settings.Text(
            "HealthPath", "/health/balancer", path => path == None || (path.StartsWith('/') && path.All(IsPlain)),
            $"must be a path of letters, digits, '/', '.', '_', '-' and '+' that begins with '/', or {None}");
        return path == None ? "" : path;
    }

    /// <summary>Whether a cookie can be named so.</summary>
    public static bool IsCookieName(string name) => name.Length <= 64 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');

    /// <summary>Where HAProxy listens: everywhere, or at an IP address.</summary>
    public static string Bind(SettingsReader settings, string key) =>
        NodeHost.Canonical(
            settings.Text(key, "*", text => text == "*" || NodeHost.AddressOf(text) is not null, "must be * or an IP address"));

    /// <summary>Whether a program is there: at a path, or by its name in PATH.</summary>
    public static bool IsProgram(string name) => name.Contains('/', StringComparison.Ordinal)
        ? File.Exists(name)
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/usr/sbin").Append("/usr/local/sbin")
            .Any(folder => File.Exists(Path.Combine(folder, name)));

    private static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || "/._-+".Contains(c, StringComparison.Ordinal);
}
