namespace Actors.HaAgent.Planning;

/// <summary>What differs between two configurations beside their servers, for people. Pure.</summary>
public static class RestDifference
{
    private const string Section = "backend ";

    /// <summary>Services that have come or gone; else the first line that differs and is no comment.</summary>
    /// <param name="before">The one.</param>
    /// <param name="after">The other.</param>
    public static string Of(string before, string after)
    {
        var (old, now) = (Lines(before), Lines(after));
        var (gone, come) = (Services(old).Except(Services(now)).ToArray(), Services(now).Except(Services(old)).ToArray());
        if (gone.Length + come.Length > 0)
        {
            return string.Join(", ", new[] { Listed("new", come), Listed("removed", gone) }.Where(part => part.Length > 0));
        }

        foreach (var at in Enumerable.Range(0, Math.Max(old.Length, now.Length)))
        {
            if (old.ElementAtOrDefault(at) != now.ElementAtOrDefault(at))
            {
                return $"more than servers has changed: '{old.ElementAtOrDefault(at)}' is now '{now.ElementAtOrDefault(at)}'";
            }
        }

        return "a comment of the configuration has changed";
    }

    private static string[] Lines(string text) =>
        [.. text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#')];

    private static IEnumerable<string> Services(string[] lines) =>
        lines.Where(line => line.StartsWith(Section, StringComparison.Ordinal)).Select(line => line[Section.Length..].Split(' ')[0]);

    private static string Listed(string what, string[] services) => services.Length == 0
        ? ""
        : $"{what} service{(services.Length > 1 ? "s" : "")}: {string.Join(' ', services.Order(StringComparer.Ordinal))}";
}
