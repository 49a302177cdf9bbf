using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Actors.HaAgent.Reporting;

/// <summary>Ready means: HAProxy serves, and the balancer does not leave.</summary>
public sealed class HaProxyHealthCheck(AgentStatusBoard board) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(
            !board.Current.HaProxy.Running ? HealthCheckResult.Unhealthy("HAProxy does not run")
            : board.Current.Leaving is not null ? HealthCheckResult.Unhealthy("the balancer leaves")
            : HealthCheckResult.Healthy());
}
