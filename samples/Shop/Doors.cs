using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Shop;

/// <summary>The doors of the shop: while they are closed it is unhealthy and wants no customers.</summary>
/// <param name="open">Whether they are open at first.</param>
internal sealed class Doors(bool open) : IHealthCheck
{
    private volatile bool _open = open;

    public bool Open { get => _open; set => _open = value; }

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(Open ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("the shop is closed"));
}
