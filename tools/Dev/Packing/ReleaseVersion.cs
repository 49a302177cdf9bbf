using System.Globalization;

namespace Actors.Dev.Packing;

/// <summary>What is packed.</summary>
/// <param name="Text">Its version, as SemVer has it.</param>
/// <param name="Commit">The commit; null outside a clone.</param>
/// <param name="Time">The commit's: all files of a release are of that time, so that two of one commit are the same.</param>
/// <param name="IsChanged">Whether there are changes that the commit does not have.</param>
internal sealed record ReleaseVersion(string Text, string? Commit, DateTimeOffset Time, bool IsChanged)
{
    /// <summary>Who answers for it, as packages name that: <c>NAME &lt;ADDRESS&gt;</c>.</summary>
    public string Maintainer { get; init; } = "unknown <root@localhost>";

    /// <summary>As dpkg compares it: a pre-release, after a tilde, is older than what it precedes.</summary>
    public string Debian => Text.IndexOf('-', StringComparison.Ordinal) is var at and >= 0
        ? string.Concat(Text.AsSpan(0, at), "~", Text[(at + 1)..].Replace('-', '.'))
        : Text;

    /// <summary>The time in seconds since 1970.</summary>
    public string Seconds => Time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}
