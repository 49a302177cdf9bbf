namespace Actors.HaAgent.Membership;

/// <summary>What the listener goes by.</summary>
/// <param name="Agent">The agent's name.</param>
/// <param name="UnreachableAfter">How long gossip must call a node unreachable before it is believed.</param>
/// <param name="DrainTimeout">How long a node that leaves may take to finish what it has.</param>
public sealed record ClusterListenerSettings(string Agent, TimeSpan UnreachableAfter, TimeSpan DrainTimeout)
{
    /// <summary>The longest that the last node of a service that serves is held when it leaves; zero for not at all.</summary>
    public TimeSpan HoldLastLeave { get; init; }
}
