using System.Globalization;

namespace Actors.Bench.Systems;

/// <summary>Tells when a TCP port listens, from the system's own table: asking the port itself would be a request.</summary>
internal static class ListeningPort
{
    private const string Listens = "0A";
    private static readonly string[] Tables = ["/proc/net/tcp", "/proc/net/tcp6"];
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <summary>The timestamp of the moment it listened; fails after a minute.</summary>
    public static async Task<long> UntilAsync(int port)
    {
        var wanted = port.ToString("X4", CultureInfo.InvariantCulture);
        using var limit = new CancellationTokenSource(Longest);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!IsThere(wanted))
        {
            await timer.WaitForNextTickAsync(limit.Token);
        }

        return TimeProvider.System.GetTimestamp();
    }

    private static bool IsThere(string port) => Tables.Where(File.Exists).SelectMany(File.ReadLines)
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Any(fields => fields.Length > 3 && fields[3] == Listens && fields[1].EndsWith(":" + port, StringComparison.Ordinal));
}
