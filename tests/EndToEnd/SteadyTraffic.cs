using System.Collections.Concurrent;

namespace Actors.EndToEnd;

/// <summary>
/// Requests at a steady rate, whether or not the one before has been answered (open loop): every other one on a connection of its
/// own, the rest on connections that are kept.
/// </summary>
internal sealed class SteadyTraffic : IAsyncDisposable
{
    private const int UsualPerSecond = 100;

    /// <summary>Fewer show nothing. A test that was done sooner goes on for as long as they take.</summary>
    private const int Fewest = 50;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly CancellationTokenSource _end = new(TimeSpan.FromMinutes(2));
    private readonly ConcurrentQueue<string> _failures = [];
    private readonly HttpClient _fresh;
    private readonly HttpClient _kept;
    private readonly Uri _url;
    private readonly int _perSecond;
    private readonly Task _running;
    private int _answered;

    /// <param name="system">Where it goes to.</param>
    /// <param name="balancer">Through which HAProxy; the first agent's for null.</param>
    /// <param name="perSecond">How many a second.</param>
    public SteadyTraffic(LocalSystem system, Balancer? balancer = null, int perSecond = UsualPerSecond)
    {
        _perSecond = perSecond;
        _fresh = system.ClientOfUsers(TimeSpan.Zero, Patience);
        _kept = system.ClientOfUsers(Timeout.InfiniteTimeSpan, Patience);
        _url = (balancer ?? system.Ha1).Url;
        _running = RunAsync();
    }

    /// <summary>Waits until so many requests have been answered or lost.</summary>
    public Task UntilSentAsync(int many) => Eventually.BecomesAsync($"{many} requests have been sent", () => "", () => Task.FromResult((Ended >= many, $"{Ended}")));

    /// <summary>Ends the traffic: it was there, and every request was answered with 200.</summary>
    public async Task AssertNothingLostAsync()
    {
        await UntilSentAsync(Fewest);
        var (answered, failures) = await EndAsync();
        Assert.True(failures.Count == 0, $"{failures.Count} of {answered + failures.Count} requests were lost: {string.Join("; ", failures.Take(5))}");
    }

    private int Ended => Volatile.Read(ref _answered) + _failures.Count;

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _fresh.Dispose();
        _kept.Dispose();
        _end.Dispose();
    }

    private async Task<(int Answered, IReadOnlyCollection<string> Failures)> EndAsync()
    {
        await _end.CancelAsync();
        await _running;
        return (_answered, _failures);
    }

    private async Task RunAsync()
    {
        // Each tick sends what is due: one that comes late does not lower the rate.
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / _perSecond));
        var began = TimeProvider.System.GetTimestamp();
        var inFlight = new List<Task>();
        try
        {
            while (await timer.WaitForNextTickAsync(_end.Token))
            {
                while (inFlight.Count < TimeProvider.System.GetElapsedTime(began).TotalSeconds * _perSecond)
                {
                    inFlight.Add(OneAsync(inFlight.Count % 2 == 0 ? _fresh : _kept));
                }
            }
        }
        catch (OperationCanceledException)
        {
            // the end
        }

        await Task.WhenAll(inFlight);
    }

    private async Task OneAsync(HttpClient client)
    {
        try
        {
            using var answer = await client.GetAsync(_url);
            if (answer.IsSuccessStatusCode)
            {
                Interlocked.Increment(ref _answered);
            }
            else
            {
                _failures.Enqueue($"status {(int)answer.StatusCode}");
            }
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
        {
            _failures.Enqueue(error.Message);
        }
    }
}
