using Actors.HaAgent.Desired;

namespace Actors.HaAgent.HaProxy;

/// <summary>HAProxy has what the plan of this revision said; read back, not assumed.</summary>
public sealed record PlanApplied(DesiredRevision Revision);

/// <summary>
/// The reload of this revision has to wait: too many old workers still finish requests. What could be done without it is done.
/// </summary>
/// <param name="Revision">The revision.</param>
/// <param name="OldWorkers">How many old workers live.</param>
public sealed record PlanDeferred(DesiredRevision Revision, int OldWorkers);

/// <summary>A plan could not be carried out. What ran before goes on.</summary>
public sealed record ApplyFailed(DesiredRevision Revision, ApplyFailure Failure);

/// <summary>What became of commands about certificates.</summary>
/// <param name="Refusal">Why HAProxy refused one of them; null where it took all.</param>
/// <param name="Fault">Why they could not be sent while HAProxy does not run or its socket breaks; null where they were.</param>
public sealed record CertificatesApplied(string? Refusal, string? Fault = null)
{
    /// <summary>Why it is not known how far they came, as where a HAProxy that runs does not answer; null where it is.</summary>
    public string? Error { get; init; }
}

/// <summary>HAProxy was found to be other than it should, in a way that only a reload corrects.</summary>
/// <param name="Difference">How it differs.</param>
public sealed record DriftFound(string Difference);

/// <summary>An expected failure on the way from desired to applied.</summary>
/// <param name="Stage">Where it happened.</param>
/// <param name="Output">What was said there, in the words of the program that said it.</param>
/// <param name="Hint">What an operator can do.</param>
public sealed record ApplyFailure(ApplyStage Stage, string Output, string Hint);
