using System.Globalization;

namespace Actors.Bench.Systems;

/// <summary>HAProxy's stats page: what it makes of each server.</summary>
internal static class StatsPage
{
    private const string Drain = "DRAIN";
    private static readonly HttpClient Client = new(
        new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero })
    { Timeout = TimeSpan.FromSeconds(5) };

    /// <summary>
    /// The servers of a backend with their status, such as UP, DOWN, DRAIN. One of weight 0 gets nothing new, whatever it is called.
    /// </summary>
    public static async Task<Dictionary<string, string>> ServersAsync(int port, string backend)
    {
        var lines = (await Client.GetStringAsync(new Uri($"http://127.0.0.1:{port}/;csv"))).Split('\n');
        var names = lines[0].TrimStart('#', ' ').Split(',');
        var (name, status, weight) = (Array.IndexOf(names, "svname"), Array.IndexOf(names, "status"), Array.IndexOf(names, "weight"));
        return lines.Skip(1).Select(line => line.Split(','))
            .Where(fields => fields.Length > weight && fields[0] == backend && fields[name] != "BACKEND")
            .ToDictionary(
                fields => fields[name], fields => int.Parse(fields[weight], CultureInfo.InvariantCulture) == 0 ? Drain : fields[status]);
    }
}
