using Actors.HaAgent.Events;
using Actors.HaAgent.Templates;

namespace Actors.HaAgent.Rollout;

/// <summary>The template in force, or how far another one is, has changed.</summary>
/// <param name="Kept">The one in force; null before the first is.</param>
/// <param name="Candidate">One that is on disk and not in force; null for none.</param>
public sealed record TemplateMoved(KeptTemplate? Kept, TemplateCandidate? Candidate) : AgentEvent;

/// <summary>The template on disk has changed.</summary>
/// <param name="Candidate">What is there now.</param>
public sealed record TemplateNoticed(TemplateCandidate Candidate) : AgentEvent;

/// <summary>A template is in force.</summary>
/// <param name="Kept">The template.</param>
public sealed record TemplateKept(KeptTemplate Kept) : AgentEvent;

/// <summary>A template is refused.</summary>
/// <param name="Candidate">The template.</param>
/// <param name="Why">Why.</param>
public sealed record TemplateRefused(TemplateCandidate Candidate, string Why) : AgentEvent;

/// <summary>Another agent has stopped a template.</summary>
/// <param name="Candidate">The template, with the agent and why.</param>
public sealed record TemplateStopped(TemplateCandidate Candidate) : AgentEvent;
