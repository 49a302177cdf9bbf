namespace Actors.Contracts.Api;

/// <summary>
/// What happens to a node's clients: one word made of the operator's override, the cluster, the agent's probe and HAProxy's check. The
/// evidence stands beside it in <see cref="NodeView"/>.
/// </summary>
public enum EffectiveState
{
    /// <summary>HAProxy sends it new clients.</summary>
    Serving,

    /// <summary>It is new, or back: nothing has said yet that it answers.</summary>
    Starting,

    /// <summary>It gets no new clients and finishes those that it has: an operator's drain, a weight of 0, or a node that leaves.</summary>
    Draining,

    /// <summary>An operator has put it into maintenance: no clients, no checks.</summary>
    Maintenance,

    /// <summary>The cluster, or the agent's own connection to it, has lost it.</summary>
    Unreachable,

    /// <summary>HAProxy's check fails, its program is not well, or HAProxy does not run.</summary>
    Down,

    /// <summary>It is a member of the cluster and may not be a server: see <see cref="AgentStatus.Rejected"/>.</summary>
    Refused,
}
