using System.Text;
using System.Text.RegularExpressions;
using Actors.Clustering.Settings;

namespace Actors.Documents;

/// <summary>
/// The page of settings. Which there are, their types and their defaults are made of what the programs read; since when, and what it
/// means, is written by hand and stays. Pure.
/// </summary>
internal static partial class SettingsPage
{
    /// <summary>What a setting means that nobody has described yet.</summary>
    public const string Unwritten = "(to be written)";

    /// <summary>The default of one that has to be given.</summary>
    public const string Required = "(required)";

    private const string Head = "| setting | type | default | since | meaning |";
    private const string Rule = "|---|---|---|---|---|";

    /// <summary>The page as it has to be.</summary>
    /// <param name="page">As it is.</param>
    /// <param name="sections">What there is.</param>
    /// <param name="release">The release that a setting is new in which the page does not have.</param>
    public static string With(string page, IReadOnlyList<(string Section, IReadOnlyList<SettingShape> Settings)> sections, string release)
    {
        var written = Row().Matches(page).ToDictionary(
            row => row.Groups["name"].Value, row => (Since: row.Groups["since"].Value, Meaning: row.Groups["meaning"].Value));
        var lines = new StringBuilder();
        var isTable = false;
        foreach (var line in page.TrimEnd('\n').Split('\n'))
        {
            isTable &= line.StartsWith('|');
            if (!isTable)
            {
                lines.Append(line).Append('\n');
            }

            if (sections.FirstOrDefault(one => line == $"## Section `{one.Section}`") is { Settings: { } settings })
            {
                lines.Append('\n').Append(Head).Append('\n').Append(Rule).Append('\n');
                foreach (var shape in settings)
                {
                    var (since, meaning) = written.GetValueOrDefault(shape.Name, (release, Unwritten));
                    lines.Append($"| `{shape.Name}` | {TypeOf(shape)} | {DefaultOf(shape)} | {since} | {meaning} |\n");
                }
            }
            else if (line == Head)
            {
                // Made already, behind the heading.
                lines.Length -= line.Length + 2;
                isTable = true;
            }
        }

        return lines.ToString();
    }

    private static string TypeOf(SettingShape shape) => shape.Kind switch
    {
        SettingKind.Time => $"time, {shape.From} to {shape.To}",
        SettingKind.Number => $"{(shape.Unit.Length > 0 ? shape.Unit : "number")}, {shape.From} to {shape.To}",
        SettingKind.Flag => "`true` or `false`",
        _ => "text",
    };

    // What is no word of a configuration is said in words.
    private static string DefaultOf(SettingShape shape) =>
        shape.Default.Length == 0 || shape is { Kind: SettingKind.Number, Default: "0", From: not "0" } ? "(none)"
        : shape.Kind != SettingKind.Text || shape.Default == Required ? shape.Default
        : !shape.Default.Contains(' ', StringComparison.Ordinal) ? $"`{shape.Default}`"
        : shape.Default;

    [GeneratedRegex(
        @"^\| `(?<name>\w+:\w+)` \|[^|\n]*\|[^|\n]*\| (?<since>[^|\n]*) \| (?<meaning>[^\n]*) \|$",
        RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Row();
}
