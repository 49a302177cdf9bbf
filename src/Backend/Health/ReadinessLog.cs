using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Actors.Backend.Health;

/// <summary>Says in the node's log whether it is ready, and why not (<see cref="ReadinessNews"/>).</summary>
public sealed class ReadinessLog(string node, Readiness readiness, TimeProvider time, ILogger<ReadinessLog> logger)
    : IHostedService, IDisposable
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private readonly Lock _gate = new();
    private readonly long _began = time.GetTimestamp();
    private ReadinessNews _news = ReadinessNews.None;
    private ITimer? _timer;

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        readiness.Changed += OnChanged;
        _timer = time.CreateTimer(_ => Look(), null, TimeSpan.Zero, LookEvery);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        readiness.Changed -= OnChanged;
        _timer?.Dispose();
    }

    private void OnChanged(ReadinessState state) => Look();

    // Of two changes at once both may see the second: what is said is what is so.
    private void Look()
    {
        lock (_gate)
        {
            var state = readiness.State;
            (var isSaid, _news) = _news.After(state, time.GetElapsedTime(_began));
            if (isSaid && state.Ready)
            {
                logger.LogInformation("{Node} is ready.", node);
            }
            else if (isSaid)
            {
                logger.LogWarning("{Node} is not ready and gets no traffic: {Reason}", node, state.Reason);
            }
        }
    }
}
