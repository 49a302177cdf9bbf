using System.Collections.Immutable;
using Actors.HaAgent.Desired;
using Actors.HaAgent.Membership;

namespace Actors.HaAgent.Reconciling;

/// <summary>What an agent that starts again begins from.</summary>
/// <param name="Servers">The nodes of the node files.</param>
/// <param name="For">How long they are kept once the cluster is seen without them.</param>
/// <param name="WereServing">Whether HAProxy ran on all the while, so that it served them until now.</param>
public sealed record Restored(ImmutableArray<ServerState> Servers, TimeSpan For, bool WereServing)
{
    /// <summary>The other balancers that its HAProxy shared its stick-tables with.</summary>
    public ImmutableArray<BalancerPeer> Peers { get; init; } = [];
}
