using Actors.Contracts.Api;

namespace Actors.Clustering.Messages;

/// <summary>The coordinator asks an agent how it is. Not sent to agents of 0.1.0, which do not know it.</summary>
public sealed record StandingAsk : IClusterMessage;

/// <summary>How an agent is.</summary>
/// <param name="Standing">What it says of itself.</param>
public sealed record StandingAnswer(AgentStanding Standing) : IClusterMessage;

/// <summary>The coordinator has an agent start again.</summary>
/// <param name="Started">Which of its lives: a later one passes it over.</param>
public sealed record AgentRestart(DateTimeOffset Started) : IClusterMessage;

/// <summary>An agent hands on what an operator asks the coordinator.</summary>
/// <param name="Request">What.</param>
public sealed record RollAsk(RollRequest Request) : IClusterMessage;

/// <summary>What the coordinator answers.</summary>
/// <param name="Report">What.</param>
public sealed record RollAnswer(RollReport Report) : IClusterMessage;
