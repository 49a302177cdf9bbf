using Actors.HaAgent.HaProxy;

namespace Actors.HaAgent;

/// <summary>
/// When the agent is stopped gracefully, after it has left the cluster, HAProxy stops too. An agent that dies leaves it
/// running, for the next one to take over.
/// </summary>
public sealed class HaProxyLifetime(HaProxyMaster master) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => master.StopAsync();
}
