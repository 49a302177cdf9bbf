using System.Collections.Immutable;
using Actors.HaAgent.Events;
using Actors.HaAgent.HaProxy;
using Actors.HaAgent.Planning;

namespace Actors.HaAgent.Reconciling;

/// <summary>A change that could not be applied, or not yet: it is tried again.</summary>
public sealed partial record Reconciliation
{
    /// <summary>
    /// After a failure. After a reload that failed, which pauses the listeners for a moment: twice as long each time, up to 64 s.
    /// </summary>
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);
    private const int MostDoublings = 5;

    /// <summary>Old workers end at their own time: a reload that waits for it is tried again this often.</summary>
    private static readonly TimeSpan DeferredRetryAfter = TimeSpan.FromMilliseconds(500);

    private int FailedReloads { get; init; }

    private string LastOutput { get; init; } = "";

    /// <summary>
    /// The reload has to wait, what could be done ahead of it is done. The file has it all; a newer state may overtake it.
    /// </summary>
    public Step Deferred(PlanDeferred deferred)
    {
        ArgumentNullException.ThrowIfNull(deferred);
        if (InFlight is not { } waiting || waiting.Desired.Revision != deferred.Revision)
        {
            return Then(this, []);
        }

        var next = Again() with
        {
            Applied = Applied is null || MustReload ? null : Planner.WithoutFile(Applied, waiting.Desired).After,
            Template = null,
            Failing = null,
        };
        return next.Finish([new WriterEffect.Retry(DeferredRetryAfter)]);
    }

    /// <summary>HAProxy could not be brought to it.</summary>
    public Step Failed(ApplyFailed failed, Moment now)
    {
        ArgumentNullException.ThrowIfNull(failed);
        if (InFlight is not { } done || done.Desired.Revision != failed.Revision)
        {
            return Then(this, []);
        }

        var failure = failed.Failure;
        var isReload = failure.Stage == ApplyStage.Reload;
        // Told once, not with every try.
        var isNews = failure.Output != LastOutput;
        var next = Again() with
        {
            LastOutput = failure.Output,
            HasHistory = HasHistory || isNews,
            Template = null,
            Failing = failure,
            FailedReloads = isReload ? FailedReloads + 1 : FailedReloads,
            // A reload that failed leaves what was, with what was done ahead of it. Else it is not known how far it came, and the next plan
            // is a reload.
            // What was commanded meanwhile is not lost.
            Applied = MustReload ? null
                : done.Failure is not null ? Applied
                : isReload && Applied is not null ? Planner.WithoutFile(Applied, done.Desired).After
                : null,
        };
        var wait = isReload ? RetryAfter * Math.Pow(2, Math.Min(FailedReloads, MostDoublings)) : RetryAfter;
        ImmutableArray<WriterEffect> blame = done.Failure is null ? [new WriterEffect.Blame(done, failure)] : [];
        ImmutableArray<WriterEffect> record = isNews
            ? [new WriterEffect.Record(Change.Failed(done, failure, Changing.Words, Took(now), now.At))]
            : [];
        ImmutableArray<WriterEffect> announce = done.Template is { } template
            ? [new WriterEffect.Announce(new TemplateFailed(template, failure))]
            : [];
        return next.Finish(
        [
            new WriterEffect.PutBack(done),
            .. blame,
            .. announce,
            new WriterEffect.Report(new ChangeFailed(failure, now.At) { IsNews = isNews }),
            .. record,
            new WriterEffect.Retry(wait),
        ]);
    }

    // What it came of counts for the next try too.
    private Reconciliation Again() => this with { Inputs = Inputs with { Pending = Changing.Before(Inputs.Pending) } };
}
