namespace Actors.Backend.Leaving;

/// <summary>Asks every agent to remove the node; answered with <see cref="RemovedByAgents"/> when all reachable ones have.</summary>
/// <param name="Patience">How long the node waits for that.</param>
public sealed record LeaveAgents(TimeSpan Patience);

/// <summary>Every reachable agent has removed the node.</summary>
/// <param name="Agents">How many there were.</param>
public sealed record RemovedByAgents(int Agents);
