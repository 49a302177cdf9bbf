using System.Text.RegularExpressions;

namespace Actors.Walk.Observing;

/// <summary>Reads a rendered configuration. Pure.</summary>
internal static partial class RenderedConfig
{
    /// <summary>The names of its servers, in the order of the file.</summary>
    public static IReadOnlyList<string> Servers(string config) =>
        [.. ServerLine().Matches(config).Select(match => match.Groups["name"].Value)];

    /// <summary>The same in words.</summary>
    public static string Text(string config) =>
        config.Contains("frontend ", StringComparison.Ordinal) ? Listing.Of(Servers(config)) : "no configuration";

    [GeneratedRegex(
        @"^[ \t]+server[ \t]+(?<name>\S+)", RegexOptions.CultureInvariant | RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex ServerLine();
}
