using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Actors.EndToEnd.Support;

/// <summary>
/// The HAProxies that tests run on, by version: the machine's own, and a newer one where there is one (tests/newer-haproxy.sh
/// puts it there). What they can do differs, what users see must not.
/// </summary>
internal static partial class HaProxies
{
    /// <summary>Path of the newer one's program.</summary>
    public const string NewerVariable = "ACTORS_HAPROXY_NEWER";

    private static readonly SortedDictionary<Version, string> Found = Find();

    public static IReadOnlyList<string> Versions { get; } = [.. Found.Keys.Select(version => version.ToString())];

    /// <summary>The one with the highest version, for what does not depend on it.</summary>
    public static string Newest => Versions[^1];

    public static string PathOf(string version) => Found[Version.Parse(version)];

    /// <summary>Whether it adds and deletes servers without a reload; that is so from 3.0 on.</summary>
    public static bool HasDynamicServers(string version) => Version.Parse(version).Major >= 3;

    private static SortedDictionary<Version, string> Find()
    {
        var found = new SortedDictionary<Version, string>();
        foreach (var path in new[] { Newer(), "haproxy" }.OfType<string>())
        {
            found[VersionOf(path)] = path;
        }

        return found;
    }

    private static string? Newer()
    {
        if (Environment.GetEnvironmentVariable(NewerVariable) is { Length: > 0 } told)
        {
            return told;
        }

        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, ".run", "haproxy", "trixie", "usr", "sbin", "haproxy");
            if (File.Exists(path))
            {
                return path;
            }
        }

        return null;
    }

    private static Version VersionOf(string path)
    {
        // A plain user's PATH may leave out the folder that Debian puts it into.
        var start = new ProcessStartInfo(
            "/bin/sh", ["-c", "PATH=$PATH:/usr/local/sbin:/usr/sbin; exec \"$1\" -v", "sh", path])
        { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var said = process.StandardOutput.ReadToEnd();
        return VersionPattern().Match(said) is { Success: true } match
            ? Version.Parse(match.Groups[1].Value)
            : throw new InvalidOperationException($"'{path} -v' names no version: {said}");
    }

    [GeneratedRegex(@"version (\d+\.\d+(?:\.\d+)?)", RegexOptions.CultureInvariant)]
    private static partial Regex VersionPattern();
}
