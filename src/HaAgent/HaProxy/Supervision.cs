using System.Collections.Immutable;
using Actors.Clustering.Hosting;
using Actors.HaAgent.Desired;
using Actors.HaAgent.Events;

namespace Actors.HaAgent.HaProxy;

/// <summary>
/// What is known of HAProxy's process and of what it should have. It is started again when it dies, after a wait that grows. Pure: an event
/// gives the next value and what is to be done. How a plan is carried out and audited is in the other part.
/// </summary>
/// <param name="AuditEvery">How often HAProxy is compared with what it should have, plans apart.</param>
public sealed partial record Supervision(TimeSpan AuditEvery)
{
    /// <summary>HAProxy's master; null while it does not run.</summary>
    public MasterRun? Process { get; private init; }

    private RestartBackoff Backoff { get; init; } = new(TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3));

    private long StartedAt { get; init; }

    /// <summary>It was looked whether an earlier agent has left HAProxy running.</summary>
    public Step Adopted(MasterRun? process, Moment now) =>
        process is null
            ? new Step(this, [])
            : Watch(process, now).After(new SupervisorEffect.Report(new HaProxyStarted(process.Pid) { WasRunning = true }));

    /// <summary>HAProxy must run, for a plan or for itself.</summary>
    /// <param name="apply">The plan; null for none.</param>
    public Step Start(HaProxySupervisor.Apply? apply) => Process is not null ? new Step(this, [])
        : new Step(this, [new SupervisorEffect.CancelStart(), new SupervisorEffect.Start(apply, apply?.Wanted ?? Wanted)]);

    /// <summary>It was tried to start it.</summary>
    /// <param name="apply">The plan that it was started for; null for none.</param>
    /// <param name="process">Its master; null where it did not start.</param>
    /// <param name="failure">What is wrong; null for nothing.</param>
    /// <param name="now">The moment.</param>
    public Step Started(HaProxySupervisor.Apply? apply, MasterRun? process, ApplyFailure? failure, Moment now)
    {
        var revision = apply?.Plan.Revision ?? DesiredRevision.None;
        if (process is null)
        {
            ImmutableArray<SupervisorEffect> answer =
                apply is null ? [] : [new SupervisorEffect.Answer(new ApplyFailed(revision, failure!))];
            return StartLater(TimeSpan.Zero).After(
                [.. answer, new SupervisorEffect.Report(new HaProxyNotStarted(revision, failure!, now.At))]);
        }

        var running = Watch(process, now).After(new SupervisorEffect.Report(new HaProxyStarted(process.Pid)));
        return (apply, failure) switch
        {
            // What it has started on is not known.
            (null, { Stage: ApplyStage.Reload, Output: var output }) => running.Then(next => next.Drifted(output)),
            (null, _) => running.Then(next => next.AuditLater(null)),
            (_, null) => running.Then(next => next.Confirm(apply, null)),
            _ => running.Then(next => new Step(next, [new SupervisorEffect.Answer(new ApplyFailed(revision, failure))])),
        };
    }

    /// <summary>A process has ended.</summary>
    public Step Exited(MasterRun process, Moment now)
    {
        if (process != Process)
        {
            return new Step(this, []);
        }

        var (next, effects) = (this with { Process = null }).StartLater(now.Since(StartedAt));
        var wait = effects.OfType<SupervisorEffect.StartLater>().Single().Wait;
        return new Step(next, [new SupervisorEffect.Report(new HaProxyEnded { Pid = process.Pid, Wait = wait }), .. effects]);
    }

    private Step Watch(MasterRun process, Moment now) =>
        new(this with { Process = process, StartedAt = now.Timestamp }, [new SupervisorEffect.Watch(process)]);

    private Step StartLater(TimeSpan ran)
    {
        var (wait, backoff) = Backoff.After(ran);
        return new Step(this with { Backoff = backoff }, [new SupervisorEffect.StartLater(wait)]);
    }

    /// <summary>What follows from an event.</summary>
    /// <param name="Next">The next value.</param>
    /// <param name="Effects">What is to be done, in this order.</param>
    public readonly record struct Step(Supervision Next, ImmutableArray<SupervisorEffect> Effects)
    {
        internal Step After(params ImmutableArray<SupervisorEffect> first) => this with { Effects = [.. first, .. Effects] };

        internal Step Then(Func<Supervision, Step> follow) => follow(Next).After(Effects);
    }
}
