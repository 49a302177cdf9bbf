using System.Collections.Concurrent;

namespace Actors.Containers.Traffic;

/// <summary>
/// Requests at a fixed rate, whether or not earlier ones have been answered (an open loop hides no outage): every other one on
/// a connection of its own, the rest on kept connections.
/// </summary>
internal sealed class SteadyTraffic : IAsyncDisposable
{
    private const int PerSecond = 100;
    private const int MostInFlight = 500;
    private static readonly TimeSpan s_tick = TimeSpan.FromMilliseconds(10);

    private readonly HttpClient _fresh = Client(TimeSpan.Zero);
    private readonly HttpClient _kept = Client(Timeout.InfiniteTimeSpan);
    private readonly ConcurrentQueue<string> _lost = new();
    private readonly ConcurrentBag<Task> _requests = [];
    private readonly CancellationTokenSource _end = new();
    private readonly long _start = TimeProvider.System.GetTimestamp();
    private readonly Uri _target;
    private readonly Task _loop;
    private int _sent;
    private int _inFlight;

    private SteadyTraffic(Uri target)
    {
        _target = target;
        _loop = Task.Run(SendAsync);
    }

    public static SteadyTraffic To(Uri target) => new(target);

    /// <summary>Waits until so many more requests have been sent: a stretch of time that traffic has certainly covered.</summary>
    public async Task CoverAsync(int requests)
    {
        var goal = Volatile.Read(ref _sent) + requests;
        using var timer = new PeriodicTimer(s_tick, TimeProvider.System);
        while (Volatile.Read(ref _sent) < goal && !_loop.IsCompleted)
        {
            await timer.WaitForNextTickAsync();
        }
    }

    /// <summary>Ends sending, waits for the answers that are due.</summary>
    public async Task<TrafficReport> EndAsync()
    {
        await _end.CancelAsync();
        await _loop;
        await Task.WhenAll(_requests);
        return new TrafficReport(_sent, [.. _lost], TimeProvider.System.GetElapsedTime(_start));
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _fresh.Dispose();
        _kept.Dispose();
        _end.Dispose();
    }

    private async Task SendAsync()
    {
        using var timer = new PeriodicTimer(s_tick, TimeProvider.System);
        while (!_end.IsCancellationRequested)
        {
            var due = (int)(TimeProvider.System.GetElapsedTime(_start).TotalSeconds * PerSecond);
            for (; _sent < due; Interlocked.Increment(ref _sent))
            {
                _requests.Add(RequestAsync(_sent % 2 == 0 ? _fresh : _kept));
            }

            await timer.WaitForNextTickAsync();
        }
    }

    private async Task RequestAsync(HttpClient client)
    {
        var at = TimeProvider.System.GetElapsedTime(_start);
        if (Interlocked.Increment(ref _inFlight) > MostInFlight)
        {
            Lose($"not sent, {MostInFlight} are without an answer");
        }
        else
        {
            try
            {
                using var response = await client.GetAsync(_target);
                if (!response.IsSuccessStatusCode)
                {
                    Lose($"HTTP {(int)response.StatusCode}");
                }
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException)
            {
                Lose(e.InnerException is { } inner ? $"{e.Message} ({inner.Message})" : e.Message);
            }
        }

        Interlocked.Decrement(ref _inFlight);

        void Lose(string why) =>
            _lost.Enqueue($"sent at {at.TotalSeconds:F2} s, failed at {TimeProvider.System.GetElapsedTime(_start).TotalSeconds:F2} s: {why}");
    }

    private static HttpClient Client(TimeSpan lifetime) =>
        new(new SocketsHttpHandler { PooledConnectionLifetime = lifetime, UseCookies = false }) { Timeout = TimeSpan.FromSeconds(10) };
}
