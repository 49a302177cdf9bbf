using Actors.HaAgent.HaProxy;
using Actors.HaAgent.Leaving;

namespace Actors.HaAgent;

/// <summary>
/// What becomes of HAProxy once the agent's actors have ended: one that was to stop (<see cref="BalancerLeave"/>) and still runs, as
/// between two actor systems, is stopped; one that is told to serve on does (<c>HaProxy:OnStop</c>). An agent that dies leaves it running,
/// for the next one to take over.
/// </summary>
public sealed class HaProxyLifetime(HaProxyMaster master, BalancerLeave leave, ILogger<HaProxyLifetime> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken)
    {
        if (leave.StopsHaProxy)
        {
            return master.StopAsync();
        }

        logger.LogInformation("HAProxy serves on, for the next agent to take over.");
        return Task.CompletedTask;
    }
}
