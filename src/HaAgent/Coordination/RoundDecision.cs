namespace Actors.HaAgent.Coordination;

/// <summary>What the agents that wait for a template are to do.</summary>
/// <param name="Stage"><c>Applying</c>: it is the turn of <paramref name="Agent"/>. Else each stays as it is.</param>
/// <param name="Agent">Which one it is about; empty for none.</param>
/// <param name="Why">Why.</param>
public sealed record RoundDecision(TemplateStage Stage, string Agent, string Why)
{
    /// <summary>Whether the agent has its turn next, and the others are to know of it before.</summary>
    public bool IsAnnounced { get; private init; }

    /// <summary>Whether the agent has its turn now or next.</summary>
    public bool IsTurn => Stage == TemplateStage.Applying || IsAnnounced;

    /// <summary>It is an agent's turn.</summary>
    public static RoundDecision Goes(string agent) => new(TemplateStage.Applying, agent, "");

    /// <summary>It is an agent's turn once another one knows of that.</summary>
    public static RoundDecision Announces(string agent) =>
        new(TemplateStage.Waiting, agent, "it applies this template once another agent knows of that") { IsAnnounced = true };

    /// <summary>Each waits.</summary>
    public static RoundDecision Waits(string agent, string why) => new(TemplateStage.Waiting, agent, why);

    /// <summary>Each stays with the one in force.</summary>
    public static RoundDecision Stops(string agent, string why) => new(TemplateStage.Stopped, agent, why);
}
