using Actors.HaAgent.HaProxy;
using Actors.HaAgent.Templates;

namespace Actors.HaAgent.Reconciling;

/// <summary>HAProxy runs on what this template makes.</summary>
public sealed record TemplateApplied(TemplateText Template);

/// <summary>What this template makes could not be brought to HAProxy.</summary>
/// <param name="Template">The template.</param>
/// <param name="Failure">Why.</param>
public sealed record TemplateFailed(TemplateText Template, ApplyFailure Failure);
