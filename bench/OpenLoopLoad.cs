using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Actors.Bench;

/// <summary>
/// Requests at a fixed rate, each on a new connection and sent when its time has come whether or not earlier ones have been
/// answered, with a record of each. To loopback only, bounded in time.
/// </summary>
internal sealed class OpenLoopLoad
{
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);
    private static readonly byte[] Get = "GET / HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n\r\n"u8.ToArray();
    private readonly ConcurrentBag<RequestRecord> _records = [];
    private readonly CancellationTokenSource _end = new(Longest);
    private readonly IPEndPoint _target;
    private readonly Task _running;

    public OpenLoopLoad(int port, int perSecond)
    {
        _target = new IPEndPoint(IPAddress.Loopback, port);
        _running = Task.Factory.StartNew(() => RunAsync(perSecond), TaskCreationOptions.LongRunning).Unwrap();
    }

    /// <summary>What has been recorded so far, in order of sending.</summary>
    public IReadOnlyList<RequestRecord> Records => [.. _records.OrderBy(record => record.SentAt)];

    public async Task<IReadOnlyList<RequestRecord>> EndAsync()
    {
        await _end.CancelAsync();
        await _running;
        _end.Dispose();
        return Records;
    }

    private async Task RunAsync(int perSecond)
    {
        var inFlight = new List<Task>();
        var began = TimeProvider.System.GetTimestamp();
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        var sent = 0;
        while (!_end.IsCancellationRequested)
        {
            var due = (int)(TimeProvider.System.GetElapsedTime(began).TotalSeconds * perSecond);
            for (; sent < due; sent++)
            {
                inFlight.Add(OneAsync());
            }

            await tick.WaitForNextTickAsync(CancellationToken.None);
        }

        await Task.WhenAll(inFlight);
    }

    private async Task OneAsync()
    {
        var sentAt = TimeProvider.System.GetTimestamp();
        var status = 0;
        var host = "";
        using var limit = new CancellationTokenSource(RequestTimeout);
        try
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(_target, limit.Token);
            await socket.SendAsync(Get, limit.Token);
            var buffer = new byte[2048];
            var length = 0;
            for (int read; length < buffer.Length && (read = await socket.ReceiveAsync(buffer.AsMemory(length), limit.Token)) > 0; length += read)
            {
            }

            (status, host) = Read(Encoding.ASCII.GetString(buffer, 0, length));
        }
        catch (Exception error) when (error is SocketException or OperationCanceledException)
        {
            // lost: status 0
        }

        _records.Add(new RequestRecord(sentAt, TimeProvider.System.GetTimestamp(), status, host));
    }

    private static (int Status, string Host) Read(string answer)
    {
        if (answer.Length < 12 || !int.TryParse(answer.AsSpan(9, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var status))
        {
            return (0, "");
        }

        var at = answer.IndexOf("\"host\":\"", StringComparison.Ordinal);
        var end = at < 0 ? -1 : answer.IndexOf('"', at + 8);
        return (status, end < 0 ? "" : answer[(at + 8)..end]);
    }
}

/// <summary>One request.</summary>
/// <param name="SentAt">When it was sent, as a timestamp.</param>
/// <param name="AnsweredAt">When it was answered or lost.</param>
/// <param name="Status">The status; 0 for none.</param>
/// <param name="Host">The node that answered.</param>
internal sealed record RequestRecord(long SentAt, long AnsweredAt, int Status, string Host)
{
    public bool IsLost => Status is not 200;
}
