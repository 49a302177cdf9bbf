namespace Actors.HaAgent.Applying;

/// <summary>HAProxy has what the plan of this revision said; read back, not assumed.</summary>
public sealed record PlanApplied(long Revision);

/// <summary>A plan could not be carried out. What ran before goes on.</summary>
public sealed record ApplyFailed(long Revision, ApplyFailure Failure);

/// <summary>An expected failure on the way from desired to applied.</summary>
/// <param name="Stage">Where it happened.</param>
/// <param name="Output">What was said there, in the words of whoever said it.</param>
/// <param name="Hint">What an operator can do.</param>
public sealed record ApplyFailure(ApplyStage Stage, string Output, string Hint);

/// <summary>The stages, in order.</summary>
public enum ApplyStage
{
    Render,
    Check,
    Write,
    Start,
    Reload,
    Verify,
}
