using Actors.HaAgent.Planning;

namespace Actors.HaAgent.Reconciling;

/// <summary>What a template would come to.</summary>
/// <param name="Text">The configuration; empty where it cannot be rendered.</param>
/// <param name="Verdict">Why it is refused, by HAProxy or because it loses every server; null where it is taken, or was not asked.</param>
/// <param name="Plan">What would be done; null where it cannot be rendered.</param>
/// <param name="Errors">Why it cannot be rendered; null where it can.</param>
public sealed record DryRun(string Text, string? Verdict, Plan? Plan, string? Errors)
{
    /// <summary>Why it may not be applied; null where it may.</summary>
    public string? Refusal => Errors ?? Verdict;
}
