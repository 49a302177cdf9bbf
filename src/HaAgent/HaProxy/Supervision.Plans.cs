using System.Collections.Immutable;
using Actors.HaAgent.Events;
using Actors.HaAgent.Planning;

namespace Actors.HaAgent.HaProxy;

/// <summary>How plans are carried out, and what is audited between them.</summary>
public sealed partial record Supervision
{
    /// <summary>What lingers is looked after soon: a server in maintenance whose last request has not ended.</summary>
    private static readonly TimeSpan LingeringAuditAfter = TimeSpan.FromSeconds(1);

    /// <summary>What HAProxy should have; null where that is not known.</summary>
    private AppliedState? Wanted { get; init; }

    private bool HasAudit { get; init; }

    /// <summary>A plan is to be carried out.</summary>
    public Step Apply(HaProxySupervisor.Apply apply)
    {
        ArgumentNullException.ThrowIfNull(apply);
        return Process is null ? Start(apply)
            : apply.Plan switch
            {
                Plan.Runtime runtime => new Step(
                    this, [new SupervisorEffect.Report(new PlanBegun(runtime)), new SupervisorEffect.Change(apply, runtime.Commands)]),
                Plan.Reload reload => new Step(
                    this, [new SupervisorEffect.Report(new PlanBegun(reload)), new SupervisorEffect.Reload(apply, reload.Ahead)]),
                _ => Nothing(apply),
            };
    }

    /// <summary>Commands were sent.</summary>
    public Step Changed(HaProxySupervisor.Apply apply, Effect effect)
    {
        ArgumentNullException.ThrowIfNull(effect);
        return effect.Failure is { } failure
            ? Refuse(apply, failure, new CommandsFailed(apply.Plan.Revision, failure.Output)).After(Ended(effect))
            : Confirm(apply, effect).After([.. Ended(effect), new SupervisorEffect.Report(new HaProxyCommanded()), .. Corrected(effect)]);
    }

    /// <summary>HAProxy was to reload.</summary>
    public Step Reloaded(HaProxySupervisor.Apply apply, Effect effect)
    {
        ArgumentNullException.ThrowIfNull(effect);
        if (effect.Failure is { } failure)
        {
            return Refuse(apply, failure, new ReloadFailed(apply.Plan.Revision, failure.Output)).After(Ended(effect));
        }

        if (effect.OldWorkers is { } old)
        {
            // What was done ahead of it is no drift. The live file is the new one, and so is what a start would have to bring.
            var (next, effects) = (this with { Wanted = apply.Wanted }).StopAudits();
            return new Step(
                next,
                [
                    .. Ended(effect),
                    new SupervisorEffect.Report(new ReloadDeferred(apply.Plan.Revision, old)),
                    .. effects,
                    new SupervisorEffect.Answer(new PlanDeferred(apply.Plan.Revision, old)),
                ]);
        }

        return Confirm(apply, effect).After([.. Ended(effect), new SupervisorEffect.Report(new HaProxyReloaded()), .. Corrected(effect)]);
    }

    /// <summary>It is time to compare HAProxy with what it should have.</summary>
    /// <param name="isBusy">An effect is in flight. How that ends says whether and when there is another audit: this one could undo a part
    /// of it.</param>
    public Step AuditDue(bool isBusy) => new(
        this with { HasAudit = false }, isBusy || Process is null || Wanted is null ? [] : [new SupervisorEffect.Audit(Wanted)]);

    /// <summary>HAProxy was compared with what it should have, and put right as far as the runtime API can.</summary>
    /// <param name="effect">What that came to.</param>
    /// <param name="isAlive">Whether its process lives.</param>
    public Step Audited(Effect effect, bool isAlive)
    {
        ArgumentNullException.ThrowIfNull(effect);
        return effect.Failure is { Stage: ApplyStage.Verify, Output: var difference } && Process is not null && isAlive
            ? Drifted(difference).After(Ended(effect))
            : AuditLater(effect).After([.. Ended(effect), .. Corrected(effect)]);
    }

    // The next plan is a reload.
    private Step Drifted(string difference) => new(
        this with { Wanted = null },
        [
            new SupervisorEffect.Report(new HaProxyDrifted { Difference = difference }),
            new SupervisorEffect.Answer(new DriftFound(difference)),
        ]);

    private Step Nothing(HaProxySupervisor.Apply apply)
    {
        var next = this with { Wanted = apply.Wanted };
        // Nothing to be done on one that was taken over, or that has lost a node: what it really has is looked at now.
        var audited = Wanted is null || !apply.Wanted.Silent.IsEmpty ? next.AuditIn(TimeSpan.Zero)
            : HasAudit ? new Step(next, [])
            : next.AuditLater(null);
        return audited.Then(after => new Step(after, [new SupervisorEffect.Answer(new PlanApplied(apply.Plan.Revision))]));
    }

    private Step Confirm(HaProxySupervisor.Apply apply, Effect? effect) => (this with { Wanted = apply.Wanted }).AuditLater(effect)
        .Then(next => new Step(next, [new SupervisorEffect.Answer(new PlanApplied(apply.Plan.Revision))]));

    // Until the next plan there are no audits: HAProxy may have a part of this one, which is not to be undone.
    private Step Refuse(HaProxySupervisor.Apply apply, ApplyFailure failure, AgentEvent happened) => StopAudits()
        .Then(next => new Step(
            next, [new SupervisorEffect.Report(happened), new SupervisorEffect.Answer(new ApplyFailed(apply.Plan.Revision, failure))]));

    private Step StopAudits() => new(this with { HasAudit = false }, [new SupervisorEffect.CancelAudit()]);

    private Step AuditLater(Effect? last) =>
        AuditIn(last is { IsLingering: true } && LingeringAuditAfter < AuditEvery ? LingeringAuditAfter : AuditEvery);

    private Step AuditIn(TimeSpan wait) => new(this with { HasAudit = true }, [new SupervisorEffect.AuditLater(wait)]);

    private static ImmutableArray<SupervisorEffect> Ended(Effect effect) =>
        [.. effect.Ended.Select(ended => new SupervisorEffect.Report(new SessionsEnded(ended)))];

    // What differs right after a plan, or at any other time, was changed outside the agent or was missed.
    private static ImmutableArray<SupervisorEffect> Corrected(Effect effect) =>
        effect.Corrected.IsEmpty ? [] : [new SupervisorEffect.Report(new HaProxyDrifted { Corrected = effect.Corrected })];
}
