using System.Collections.Immutable;
using Actors.HaAgent.Desired;
using Actors.HaAgent.HaProxy;
using Actors.HaAgent.Planning;
using Actors.HaAgent.Templates;

namespace Actors.HaAgent.Reconciling;

/// <summary>What preparing gave: a plan, or a failure with what can be done in spite of it.</summary>
/// <param name="Desired">What it was prepared from.</param>
/// <param name="Plan">What is to be done; null where there is nothing to be done in spite of a failure.</param>
/// <param name="Wanted">What HAProxy has once that is done.</param>
/// <param name="Previous">The text that was live before; null where there was none or it stays.</param>
/// <param name="Failure">Why the desired state cannot be reached.</param>
public sealed record PreparedConfig(DesiredState Desired, Plan? Plan, AppliedState? Wanted, string? Previous, ApplyFailure? Failure)
{
    /// <summary>The template that was rendered; null where none could be read.</summary>
    public TemplateText? Template { get; init; }

    /// <summary>What is left out of it, and why.</summary>
    public ImmutableArray<LeftOut> LeftOut { get; init; } = [];

    /// <summary>The map of routes before, to go back to; empty for none.</summary>
    public string PreviousRoutes { get; init; } = "";

    /// <summary>A broken template must not keep traffic on a node that goes: that much the runtime API does without a file.</summary>
    public static PreparedConfig Failed(AppliedState? applied, DesiredState desired, ApplyFailure failure)
    {
        if (applied is null)
        {
            return new PreparedConfig(desired, null, null, null, failure);
        }

        var (commands, after) = Planner.WithoutFile(applied, desired);
        return new PreparedConfig(desired, commands.IsEmpty ? null : new Plan.Runtime(desired.Revision, commands), after, null, failure);
    }
}
