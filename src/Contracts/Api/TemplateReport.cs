namespace Actors.Contracts.Api;

/// <summary>The template that HAProxy's configuration is made from.</summary>
/// <param name="Hash">16 hexadecimal digits of the template with its snippets: the same on two agents that have the same.</param>
/// <param name="Source">Where it came from.</param>
/// <param name="Since">Since when it is in force.</param>
/// <param name="Candidate">Another one that is on disk; null for none.</param>
public sealed record TemplateReport(string Hash, string Source, DateTimeOffset Since, TemplateCandidateReport? Candidate);

/// <summary>A template that is on disk and not in force.</summary>
/// <param name="Hash">As that of <see cref="TemplateReport"/>; empty where it cannot be read.</param>
/// <param name="Source">Where it is.</param>
/// <param name="Stage">How far it is.</param>
/// <param name="Agent">The agent that it waits for, or that it was stopped by; empty for none.</param>
/// <param name="Why">Why it is no further.</param>
/// <param name="Since">Since when it is this far.</param>
public sealed record TemplateCandidateReport(
    string Hash, string Source, TemplateStage Stage, string Agent, string Why, DateTimeOffset Since);

/// <summary>How far an agent is with a template.</summary>
public enum TemplateStage
{
    /// <summary>It has another one on its disk, and nothing to do with this one.</summary>
    Other,

    /// <summary>It waits for its turn.</summary>
    Waiting,

    /// <summary>It is busy with another one.</summary>
    Busy,

    /// <summary>It is checked and applied at this moment.</summary>
    Applying,

    /// <summary>It is applied, and HAProxy is well.</summary>
    InForce,

    /// <summary>An operator has pinned the template of an earlier revision: this agent takes no part.</summary>
    Pinned,

    /// <summary>It was refused, or did not do: the one before goes on.</summary>
    Refused,

    /// <summary>Another agent has refused it: the one before goes on.</summary>
    Stopped,
}
