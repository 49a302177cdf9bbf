using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Actors.Clustering.Programs;

/// <summary>
/// Tells systemd when the program is ready: once it is a member, and <c>/health/ready</c> is good, for which HAProxy has to run or the
/// program of a node to be well (docs/adr/0043). Until then the unit's status says what it waits for.
/// </summary>
/// <param name="unit">Where systemd hears it.</param>
/// <param name="member">Whether it is a member. Of a node <c>/health/ready</c> does not say that.</param>
/// <param name="services">What the checks are made of.</param>
internal sealed class UnitReadiness(UnitSocket unit, IHealthCheck member, IServiceProvider services) : IHostedService
{
    private const string Member = "member";
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(200);
    private Task _telling = Task.CompletedTask;

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var lifetime = services.GetRequiredService<IHostApplicationLifetime>();
        lifetime.ApplicationStopping.Register(() => unit.Tell("STOPPING=1", "STATUS=Stopping"));
        _telling = TellAsync(lifetime.ApplicationStopping);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => _telling;

    private async Task TellAsync(CancellationToken stopping)
    {
        var said = "";
        using var timer = new PeriodicTimer(LookEvery, services.GetRequiredService<TimeProvider>());
        try
        {
            while (await timer.WaitForNextTickAsync(stopping))
            {
                var why = await WhyNotAsync(stopping);
                if (why.Length == 0)
                {
                    unit.Tell("READY=1", "STATUS=");
                    return;
                }

                if (why != said)
                {
                    unit.Tell($"STATUS=Waiting: {why}");
                    said = why;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped before it was ready.
        }
    }

    // Not by HealthCheckService: that logs each answer which is not good as an error.
    private async Task<string> WhyNotAsync(CancellationToken stopping)
    {
        var faults = new List<string>();
        await AskAsync(new HealthCheckRegistration(Member, member, null, null));
        foreach (var check in services.GetRequiredService<IOptions<HealthCheckServiceOptions>>().Value.Registrations
            .Where(check => check.Name != Member))
        {
            await AskAsync(check);
        }

        return string.Join("; ", faults);

        async Task AskAsync(HealthCheckRegistration check)
        {
            var result = await check.Factory(services).CheckHealthAsync(new HealthCheckContext { Registration = check }, stopping);
            if (result.Status != HealthStatus.Healthy)
            {
                faults.Add($"{check.Name}: {result.Description}".ReplaceLineEndings(" "));
            }
        }
    }
}
