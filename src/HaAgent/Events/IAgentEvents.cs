namespace Actors.HaAgent.Events;

/// <summary>
/// Where actors report what happened. They cannot read it back: what an actor must remember is in its own state or in a store with a name.
/// </summary>
public interface IAgentEvents
{
    /// <summary>Reports an event; may be called by several at once.</summary>
    /// <param name="happened">The event.</param>
    void Publish(AgentEvent happened);
}
