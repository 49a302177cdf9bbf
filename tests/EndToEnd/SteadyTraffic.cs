using System.Collections.Concurrent;

namespace Actors.EndToEnd;

/// <summary>Requests at a steady rate, each on a connection of its own, whether or not the one before has been answered (open loop).</summary>
internal sealed class SteadyTraffic : IAsyncDisposable
{
    private const int PerSecond = 100;
    private readonly CancellationTokenSource _end = new(TimeSpan.FromMinutes(2));
    private readonly ConcurrentBag<string> _failures = [];
    private readonly HttpClient _client = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero }) { Timeout = TimeSpan.FromSeconds(10) };
    private readonly Task _running;
    private int _answered;

    public SteadyTraffic(int port) => _running = RunAsync(new Uri($"http://127.0.0.1:{port}/"));

    /// <summary>Ends the traffic; how many were answered, and how the others failed.</summary>
    public async Task<(int Answered, IReadOnlyCollection<string> Failures)> EndAsync()
    {
        await _end.CancelAsync();
        await _running;
        return (_answered, _failures);
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _client.Dispose();
        _end.Dispose();
    }

    private async Task RunAsync(Uri url)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / PerSecond));
        var inFlight = new List<Task>();
        try
        {
            while (await timer.WaitForNextTickAsync(_end.Token))
            {
                inFlight.Add(OneAsync(url));
            }
        }
        catch (OperationCanceledException)
        {
            // the end
        }

        await Task.WhenAll(inFlight);
    }

    private async Task OneAsync(Uri url)
    {
        try
        {
            using var answer = await _client.GetAsync(url);
            if (answer.IsSuccessStatusCode)
            {
                Interlocked.Increment(ref _answered);
            }
            else
            {
                _failures.Add($"status {(int)answer.StatusCode}");
            }
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
        {
            _failures.Add(error.Message);
        }
    }
}
