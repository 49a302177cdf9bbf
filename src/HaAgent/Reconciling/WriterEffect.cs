using Actors.HaAgent.Desired;
using Actors.HaAgent.Events;
using Actors.HaAgent.HaProxy;
using Actors.HaAgent.Membership;
using Actors.HaAgent.Planning;

namespace Actors.HaAgent.Reconciling;

/// <summary>What the config writer does after an event, as data (<see cref="Reconciliation"/>).</summary>
public abstract record WriterEffect
{
    private WriterEffect()
    {
    }

    /// <summary>A change begins: the desired state of the moment is what it goes to (<see cref="Reconciliation.Begin"/>).</summary>
    public sealed record Begin : WriterEffect;

    /// <summary>Its trace begins, and what was to be tried again is tried now.</summary>
    /// <param name="HeardAt">When its first event was heard.</param>
    public sealed record Open(DateTimeOffset HeardAt) : WriterEffect;

    /// <summary>Files are written, and HAProxy judges them.</summary>
    /// <param name="Applied">What HAProxy has; null where that is unknown.</param>
    /// <param name="Desired">What it should have.</param>
    public sealed record Prepare(AppliedState? Applied, DesiredState Desired) : WriterEffect;

    /// <summary>The supervisor carries out a plan.</summary>
    /// <param name="Plan">The plan.</param>
    /// <param name="Wanted">What HAProxy has afterwards.</param>
    public sealed record CarryOut(Plan Plan, AppliedState Wanted) : WriterEffect;

    /// <summary>There is no plan: HAProxy must run all the same, if there is a file for it.</summary>
    public sealed record EnsureRunning : WriterEffect;

    /// <summary>What was live before is put back.</summary>
    /// <param name="Failed">The plan that failed.</param>
    public sealed record PutBack(PreparedConfig Failed) : WriterEffect;

    /// <summary>HAProxy took the file and could not be brought to it: what its output names is left out next.</summary>
    /// <param name="Failed">The plan that failed.</param>
    /// <param name="Failure">Why.</param>
    public sealed record Blame(PreparedConfig Failed, ApplyFailure Failure) : WriterEffect;

    /// <summary>What is left out, if anything, is tried again in a while.</summary>
    public sealed record RetryLeftOut : WriterEffect;

    /// <summary>The newest state is tried again in a while.</summary>
    /// <param name="After">In how long.</param>
    public sealed record Retry(TimeSpan After) : WriterEffect;

    /// <summary>The live file is checked in a while.</summary>
    public sealed record CheckLater : WriterEffect;

    /// <summary>The live file is checked now.</summary>
    public sealed record Check : WriterEffect;

    /// <summary>Nodes of the node files that the cluster does not show are forgotten in a while.</summary>
    public sealed record EndRestoreLater : WriterEffect;

    /// <summary>The trace of the change ends: nothing came of it, or it is recorded.</summary>
    public sealed record Close : WriterEffect;

    /// <summary>A change is kept in the history.</summary>
    /// <param name="Change">The change.</param>
    public sealed record Record(Change Change) : WriterEffect;

    /// <summary>Operators see this.</summary>
    /// <param name="Happened">What.</param>
    public sealed record Report(AgentEvent Happened) : WriterEffect;

    /// <summary>Other actors hear this.</summary>
    /// <param name="Message">What.</param>
    public sealed record Announce(object Message) : WriterEffect;

    /// <summary>The listener of the cluster hears that its snapshot is applied.</summary>
    /// <param name="Applied">Which one.</param>
    public sealed record Answer(SnapshotApplied Applied) : WriterEffect;
}
