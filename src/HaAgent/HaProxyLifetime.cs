using Actors.HaAgent.HaProxy;
using Actors.HaAgent.Settings;

namespace Actors.HaAgent;

/// <summary>
/// When the agent is stopped gracefully, after it has left the cluster, HAProxy stops too, unless it is told to serve on
/// (<c>HaProxy:OnStop</c>). An agent that dies leaves it running, for the next one to take over.
/// </summary>
public sealed class HaProxyLifetime(HaProxyMaster master, HaProxyOptions options, ILogger<HaProxyLifetime> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken)
    {
        if (!options.OutlivesAgent)
        {
            return master.StopAsync();
        }

        logger.LogInformation("HAProxy serves on, for the next agent to take over.");
        return Task.CompletedTask;
    }
}
