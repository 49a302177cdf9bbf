using System.Globalization;
using System.Net;

namespace Actors.Bench.Systems;

/// <summary>Tells when a TCP port listens, from the system's own table: asking the port itself would be a request.</summary>
internal static class ListeningPort
{
    private const string Listens = "0A";
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    /// <summary>The timestamp of the moment it listened; fails after three minutes.</summary>
    public static Task<long> UntilAsync(IPEndPoint at) => UntilAsync(at, listens: true, TimeSpan.FromMilliseconds(5));

    /// <summary>
    /// Waits until a process has been killed; the timestamp of the moment its port listened no more and it was gone. It keeps its
    /// sockets until its memory has been given back, 10 to 30 ms for a .NET one, and then closes the port first, its connections
    /// after it: what is sent there meanwhile is taken by the system, and never answered.
    /// </summary>
    public static async Task<long> UntilClosedAsync(IPEndPoint at, Task killing)
    {
        await UntilAsync(at, listens: false, TimeSpan.FromMilliseconds(1));
        await killing;
        return TimeProvider.System.GetTimestamp();
    }

    private static async Task<long> UntilAsync(IPEndPoint at, bool listens, TimeSpan every)
    {
        using var limit = new CancellationTokenSource(Longest);
        using var timer = new PeriodicTimer(every);
        while (IsThere(at) != listens)
        {
            if (limit.IsCancellationRequested)
            {
                throw new TimeoutException($"{at} {(listens ? "does not listen" : "still listens")} after {Longest.TotalSeconds} s.");
            }

            await timer.WaitForNextTickAsync(CancellationToken.None);
        }

        return TimeProvider.System.GetTimestamp();
    }

    public static bool IsThere(IPEndPoint at)
    {
        // The table has the address' bytes as one number of this machine. Ports that listen stand before the thousands of
        // connections that the load leaves behind; to read those again and again would slow down what is measured.
        var wanted = string.Create(CultureInfo.InvariantCulture, $"{BitConverter.ToUInt32(at.Address.GetAddressBytes()):X8}:{at.Port:X4}");
        return File.ReadLines("/proc/net/tcp").Skip(1).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .TakeWhile(fields => fields.Length > 3 && fields[3] == Listens).Any(fields => fields[1] == wanted);
    }
}
