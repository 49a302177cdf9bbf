using Actors.Clustering.Hosting;
using Akka.Actor;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Logging;

namespace Actors.Backend.Leaving;

/// <summary>
/// The order of a stop: the agents take the node out while it serves on, then the web server stops, then the cluster is
/// left. It hangs on Akka's coordinated shutdown, so that an order of the cluster to leave goes the same way as a signal.
/// </summary>
public static class OrderlyLeave
{
    /// <summary>The longest that requests in flight may take once nothing new comes in.</summary>
    public static readonly TimeSpan ServerStop = TimeSpan.FromSeconds(70);

    /// <summary>The longest that leaving the cluster takes after that: Akka's phases from cluster-leave on, 5 + 10 + 5 + 5 + 10 s.</summary>
    public static readonly TimeSpan ClusterLeave = TimeSpan.FromSeconds(35);

    /// <summary>The HOCON that gives the phases of the coordinated shutdown the time that they need.</summary>
    /// <param name="leaveTimeout">The longest wait for the agents.</param>
    public static string Hocon(TimeSpan leaveTimeout) =>
        ShutdownPhases.Timeout(CoordinatedShutdown.PhaseBeforeServiceUnbind, leaveTimeout + TimeSpan.FromSeconds(1))
        + ShutdownPhases.Timeout(CoordinatedShutdown.PhaseServiceUnbind, ServerStop + TimeSpan.FromSeconds(1));

    /// <summary>Adds the order of a stop to an actor system.</summary>
    /// <param name="system">The node's actor system.</param>
    /// <param name="agentLink">The node's line to the agents.</param>
    /// <param name="server">The web server to stop.</param>
    /// <param name="leaveTimeout">The longest wait for the agents; after it the node stops all the same.</param>
    /// <param name="time">Measures <see cref="ServerStop"/>.</param>
    /// <param name="logger">Where it is said when the wait was too short.</param>
    public static void Register(ActorSystem system, IActorRef agentLink, IServer server, TimeSpan leaveTimeout, TimeProvider time, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(server);
        Register(system, agentLink, server.StopAsync, leaveTimeout, time, logger);
    }

    /// <summary>The same for what is stopped otherwise than a web server: <paramref name="stop"/> is called once every agent has taken the node out.</summary>
    /// <param name="system">The node's actor system.</param>
    /// <param name="agentLink">The node's line to the agents.</param>
    /// <param name="stop">Stops what serves; its token ends it at the latest.</param>
    /// <param name="leaveTimeout">The longest wait for the agents; after it the node stops all the same.</param>
    /// <param name="time">Measures <see cref="ServerStop"/>.</param>
    /// <param name="logger">Where it is said when the wait was too short.</param>
    public static void Register(ActorSystem system, IActorRef agentLink, Func<CancellationToken, Task> stop, TimeSpan leaveTimeout, TimeProvider time, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(stop);
        var shutdown = CoordinatedShutdown.Get(system);
        shutdown.AddLeaveTask(CoordinatedShutdown.PhaseBeforeServiceUnbind, "taken-out-by-agents", async () =>
        {
            try
            {
                await agentLink.Ask<AgentLink.Left>(AgentLink.Leave.Instance, leaveTimeout);
            }
            catch (AskTimeoutException)
            {
                logger.LogWarning("Not every agent has taken this node out within LeaveTimeout = {Timeout}: it stops all the same.", leaveTimeout);
            }
        });
        shutdown.AddLeaveTask(CoordinatedShutdown.PhaseServiceUnbind, "web-server-stops", async () =>
        {
            using var limit = new CancellationTokenSource(ServerStop, time);
            await stop(limit.Token);
        });
    }
}
