namespace Actors.Contracts.Api;

/// <summary>
/// Which agent may be restarted next, <c>POST /api/roll</c>. The one that asks has the whole round; the coordinator remembers none.
/// </summary>
/// <param name="Round">The round's own name: two rounds at a time are refused. At most 64 characters.</param>
/// <param name="Restarts">Whether the coordinator has the agent restart whose turn it is; else the one that asks sees to it.</param>
/// <param name="Agents">The agents as they were when the round began; empty to ask which there are.</param>
public sealed record RollRequest(string Round, bool Restarts, IReadOnlyList<RolledAgent> Agents);

/// <summary>An agent as it was when a round began.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Started">When its process had started: once that is another, it has restarted.</param>
public sealed record RolledAgent(string Name, DateTimeOffset? Started);

/// <summary>What the coordinator decides.</summary>
/// <param name="Verdict">What is to be done.</param>
/// <param name="Agent">The agent that it is about; empty for none.</param>
/// <param name="Why">Why; empty where there is nothing to say.</param>
/// <param name="Agents">Every agent of the cluster, in the order of their turns.</param>
public sealed record RollReport(RollVerdict Verdict, string Agent, string Why, IReadOnlyList<AgentStanding> Agents);

/// <summary>What is to be done in a round.</summary>
public enum RollVerdict
{
    /// <summary>Nothing yet: an agent is not in sync, or not back.</summary>
    Wait,

    /// <summary>It is this agent's turn.</summary>
    Go,

    /// <summary>Each has restarted, and is in sync.</summary>
    Done,

    /// <summary>This round may not go on.</summary>
    Refused,
}

/// <summary>How an agent is.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Host">Where it is: the host of its address in the cluster.</param>
/// <param name="Started">When its process started; null where it has not said, as one of 0.1.0.</param>
/// <param name="Version">Its release; empty where it has not said.</param>
/// <param name="IsInSync">Whether its HAProxy has what it should have, and serves.</param>
/// <param name="Why">Why not; empty where it is so.</param>
/// <param name="Servers">Which servers its HAProxy has, as a hash of their names: the same on two agents that have the same.</param>
/// <param name="KeepsHaProxy">Whether its HAProxy serves on while it is restarted (<c>HaProxy:OnStop</c>).</param>
public sealed record AgentStanding(
    string Name, string Host, DateTimeOffset? Started, string Version, bool IsInSync, string Why, string Servers, bool KeepsHaProxy);
