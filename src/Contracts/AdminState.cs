namespace Actors.Contracts;

/// <summary>HAProxy's administrative states that we use ("set server ... state").</summary>
public enum AdminState
{
    /// <summary>Gets traffic as long as its checks pass.</summary>
    Ready,

    /// <summary>Stays in its backend, gets no new traffic.</summary>
    Drain,

    /// <summary>
    /// Stays in its backend, gets nothing at all and is not checked. HAProxy also has a server in it that the agent is about to delete.
    /// </summary>
    Maintenance,
}
