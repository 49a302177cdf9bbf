using Actors.HaAgent.Rollout;
using Actors.HaAgent.Templates;

namespace Actors.HaAgent.Reporting;

/// <summary>The template that HAProxy's configuration is made from.</summary>
/// <param name="Hash">16 hexadecimal digits of the template with its snippets: the same on two agents that have the same.</param>
/// <param name="Source">Where it came from.</param>
/// <param name="Since">Since when it is in force.</param>
/// <param name="Candidate">Another one that is on disk; null for none.</param>
public sealed record TemplateReport(string Hash, string Source, DateTimeOffset Since, TemplateCandidateReport? Candidate)
{
    /// <summary>The report of the template in force and a candidate; null before the first is in force.</summary>
    public static TemplateReport? Of(KeptTemplate? kept, TemplateCandidate? candidate) => kept is null ? null
        : new(kept.Template.Hash, kept.Template.Source, kept.Since, candidate is null ? null : TemplateCandidateReport.Of(candidate));
}

/// <summary>A template that is on disk and not in force.</summary>
/// <param name="Hash">As that of <see cref="TemplateReport"/>; empty where it cannot be read.</param>
/// <param name="Source">Where it is.</param>
/// <param name="Stage">How far it is.</param>
/// <param name="Agent">The agent that it waits for, or that it was stopped by; empty for none.</param>
/// <param name="Why">Why it is no further.</param>
/// <param name="Since">Since when it is this far.</param>
public sealed record TemplateCandidateReport(
    string Hash, string Source, TemplateStage Stage, string Agent, string Why, DateTimeOffset Since)
{
    /// <summary>The report of a candidate.</summary>
    public static TemplateCandidateReport Of(TemplateCandidate candidate)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        return new(candidate.Template?.Hash ?? "", candidate.Source, candidate.Stage, candidate.Agent, candidate.Why, candidate.Since);
    }
}
