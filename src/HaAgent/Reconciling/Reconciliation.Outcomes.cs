using System.Collections.Immutable;
using Actors.HaAgent.Desired;
using Actors.HaAgent.Events;
using Actors.HaAgent.HaProxy;
using Actors.HaAgent.Membership;
using Actors.HaAgent.Planning;
using Actors.HaAgent.Templates;

namespace Actors.HaAgent.Reconciling;

/// <summary>What the change in flight comes to.</summary>
public sealed partial record Reconciliation
{
    /// <summary>A change to what is desired now begins.</summary>
    /// <param name="desired">What HAProxy should have.</param>
    /// <param name="pinned">The template that an operator went back to; null for none.</param>
    /// <param name="number">The number that its row in the history gets, unless another comes before.</param>
    /// <param name="now">The moment.</param>
    public Step Begin(DesiredState desired, PinnedTemplate? pinned, ChangeNumber number, Moment now)
    {
        var next = this with
        {
            IsWorking = true,
            IsDirty = false,
            HasDrifted = false,
            MustReload = false,
            Services = [.. desired.Services.Select(service => service.Name)],
            Changing = Inputs.Pending,
            Inputs = Inputs with { Pending = PendingChange.None },
        };
        return Then(
            next,
            [
                new WriterEffect.Open(now.At - next.Took(now)),
                new WriterEffect.Report(new ChangeBegun(desired, Inputs.Overrides, pinned) { Number = number }),
                new WriterEffect.Prepare(Applied, desired),
            ]);
    }

    /// <summary>It is known what is to be done. What is left out is known only now, and its nodes are refused.</summary>
    public Step Prepared(PreparedConfig prepared, Moment now)
    {
        ArgumentNullException.ThrowIfNull(prepared);
        var before = Servers.ToDictionary(standing => standing.Server.Name, StringComparer.Ordinal);
        var next = this with
        {
            InFlight = prepared,
            LeftOut = prepared.LeftOut,
            Servers =
            [
                .. prepared.Desired.Servers.Select(server =>
                    ServerStanding.After(before.GetValueOrDefault(server.Name), server, Inputs.SourceOf(server.Name), now.At)),
            ],
        };
        var leftOut = new LeftOutChanged(
            [.. prepared.LeftOut.Except(LeftOut)],
            [.. LeftOut.Select(left => left.Part).Except(prepared.LeftOut.Select(left => left.Part))]);
        ImmutableArray<WriterEffect> reports =
        [
            .. leftOut is { Added: [], Removed: [] } ? ImmutableArray<WriterEffect>.Empty : [new WriterEffect.Report(leftOut)],
            new WriterEffect.Report(new ChangePrepared(next.Servers, prepared.Desired.Refused, prepared.LeftOut)),
        ];
        if (prepared is { Plan: { } plan, Wanted: { } wanted })
        {
            return Then(next, [.. reports, new WriterEffect.CarryOut(plan, wanted)]);
        }

        var (after, effects) = next.Failed(new ApplyFailed(prepared.Desired.Revision, prepared.Failure!), now);
        return Then(after, [.. reports, .. effects, new WriterEffect.EnsureRunning()]);
    }

    /// <summary>HAProxy has it.</summary>
    public Step Confirmed(PlanApplied applied, Moment now)
    {
        ArgumentNullException.ThrowIfNull(applied);
        if (InFlight is not { } done || done.Desired.Revision != applied.Revision)
        {
            return Then(this, []);
        }

        var next = this with { Applied = MustReload || (HasDrifted && done.Plan is Plan.Nothing) ? null : done.Wanted };
        if (done.Failure is { } stillFailing)
        {
            // Only what needs no file was done.
            return next.Failed(new ApplyFailed(applied.Revision, stillFailing), now);
        }

        // The first one is what everything after it is compared with, even if a HAProxy that was taken over had it already.
        ImmutableArray<WriterEffect> record = done.Plan is Plan.Nothing && HasHistory
            ? [] : [new WriterEffect.Record(Change.Applied(done, Changing.Words, Took(now), now.At))];
        ImmutableArray<WriterEffect> announce = done.Template is { } template
            ? [new WriterEffect.Announce(new TemplateApplied(template))]
            : [];
        return (next with { LastOutput = "", FailedReloads = 0, HasHistory = true, Template = done.Template, Failing = null }).Finish(
        [
            // Its row makes the status show its number.
            new WriterEffect.Report(new ChangeApplied(done.Wanted!.ContentHash) { HasRow = record.Length > 0 }),
            .. record,
            .. done.Plan is Plan.Runtime ? [new WriterEffect.CheckLater()] : ImmutableArray<WriterEffect>.Empty,
            new WriterEffect.RetryLeftOut(),
            new WriterEffect.Answer(new SnapshotApplied(done.Desired.Snapshot) { Held = done.Desired.Held }),
            .. announce,
        ]);
    }

    /// <summary>It is time to check the live file.</summary>
    public Step CheckDue() => Then(this, IsWorking ? [new WriterEffect.CheckLater()] : [new WriterEffect.Check()]);

    /// <summary>
    /// The live file was checked. HAProxy took each of its lines; that it does not take the file would be known at the next reload only.
    /// </summary>
    public Step Checked(string? refusal, Moment now) =>
        Then(this, refusal is null ? [] : [new WriterEffect.Report(new LiveFileRefused(refusal, now.At))]);

    private Step Finish(ImmutableArray<WriterEffect> effects) => Then(
        this with { IsWorking = false, InFlight = null },
        [.. effects, new WriterEffect.Close(), .. IsDirty ? [new WriterEffect.Begin()] : ImmutableArray<WriterEffect>.Empty]);

    private TimeSpan Took(Moment now) => Changing.HeardAt is { } heardAt ? now.Since(heardAt) : TimeSpan.Zero;
}
