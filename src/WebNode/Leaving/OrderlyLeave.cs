using Actors.Clustering.Hosting;
using Akka.Actor;
using Microsoft.AspNetCore.Hosting.Server;

namespace Actors.WebNode.Leaving;

/// <summary>
/// The order of a stop: the agents take the node out while it serves on, then the web server stops, then the cluster is
/// left. It hangs on Akka's coordinated shutdown, so that an order of the cluster to leave goes the same way as a signal.
/// </summary>
public static class OrderlyLeave
{
    /// <summary>The longest that requests in flight may take once nothing new comes in.</summary>
    public static readonly TimeSpan ServerStop = TimeSpan.FromSeconds(70);

    public static string Hocon(WebOptions options) =>
        ShutdownPhases.Timeout(CoordinatedShutdown.PhaseBeforeServiceUnbind, options.LeaveTimeout + TimeSpan.FromSeconds(1))
        + ShutdownPhases.Timeout(CoordinatedShutdown.PhaseServiceUnbind, ServerStop + TimeSpan.FromSeconds(1));

    public static void Register(ActorSystem system, IActorRef agentLink, IServer server, WebOptions options, TimeProvider time, ILogger logger) =>
        Register(system, agentLink, server.StopAsync, options, time, logger);

    /// <summary>The same for what is stopped otherwise than a web server: <paramref name="stop"/> is called once every agent has taken the node out.</summary>
    public static void Register(ActorSystem system, IActorRef agentLink, Func<CancellationToken, Task> stop, WebOptions options, TimeProvider time, ILogger logger)
    {
        var shutdown = CoordinatedShutdown.Get(system);
        shutdown.AddLeaveTask(CoordinatedShutdown.PhaseBeforeServiceUnbind, "taken-out-by-agents", async () =>
        {
            try
            {
                await agentLink.Ask<AgentLink.Left>(AgentLink.Leave.Instance, options.LeaveTimeout);
            }
            catch (AskTimeoutException)
            {
                logger.LogWarning("Not every agent has taken this node out within Web:LeaveTimeout = {Timeout}: it stops all the same.", options.LeaveTimeout);
            }
        });
        shutdown.AddLeaveTask(CoordinatedShutdown.PhaseServiceUnbind, "web-server-stops", async () =>
        {
            using var limit = new CancellationTokenSource(ServerStop, time);
            await stop(limit.Token);
        });
    }
}
