using System.Collections.Concurrent;
using System.Globalization;
using Actors.Harness.Networks;

namespace Actors.Harness;

/// <summary>
/// Requests at a steady rate, whether or not the one before has been answered (open loop): every other one on a connection of its
/// own, the rest on connections that are kept.
/// </summary>
public sealed class SteadyTraffic : IAsyncDisposable
{
    private const int UsualPerSecond = 100;

    /// <summary>Fewer show nothing. A test that was done sooner goes on for as long as they take.</summary>
    private const int Fewest = 50;

    /// <summary>
    /// A request without an answer for so long is lost; that also bounds how many are in flight. A program that gets no processor for
    /// ten seconds on a busy machine is slow, not gone; what HAProxy itself gives up, it gives up after 65.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentQueue<string> _lost = [];
    private readonly ConcurrentQueue<Task> _requests = [];
    private readonly long _began = TimeProvider.System.GetTimestamp();
    private readonly HttpClient _fresh;
    private readonly HttpClient _kept;
    private readonly Uri _target;
    private readonly int _perSecond;
    private readonly Task _running;
    private int _answered;
    private int _counted;

    /// <summary>To any URL of this machine.</summary>
    /// <param name="target">Where each request goes to.</param>
    /// <param name="perSecond">How many a second.</param>
    public SteadyTraffic(Uri target, int perSecond = UsualPerSecond)
        : this(
            target, perSecond,
            lifetime =>
                new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = lifetime, UseCookies = false }) { Timeout = Patience })
    {
    }

    /// <summary>To any URL, from where the users of a network are.</summary>
    /// <param name="target">Where each request goes to.</param>
    /// <param name="network">The network.</param>
    /// <param name="perSecond">How many a second.</param>
    public SteadyTraffic(Uri target, INetwork network, int perSecond = UsualPerSecond)
        : this(target, perSecond, lifetime => new HttpClient(new SocketsHttpHandler
        {
            PooledConnectionLifetime = lifetime,
            UseCookies = false,
            ConnectCallback = (context, cancellationToken) => network.ConnectAsync(null, context.DnsEndPoint, cancellationToken),
        })
        { Timeout = Patience })
    {
    }

    /// <summary>To a system of processes, from where its clients are.</summary>
    /// <param name="system">Where it goes to.</param>
    /// <param name="balancer">Through which HAProxy; the first agent's for null.</param>
    /// <param name="perSecond">How many a second.</param>
    public SteadyTraffic(LocalSystem system, Balancer? balancer = null, int perSecond = UsualPerSecond)
        : this((balancer ?? system.Ha1).Url, perSecond, lifetime => system.ClientOfUsers(lifetime, Patience))
    {
    }

    private SteadyTraffic(Uri target, int perSecond, Func<TimeSpan, HttpClient> clientOf)
    {
        (_target, _perSecond) = (target, perSecond);
        (_fresh, _kept) = (clientOf(TimeSpan.Zero), clientOf(Timeout.InfiniteTimeSpan));
        _running = Task.Run(RunAsync);
    }

    /// <summary>Which answers are counted, by their text; null for none.</summary>
    public Func<string, bool>? Counts { get; init; }

    /// <summary>How many of them there were.</summary>
    public int Counted => Volatile.Read(ref _counted);

    private int Ended => Volatile.Read(ref _answered) + _lost.Count;

    private TimeSpan Now => TimeProvider.System.GetElapsedTime(_began);

    /// <summary>Waits until so many requests in all have been answered or lost.</summary>
    public Task UntilSentAsync(int many) =>
        Eventually.BecomesAsync($"{many} requests have been sent", () => "", () => Task.FromResult((Ended >= many, $"{Ended}")));

    /// <summary>Waits until each request that is on its way now has been answered or lost.</summary>
    public Task UntilAllSentHaveEndedAsync() => Task.WhenAll(_requests);

    /// <summary>Waits until so many more have been answered or lost: a stretch of time that traffic has certainly covered.</summary>
    public Task CoverAsync(int more) => UntilSentAsync(Ended + more);

    /// <summary>Ends sending, and waits for the answers that are due.</summary>
    public async Task<TrafficReport> EndAsync()
    {
        await _end.CancelAsync();
        await _running;
        return new TrafficReport(Ended, [.. _lost], Now);
    }

    /// <summary>Ends the traffic: it was there, and every request was answered with 200.</summary>
    /// <exception cref="TrafficLostException">One was not.</exception>
    public async Task AssertNothingLostAsync()
    {
        await UntilSentAsync(Fewest);
        (await EndAsync()).AssertNothingLost();
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _fresh.Dispose();
        _kept.Dispose();
        _end.Dispose();
    }

    private async Task RunAsync()
    {
        // Each tick sends what is due: one that comes late does not lower the rate.
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / _perSecond));
        try
        {
            while (await timer.WaitForNextTickAsync(_end.Token))
            {
                while (_requests.Count < Now.TotalSeconds * _perSecond)
                {
                    _requests.Enqueue(OneAsync(_requests.Count % 2 == 0 ? _fresh : _kept));
                }
            }
        }
        catch (OperationCanceledException)
        {
            // the end
        }

        await Task.WhenAll(_requests);
    }

    private async Task OneAsync(HttpClient client)
    {
        var at = Now;
        try
        {
            using var answer = await client.GetAsync(_target);
            if (Counts is { } counts && counts(await answer.Content.ReadAsStringAsync()))
            {
                Interlocked.Increment(ref _counted);
            }

            if (answer.IsSuccessStatusCode)
            {
                Interlocked.Increment(ref _answered);
            }
            else
            {
                Lose($"status {(int)answer.StatusCode}");
            }
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException or IOException)
        {
            Lose(error.InnerException is { } inner ? $"{error.Message} ({inner.Message})" : error.Message);
        }

        void Lose(string why) =>
            _lost.Enqueue(
                string.Create(CultureInfo.InvariantCulture, $"sent at {at.TotalSeconds:0.00} s, lost at {Now.TotalSeconds:0.00} s: {why}"));
    }
}
