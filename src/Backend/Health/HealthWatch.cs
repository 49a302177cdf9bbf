using Actors.Backend.Settings;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Actors.Backend.Health;

/// <summary>Runs the app's health checks and says what comes of them as its readiness: unhealthy wants no traffic, degraded does.</summary>
internal sealed class HealthWatch(HealthCheckService health, Readiness readiness, BackendSettings settings, TimeProvider time)
{
    private Task<HealthReport>? _running;

    /// <summary>Not known yet, so no traffic should be sent.</summary>
    public void Begin() => readiness.Set(false, "its health checks have not been run yet");

    /// <summary>Looks again and again until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(settings.HealthEvery, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                await LookAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The usual end.
        }
    }

    /// <summary>
    /// Runs the checks once. Those that do not end in time are awaited the next time in place of new ones, so that they do not pile up.
    /// </summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(settings.HealthTimeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            _running ??= health.CheckHealthAsync(IsCounted, both.Token);
            var report = await _running.WaitAsync(both.Token);
            _running = null;
            readiness.Set(report.Status != HealthStatus.Unhealthy, HealthReason.Of(report));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            _running = _running is { IsCompleted: true } ? null : _running;
            readiness.Set(
                false, FormattableString.Invariant($"its health checks have not ended within HealthTimeout = {settings.HealthTimeout:c}"));
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            _running = null;
            readiness.Set(false, $"its health checks cannot be run: {error.Message}");
        }
    }

    private bool IsCounted(HealthCheckRegistration check) => settings.HealthTag.Length == 0 || check.Tags.Contains(settings.HealthTag);
}
