namespace Actors.Walk.Observing;

/// <summary>A server on HAProxy's stats page.</summary>
/// <param name="Name">The node's.</param>
/// <param name="Status">UP, DOWN, DRAIN, MAINT.</param>
/// <param name="Check">What its last check came to, such as <c>L7OK 200</c>.</param>
internal sealed record StatsServer(string Name, string Status, string Check);

/// <summary>The stats page in its form for programs. Pure.</summary>
internal static class StatsPage
{
    /// <summary>Where it is, below the page's address.</summary>
    public const string Path = ";csv";

    /// <summary>The servers of every backend, by name; null when it is no such page.</summary>
    public static IReadOnlyList<StatsServer>? Servers(string csv)
    {
        var lines = csv.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length == 0 || !lines[0].StartsWith("# ", StringComparison.Ordinal))
        {
            return null;
        }

        var columns = lines[0][2..].Split(',');
        string Field(string[] fields, string name) => Array.IndexOf(columns, name) is >= 0 and var at
            && at < fields.Length ? fields[at] : "";
        return [.. lines.Skip(1)
            .Select(line => line.Split(','))
            .Where(fields => Field(fields, "svname") is not ("FRONTEND" or "BACKEND" or ""))
            // "UP 1/2" is up, with a check that failed.
            .Select(fields => new StatsServer(
                Field(fields, "svname"),
                Field(fields, "status").Split(' ')[0],
                $"{Field(fields, "check_status").TrimStart('*', ' ')} {Field(fields, "check_code")}".Trim()))
            .OrderBy(server => server.Name, StringComparer.Ordinal)];
    }

    /// <summary>In words: <c>s1 UP, s2 DRAIN</c>.</summary>
    public static string Text(IEnumerable<StatsServer> servers) => Listing.Of(servers.Select(server => $"{server.Name} {server.Status}"));
}
