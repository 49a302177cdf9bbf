using Actors.HaAgent.Events;
using Actors.HaAgent.Templates;

namespace Actors.HaAgent.Rollout;

/// <summary>The template in force, or how far another one is, has changed.</summary>
/// <param name="Kept">The one in force; null before the first is.</param>
/// <param name="Candidate">One that is on disk and not in force; null for none.</param>
public sealed record TemplateMoved(KeptTemplate? Kept, TemplateCandidate? Candidate) : AgentEvent;
