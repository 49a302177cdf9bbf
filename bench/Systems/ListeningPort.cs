using System.Globalization;
using System.Net;

namespace Actors.Bench.Systems;

/// <summary>Tells when a TCP port listens, from the system's own table: asking the port itself would be a request.</summary>
internal static class ListeningPort
{
    private const string Listens = "0A";
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    /// <summary>The timestamp of the moment it listened; fails after three minutes.</summary>
    public static async Task<long> UntilAsync(IPEndPoint at)
    {
        using var limit = new CancellationTokenSource(Longest);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!IsThere(at))
        {
            if (limit.IsCancellationRequested)
            {
                throw new TimeoutException($"Nothing listens at {at} after {Longest.TotalSeconds} s.");
            }

            await timer.WaitForNextTickAsync(CancellationToken.None);
        }

        return TimeProvider.System.GetTimestamp();
    }

    public static bool IsThere(IPEndPoint at)
    {
        // The table has the address' bytes as one number of this machine.
        var wanted = string.Create(CultureInfo.InvariantCulture, $"{BitConverter.ToUInt32(at.Address.GetAddressBytes()):X8}:{at.Port:X4}");
        return File.ReadLines("/proc/net/tcp").Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Any(fields => fields.Length > 3 && fields[3] == Listens && fields[1] == wanted);
    }
}
