using Actors.Clustering.Messages;
using Microsoft.Extensions.Logging;

namespace Actors.Backend.Leaving;

/// <summary>What operators read of a node's leave.</summary>
internal static class LeaveLog
{
    /// <summary>It begins.</summary>
    public static void Begins(ILogger logger, string node, int agents, int awaited)
    {
        logger.LogInformation("{Node} is leaving: asking {Agents} to remove it.", node, Listing.Count(agents, "agent"));
        if (awaited > 0)
        {
            logger.LogInformation(
                "{Agents} gone, and HAProxy may still send to {Node}: waiting for a return, up to {Seconds} s from then.",
                Listing.Count(awaited, "agent"),
                node,
                AgentReports.ComesBackWithin.TotalSeconds);
        }
    }

    /// <summary>An agent has removed the node.</summary>
    public static void Removed(ILogger logger, string node, string agent) =>
        logger.LogInformation("{Node} has been removed by {Agent}.", node, agent);

    /// <summary>An agent holds the node.</summary>
    public static void Held(ILogger logger, string node, NodeHeld held) => logger.LogInformation(
        "{Node} is held by {Agent}: it is the last node of {Service} that serves; waiting up to {Seconds} s for another to serve.",
        node,
        held.Agent,
        held.Service,
        held.LongestMilliseconds / 1000.0);
}
