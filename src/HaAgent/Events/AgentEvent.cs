namespace Actors.HaAgent.Events;

/// <summary>
/// Something that happened in the agent and that operators see in its status, its log or its metrics. Output only: nothing decides by it.
/// </summary>
public abstract record AgentEvent;
