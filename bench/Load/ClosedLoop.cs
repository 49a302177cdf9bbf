using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Actors.Bench.Systems;

namespace Actors.Bench.Load;

/// <summary>
/// As many requests as a proxy takes: on each of some kept connections the next as soon as the last is answered, for a fixed
/// time. By wrk where it is installed, since it takes less of the machine than a loop of our own.
/// </summary>
internal static partial class ClosedLoop
{
    private static readonly byte[] Get = "GET / HTTP/1.1\r\nHost: bench\r\n\r\n"u8.ToArray();

    private static readonly string? Wrk = ProgramPath.Find("wrk");

    /// <summary>Requests a second; fails where one was not answered well.</summary>
    public static Task<double> RunAsync(int port, int connections, TimeSpan time) =>
        Wrk is null ? ByLoopAsync(port, connections, time) : ByWrkAsync(Wrk, port, connections, time);

    private static async Task<double> ByWrkAsync(string wrk, int port, int connections, TimeSpan time)
    {
        using var process = Process.Start(new ProcessStartInfo(wrk, [
            "-t1", string.Create(CultureInfo.InvariantCulture, $"-c{connections}"),
            string.Create(CultureInfo.InvariantCulture, $"-d{time.TotalSeconds:0}s"), $"http://127.0.0.1:{port}/"])
        {
            RedirectStandardOutput = true,
        })!;
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return Rate().Match(said) is { Success: true } rate && !said.Contains("Non-2xx", StringComparison.Ordinal)
            ? double.Parse(rate.Groups[1].Value, CultureInfo.InvariantCulture)
            : throw new TimeoutException($"wrk was not answered well:\n{said}");
    }

    private static async Task<double> ByLoopAsync(int port, int connections, TimeSpan time)
    {
        var target = new IPEndPoint(IPAddress.Loopback, port);
        using var end = new CancellationTokenSource(time);
        var began = TimeProvider.System.GetTimestamp();
        var counts = await Task.WhenAll(Enumerable.Range(0, connections).Select(async _ =>
        {
            using var connection = await ClientConnection.OpenAsync(target, CancellationToken.None);
            var count = 0;
            for (; !end.IsCancellationRequested; count++)
            {
                if ((await connection.ExchangeAsync(Get, CancellationToken.None)).Status != 200)
                {
                    throw new TimeoutException($"A request to port {port} was not answered with 200.");
                }
            }

            return count;
        }));
        return counts.Sum() / TimeProvider.System.GetElapsedTime(began).TotalSeconds;
    }

    [GeneratedRegex(@"Requests/sec:\s+([\d.]+)")]
    private static partial Regex Rate();
}
