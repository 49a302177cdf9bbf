using Actors.HaAgent.HaProxy;
using Actors.HaAgent.Leaving;
using Actors.HaAgent.Settings;

namespace Actors.HaAgent;

/// <summary>
/// What becomes of HAProxy once the agent's actors have ended: one that was to stop (<see cref="BalancerLeave"/>) and still runs, as
/// between two actor systems, is stopped, after its notice where there was none; one that is told to serve on does
/// (<c>HaProxy:OnStop</c>). An agent that dies leaves it running, for the next one to take over.
/// </summary>
public sealed class HaProxyLifetime(
    IHaProxyMaster master, IHaProxy haproxy, BalancerLeave leave, HaProxyOptions options,
    ILogger<HaProxyLifetime> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (!leave.StopsHaProxy)
        {
            logger.LogInformation("HAProxy serves on, for the next agent to take over.");
            return;
        }

        if (!leave.IsAnnounced && options.LeaveNotice > TimeSpan.Zero && await master.FindAsync(cancellationToken) is not null)
        {
            await leave.NoticeAsync(haproxy, cancellationToken);
        }

        await master.StopAsync();
    }
}
