using Actors.Clustering.Hosting;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Actors.Clustering.Management;

/// <summary>Ready means: a member of a cluster.</summary>
public sealed class MemberHealthCheck(ClusterNode node) : IHealthCheck
{
    /// <inheritdoc />
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(node.IsMember() ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("not a member of a cluster"));
}
