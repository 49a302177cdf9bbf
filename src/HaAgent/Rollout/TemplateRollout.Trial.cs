using Actors.HaAgent.HaProxy;
using Actors.HaAgent.Templates;

namespace Actors.HaAgent.Rollout;

/// <summary>The trial of a template whose turn it is.</summary>
public sealed partial record TemplateRollout
{
    private int WellBefore { get; init; }

    private int LooksLeft { get; init; }

    private bool IsSettling { get; init; }

    /// <summary>A template was judged.</summary>
    /// <param name="template">Which one.</param>
    /// <param name="isAgain">Whether it had been refused, and this was only to see whether it would be again.</param>
    /// <param name="refusal">Why it is refused; null where it is not.</param>
    /// <param name="well">How many servers passed their check.</param>
    /// <param name="context">What is so.</param>
    public Step Judged(TemplateText template, bool isAgain, string? refusal, int well, RolloutContext context)
    {
        ArgumentNullException.ThrowIfNull(template);
        ArgumentNullException.ThrowIfNull(context);
        if (Candidate?.Key != template.Hash || (!isAgain && !Candidate.IsApplying))
        {
            return new Step(this, []);
        }

        if (refusal is not null)
        {
            return Refuse(refusal, context.Now.At + Settings.RetryAfter, context);
        }

        return isAgain
            ? Move(TemplateStage.Waiting, "", "it is not refused any more", context).Then(next => next.Proceed(context))
            : (this with { WellBefore = well }).Move(TemplateStage.Applying, "", "HAProxy is being reloaded", context).And(
                new RolloutEffect.GiveUpLater(Settings.ApplyWithin),
                new RolloutEffect.Try(template, $"the template changed ({template.Hash})"));
    }

    /// <summary>HAProxy runs on what a template makes.</summary>
    public Step Applied(TemplateText template, RolloutContext context)
    {
        ArgumentNullException.ThrowIfNull(template);
        ArgumentNullException.ThrowIfNull(context);
        if (Candidate is not { IsApplying: true })
        {
            return Kept is null && context.Pinned is null ? Keep(template, context) : new Step(this, []);
        }

        return template.Hash != Candidate.Key || IsSettling ? new Step(this, [])
            : (this with { LooksLeft = Settings.SettleLooks, IsSettling = true })
                .Move(TemplateStage.Applying, "", "it is applied; HAProxy's servers are watched", context)
                .And(new RolloutEffect.CancelGiveUp(), new RolloutEffect.SettleLater(Settings.SettleFor));
    }

    /// <summary>What a template makes could not be brought to HAProxy.</summary>
    public Step Failed(TemplateText template, ApplyFailure failure, RolloutContext context)
    {
        ArgumentNullException.ThrowIfNull(template);
        ArgumentNullException.ThrowIfNull(failure);
        // Commands of the runtime API that fail are followed by a reload, and a full disk is no template's fault.
        return Candidate is { IsApplying: true } && template.Hash == Candidate.Key
            && failure.Stage is not (ApplyStage.Runtime or ApplyStage.Write)
            ? Revert($"{failure.Stage}: {failure.Output}", null, context)
            : new Step(this, []);
    }

    /// <summary>It is time to look how HAProxy is.</summary>
    public Step SettleDue() => new(this with { IsSettling = false }, [new RolloutEffect.Settle(Candidate?.Key ?? "")]);

    /// <summary>It was looked how HAProxy is.</summary>
    /// <param name="key">The candidate that it was looked for.</param>
    /// <param name="well">How many servers pass their check; null where HAProxy does not answer.</param>
    /// <param name="failing">Why the newest desired state cannot be applied; null where it can.</param>
    /// <param name="context">What is so.</param>
    public Step Settled(string key, int? well, ApplyFailure? failing, RolloutContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (Candidate is not { IsApplying: true, Template: { } template } || Candidate.Key != key || LooksLeft == 0)
        {
            return new Step(this, []);
        }

        if (well is { } count && (count > 0 || WellBefore == 0) && failing is null)
        {
            return Keep(template, context);
        }

        // Not tried again by itself: each time would cost what this one did.
        return LooksLeft > 1
            ? new Step(this with { LooksLeft = LooksLeft - 1, IsSettling = true }, [new RolloutEffect.SettleLater(Settings.LookEvery)])
            : Revert(
                well is null ? "HAProxy does not answer since it is applied"
                : well == 0 && WellBefore > 0 ? $"no server passes its check since it is applied, and {WellBefore} did before"
                : $"HAProxy is not well since it is applied: {failing?.Output}",
                null, context);
    }

    /// <summary>It could not be applied in time.</summary>
    public Step GiveUp(RolloutContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return Candidate is null ? new Step(this, [])
            : Revert($"it could not be applied within {Settings.ApplyWithin}", context.Now.At + Settings.RetryAfter, context);
    }

    private Step Keep(TemplateText template, RolloutContext context)
    {
        var kept = new KeptTemplate(template, context.Now.At);
        var (next, effects) = (this with { Kept = kept }).Forget();
        return new Step(
            next,
            [new RolloutEffect.Keep(kept), new RolloutEffect.Report(new TemplateKept(kept)), .. effects, next.Report]);
    }

    private Step Revert(string why, DateTimeOffset? retryAt, RolloutContext context) =>
        EndTrial($"the template before is taken again, since {Candidate!.Key} failed").Then(next => next.Refuse(why, retryAt, context));

    private Step EndTrial(string why) =>
        new(this with { LooksLeft = 0, IsSettling = false }, [new RolloutEffect.CancelAll(), new RolloutEffect.Try(null, why)]);

    private Step Refuse(string why, DateTimeOffset? retryAt, RolloutContext context)
    {
        if (Candidate is not { } candidate)
        {
            return new Step(this, []);
        }

        RolloutEffect[] news = candidate.Stage != TemplateStage.Refused || candidate.Why != why
            ? [new RolloutEffect.Report(new TemplateRefused(candidate, why))] : [];
        var (next, effects) = Move(TemplateStage.Refused, "", why, context);
        return new Step(
            next with { Candidate = next.Candidate! with { RetryAt = retryAt }, RefusedAt = context.Now.Timestamp }, [.. news, .. effects]);
    }
}
