using Actors.Clustering.Hosting;
using Akka.Actor;
using Microsoft.Extensions.Logging;

namespace Actors.Backend.Leaving;

/// <summary>
/// The order of a stop: the agents remove the node while it serves on, then the web server stops, then the cluster is
/// left. It hangs on Akka's coordinated shutdown, so that a command of the cluster to leave goes the same way as a signal.
/// </summary>
public static class OrderlyLeave
{
    /// <summary>The longest that requests in flight may take once nothing new comes in.</summary>
    public static readonly TimeSpan ServerStop = TimeSpan.FromSeconds(70);

    /// <summary>
    /// The longest that leaving the cluster takes after that: Akka's phases from cluster-leave on, 5 + 10 + 5 + 5 + 10 s.
    /// </summary>
    public static readonly TimeSpan ClusterLeave = TimeSpan.FromSeconds(35);

    /// <summary>
    /// What a web node has of its own (<c>hocon/web.hocon</c>), with the time that the phases of its coordinated shutdown need.
    /// </summary>
    /// <param name="leaveTimeout">The longest wait for the agents.</param>
    public static string Hocon(TimeSpan leaveTimeout) =>
        EmbeddedText.Read(typeof(OrderlyLeave).Assembly, "web.hocon")
        + ShutdownPhases.Timeout(CoordinatedShutdown.PhaseBeforeServiceUnbind, leaveTimeout + TimeSpan.FromSeconds(1))
        + ShutdownPhases.Timeout(CoordinatedShutdown.PhaseServiceUnbind, ServerStop + TimeSpan.FromSeconds(1));

    /// <summary>Starts a node's line to the agents, and adds the order of a stop to its actor system.</summary>
    /// <param name="system">The node's actor system.</param>
    /// <param name="node">The node's name.</param>
    /// <param name="readiness">Whether the node wants traffic.</param>
    /// <param name="stop">Stops what serves, once every agent has taken the node out; its token ends it at the latest.</param>
    /// <param name="leaveTimeout">The longest wait for the agents; after it the node stops all the same.</param>
    /// <param name="time">Measures <see cref="ServerStop"/>.</param>
    /// <param name="logger">For the line, and where it is said when the wait was too short.</param>
    public static void Start(
        ActorSystem system,
        string node,
        Readiness readiness,
        Func<CancellationToken, Task> stop,
        TimeSpan leaveTimeout,
        TimeProvider time,
        ILogger<AgentLink> logger)
    {
        ArgumentNullException.ThrowIfNull(system);
        ArgumentNullException.ThrowIfNull(stop);
        var agentLink = system.ActorOf(AgentLink.CreateProps(node, readiness, logger), "agent-link");
        var shutdown = CoordinatedShutdown.Get(system);
        shutdown.AddLeaveTask(CoordinatedShutdown.PhaseBeforeServiceUnbind, "removed-by-agents", async () =>
        {
            try
            {
                await agentLink.Ask<RemovedByAgents>(new LeaveAgents(leaveTimeout), leaveTimeout);
            }
            catch (AskTimeoutException)
            {
                logger.LogWarning(
                    "Not every agent has removed this node within LeaveTimeout = {Timeout}: it stops all the same.", leaveTimeout);
            }
        });
        shutdown.AddLeaveTask(CoordinatedShutdown.PhaseServiceUnbind, "web-server-stops", async () =>
        {
            using var limit = new CancellationTokenSource(ServerStop, time);
            await stop(limit.Token);
        });
    }
}
