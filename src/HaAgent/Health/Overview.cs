using Actors.HaAgent.Overrides;

namespace Actors.HaAgent.Health;

/// <summary>All that operators see at a moment.</summary>
/// <param name="At">When HAProxy was asked: rates are differences of counters by this time.</param>
/// <param name="Status">The agent's status, with the headline.</param>
/// <param name="Nodes">The nodes with their effective states.</param>
/// <param name="Services">The services with their health.</param>
/// <param name="Members">The members of the cluster.</param>
/// <param name="Overrides">What operators have said of nodes and services.</param>
public sealed record Overview(
    DateTimeOffset At,
    AgentStatus Status,
    IReadOnlyList<NodeView> Nodes,
    IReadOnlyList<ServiceView> Services,
    IReadOnlyList<ClusterViewMember> Members,
    OverrideBook Overrides)
{
    /// <summary>What follows from the evidence.</summary>
    /// <param name="at">When HAProxy was asked.</param>
    /// <param name="status">The agent's status.</param>
    /// <param name="nodes">The nodes with the evidence of each.</param>
    /// <param name="members">The members of the cluster.</param>
    /// <param name="overrides">What operators have said.</param>
    /// <param name="haproxy">What the agent can see of HAProxy.</param>
    public static Overview Of(
        DateTimeOffset at,
        AgentStatus status,
        IReadOnlyCollection<NodeView> nodes,
        IReadOnlyList<ClusterViewMember> members,
        OverrideBook overrides,
        HaProxySight haproxy)
    {
        ArgumentNullException.ThrowIfNull(status);
        var judged = EffectiveStates.Of(nodes, haproxy, at);
        var services = ServiceHealths.Of(status.Services, judged);
        return new(
            at, status with { Health = ServiceHealths.Headline(services, haproxy) }, judged, services, members, overrides);
    }
}
