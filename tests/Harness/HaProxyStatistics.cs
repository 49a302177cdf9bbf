using System.Globalization;

namespace Actors.Harness;

/// <summary>
/// The servers of a backend in HAProxy's statistics, which are the same CSV on the stats page and on its socket (<c>show stat</c>).
/// </summary>
public static class HaProxyStatistics
{
    /// <summary>The servers, by name.</summary>
    /// <exception cref="IOException">It is no such CSV: HAProxy was not there, or starts.</exception>
    public static IReadOnlyDictionary<string, SeenServer> ServersIn(string csv, string backend = "web")
    {
        var lines = csv.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var columns = lines.Length > 0 && lines[0].StartsWith("# ", StringComparison.Ordinal)
            ? lines[0][2..].Split(',')
            : throw new IOException("HAProxy tells no statistics");
        return lines.Skip(1).Select(line => line.Split(','))
            .Where(fields => Of(fields, "pxname") == backend && Of(fields, "svname") is not ("FRONTEND" or "BACKEND"))
            .ToDictionary(
                fields => Of(fields, "svname"),
                fields => new SeenServer(Of(fields, "status"), Number(fields, "weight"), Number(fields, "scur"), Of(fields, "addr")),
                StringComparer.Ordinal);

        string Of(string[] fields, string column) => fields[Array.IndexOf(columns, column)];
        int Number(string[] fields, string column) => int.Parse(Of(fields, column), CultureInfo.InvariantCulture);
    }
}

/// <summary>A server as HAProxy's statistics tell of it.</summary>
/// <param name="Status">Such as UP, DOWN, DRAIN, MAINT.</param>
/// <param name="Weight">The weight that it has this moment.</param>
/// <param name="Requests">How many requests it has this moment.</param>
/// <param name="EndPoint">Its address and port; the stats page leaves it empty.</param>
public sealed record SeenServer(string Status, int Weight, int Requests, string EndPoint)
{
    /// <summary>Gets traffic; "UP 1/2" is one whose last check failed.</summary>
    public bool IsUp => Status.StartsWith("UP", StringComparison.Ordinal);

    public bool IsDrained => Status.StartsWith("DRAIN", StringComparison.Ordinal);
}
