using System.Net.Sockets;
using Actors.Clustering.Hosting;
using Actors.Clustering.Management;
using Actors.HaAgent.HaProxy;
using Actors.HaAgent.Overrides;
using Actors.HaAgent.Reporting;
using Akka.Actor;

namespace Actors.HaAgent.Api;

/// <summary>What the endpoints read from: the status that the actors write, the cluster, and HAProxy itself.</summary>
public sealed class AgentView(AgentStatusBoard board, ClusterNode node, AgentActors actors, RuntimeApi runtime)
{
    /// <summary>HAProxy answers in a millisecond, or is in trouble.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    /// <summary>The agent's status.</summary>
    public AgentStatus Status => board.Current;

    /// <summary>Every node.</summary>
    public async Task<IReadOnlyList<NodeView>> NodesAsync(CancellationToken cancellationToken)
    {
        var status = board.Current;
        return NodeViews.Of(
            status, ClusterViews.Of(status.Name, node.Cluster), await OverridesAsync(cancellationToken),
            await StatisticsAsync(cancellationToken));
    }

    private async Task<OverrideBook> OverridesAsync(CancellationToken cancellationToken)
    {
        try
        {
            return node.System is not null
                ? await actors.Overrides.Ask<OverrideBook>(new GetOverrides(), Longest, cancellationToken)
                : OverrideBook.Empty;
        }
        catch (AskTimeoutException)
        {
            return OverrideBook.Empty;
        }
    }

    // That HAProxy does not answer is something to be shown, not an error of the request.
    private async Task<IEnumerable<ServerStatistics>> StatisticsAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await runtime.ReadStatisticsAsync(cancellationToken).WaitAsync(Longest, cancellationToken);
        }
        catch (Exception error) when (error is SocketException or IOException or TimeoutException)
        {
            return [];
        }
    }
}
