using Actors.Backend;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Actors.WebNode;

/// <summary>Ready means: the app wants traffic. Whether HAProxy knows already is for the agents to say.</summary>
public sealed class ReadinessHealthCheck(Readiness readiness) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(readiness.State is { Ready: true }
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy(readiness.State.Reason));
}
