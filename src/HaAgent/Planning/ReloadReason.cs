namespace Actors.HaAgent.Planning;

/// <summary>Why a configuration needs a reload, in a line for operators. Pure.</summary>
internal static class ReloadReason
{
    private const string Backend = "backend ";

    /// <summary>The services that come and go; else the first line that differs and is more than a comment.</summary>
    /// <param name="before">The configuration without its servers, as HAProxy has it.</param>
    /// <param name="after">As it should have it.</param>
    public static string Of(string before, string after)
    {
        var (old, now) = (Lines(before), Lines(after));
        string[] services =
        [
            .. Backends(now).Except(Backends(old), StringComparer.Ordinal).Select(name => $"new service: {name}"),
            .. Backends(old).Except(Backends(now), StringComparer.Ordinal).Select(name => $"service gone: {name}"),
        ];
        return services.Length > 0
            ? string.Join(", ", services)
            : "more than servers has changed: " + FirstDifference(old, now);
    }

    private static string FirstDifference(string[] old, string[] now)
    {
        var at = Enumerable.Range(0, Math.Max(old.Length, now.Length))
            .FirstOrDefault(line => old.ElementAtOrDefault(line) != now.ElementAtOrDefault(line), -1);
        return at < 0 ? "comments" : $"'{old.ElementAtOrDefault(at)}' is now '{now.ElementAtOrDefault(at)}'";
    }

    private static string[] Lines(string text) =>
        [.. text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#')];

    private static IEnumerable<string> Backends(string[] lines) => lines
        .Where(line => line.StartsWith(Backend, StringComparison.Ordinal))
        .Select(line => line[Backend.Length..].Trim().Split(' ')[0])
        // The template's own backends have a dot in their names, which no service has.
        .Where(name => !name.Contains('.', StringComparison.Ordinal));
}
