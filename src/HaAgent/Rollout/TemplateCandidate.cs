using Actors.HaAgent.Templates;

namespace Actors.HaAgent.Rollout;

/// <summary>A template that is on disk and not in force.</summary>
/// <param name="Key">Its hash; why it cannot be read where it cannot.</param>
/// <param name="Template">The template; null where it cannot be read.</param>
/// <param name="Source">Where it is.</param>
/// <param name="Stage">How far it is.</param>
/// <param name="Agent">The agent that it waits for or was stopped by; empty for none.</param>
/// <param name="Why">Why it is no further.</param>
/// <param name="Since">Since when it is this far.</param>
public sealed record TemplateCandidate(
    string Key, TemplateText? Template, string Source, TemplateStage Stage, string Agent, string Why, DateTimeOffset Since)
{
    /// <summary>When it is to be tried again after a refusal; null for not before it changes.</summary>
    public DateTimeOffset? RetryAt { get; init; }

    /// <summary>It is being checked or applied.</summary>
    public bool IsApplying => Stage == TemplateStage.Applying;

    /// <summary>Further, or not.</summary>
    public TemplateCandidate At(TemplateStage stage, string agent, string why, DateTimeOffset now) =>
        stage == Stage && agent == Agent && why == Why
            ? this
            : this with { Stage = stage, Agent = agent, Why = why, Since = now, RetryAt = null };
}
