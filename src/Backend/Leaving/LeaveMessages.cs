namespace Actors.Backend.Leaving;

/// <summary>Asks every agent to remove the node; answered with <see cref="RemovedByAgents"/> when all have that are awaited.</summary>
/// <param name="Patience">How long the node waits for that.</param>
public sealed record LeaveAgents(TimeSpan Patience);

/// <summary>Every agent that can be reached, or might have come back, has removed the node.</summary>
/// <param name="Agents">How many there were.</param>
public sealed record RemovedByAgents(int Agents);
