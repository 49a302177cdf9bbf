using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Actors.HaAgent.Reporting;

/// <summary>Ready means: HAProxy serves.</summary>
public sealed class HaProxyHealthCheck(AgentStatusBoard board) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(board.Current.HaProxy.Running ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("HAProxy does not run"));
}
