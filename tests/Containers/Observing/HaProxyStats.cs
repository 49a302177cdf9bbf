namespace Actors.Containers.Observing;

/// <summary>The servers in the stats page's CSV.</summary>
internal static class HaProxyStats
{
    /// <summary>The servers of a backend with their state (`UP`, `DOWN`, `MAINT` ...).</summary>
    public static IReadOnlyDictionary<string, string> Servers(string csv, string backend) => Column(csv, backend, "status");

    /// <summary>The servers of a backend with the requests that they have this moment.</summary>
    public static IReadOnlyDictionary<string, string> Requests(string csv, string backend) => Column(csv, backend, "scur");

    private static Dictionary<string, string> Column(string csv, string backend, string name)
    {
        var lines = csv.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var columns = lines[0].TrimStart('#', ' ').Split(',');
        var (proxy, server, wanted) = (Array.IndexOf(columns, "pxname"), Array.IndexOf(columns, "svname"), Array.IndexOf(columns, name));
        return lines.Skip(1)
            .Select(line => line.Split(','))
            .Where(fields => fields[proxy] == backend && fields[server] != "BACKEND")
            .ToDictionary(fields => fields[server], fields => fields[wanted]);
    }
}
