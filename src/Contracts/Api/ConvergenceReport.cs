namespace Actors.Contracts.Api;

/// <summary>Whether all agents have the same.</summary>
/// <param name="Summary">In a line.</param>
/// <param name="Agents">Each agent, by name.</param>
public sealed record ConvergenceReport(string Summary, IReadOnlyList<AgentReport> Agents)
{
    /// <summary>By value: a report that says the same is the same.</summary>
    public bool Equals(ConvergenceReport? other) => other is not null && Summary == other.Summary && Agents.SequenceEqual(other.Agents);

    /// <inheritdoc />
    public override int GetHashCode() => Summary.GetHashCode(StringComparison.Ordinal);
}

/// <summary>An agent compared with the one that is asked. What is not known is null.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Revision">Its own count of changes.</param>
/// <param name="ContentHash">What it has.</param>
/// <param name="Phase">What it is about.</param>
/// <param name="Lags">Whether it has not what the one that is asked has.</param>
/// <param name="Why">Why; empty where it does not lag.</param>
public sealed record AgentReport(string Name, long? Revision, string? ContentHash, AgentPhase? Phase, bool Lags, string Why);
