namespace Actors.Clustering.Settings;

/// <summary>
/// Finds settings of sections that no program has, and words of a command line that are no settings. What is unknown within a section
/// its <see cref="SettingsReader"/> finds. Pure.
/// </summary>
public static class UnknownSettings
{
    // The sections of all programs: one environment may serve them all. And those that the host itself reads.
    private static readonly string[] Sections = [
        NodeOptions.Section, "Web", "HaProxy", "Api", "History", "PetabridgeCmd", "HaProxyBackend", "Logging"];

    /// <summary>A sentence for each.</summary>
    /// <param name="given">The settings that were given.</param>
    /// <param name="readers">The sections that this program reads; the one that is most its own first.</param>
    public static IReadOnlyList<string> Among(IEnumerable<GivenSetting> given, IReadOnlyList<SettingsReader> readers)
    {
        ArgumentNullException.ThrowIfNull(given);
        ArgumentNullException.ThrowIfNull(readers);
        var names = readers.SelectMany(reader => reader.Names).ToList();
        return [.. given.Select(setting => Of(setting, names)).OfType<string>()];
    }

    /// <summary>A sentence for each section of a file that is nearly one of ours; what is unlike all of them may be a library's.</summary>
    public static IReadOnlyList<string> AmongSections(IEnumerable<string> sections) =>
    [
        .. sections.Where(section => !Sections.Contains(section, StringComparer.OrdinalIgnoreCase))
        .Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(section => (Section: section, Nearest: NearestName.To(section, Sections))).Where(one => one.Nearest.Count > 0)
            .Select(one =>
            $"{SettingsReader.Printable(one.Section)}: no such section in appsettings.json; the nearest is "
                + $"{string.Join(" or ", one.Nearest)}"),
    ];

    private static string? Of(GivenSetting given, IReadOnlyList<string> names)
    {
        var isVariable = given.Written.StartsWith(NodeSettings.EnvironmentPrefix, StringComparison.OrdinalIgnoreCase);
        var section = given.Path?.Split(':')[0] ?? "";
        if (given.Path is not null && given.Path.Contains(':', StringComparison.Ordinal) && Sections.Contains(
            section, StringComparer.OrdinalIgnoreCase))
        {
            return given.Value is null ? $"{given.Written}: has no value; write {given.Written}=..." : null;
        }

        var nearest = Nearest(given.Path ?? given.Written, names);
        // A variable of one word may be another tool's that happens to share the beginning.
        if (isVariable && nearest.Count == 0 && !given.Path!.Contains(':', StringComparison.Ordinal))
        {
            return null;
        }

        var what = given.Value is { } value
            ? $"{given.Written} = '{SettingsReader.Printable(value)}'"
            : SettingsReader.Printable(given.Written);
        return nearest.Count == 0
            ? $"{what}: no such setting; they are written --Section:Key=value, and the sections are {string.Join(", ", Sections)}"
            : $"{what}: no such setting; the nearest is {string.Join(" or ", nearest)}. "
                + (isVariable ? $"Set {Variable(nearest[0])}" : $"Write --{nearest[0]}={SettingsReader.Printable(given.Value ?? "...")}");
    }

    private static IReadOnlyList<string> Nearest(string path, IReadOnlyList<string> names)
    {
        var nearest = NearestName.To(path, names);
        if (nearest.Count > 0 || !path.Contains(':', StringComparison.Ordinal))
        {
            return nearest;
        }

        // The section of another program, whose settings this one does not know.
        var colon = path.IndexOf(':', StringComparison.Ordinal);
        return [.. NearestName.To(path[..colon], Sections).Select(section => section + path[colon..])];
    }

    private static string Variable(string name) =>
        NodeSettings.EnvironmentPrefix + name.Replace(":", "__", StringComparison.Ordinal).ToUpperInvariant();
}
