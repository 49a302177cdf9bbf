using System.Collections.Immutable;
using Actors.HaAgent.Templates;

namespace Actors.HaAgent.Rollout;

/// <summary>
/// How far a template that has changed is: noticed, waiting for its turn, which the coordinator gives, checked, applied, and kept once
/// HAProxy is seen to be well with it; else the one before goes on (docs/adr/0024, docs/adr/0049). Pure: an event gives the next value and
/// what is to be done. The trial itself is in the other part.
/// </summary>
/// <param name="Settings">How it goes about it.</param>
/// <param name="Source">Where the template is, for people.</param>
/// <param name="Kept">The last one that was found good; null before the first.</param>
public sealed partial record TemplateRollout(TemplateWatchSettings Settings, string Source, KeptTemplate? Kept)
{
    /// <summary>A template that is on disk and not in force; null for none.</summary>
    public TemplateCandidate? Candidate { get; private init; }

    private long CandidateAt { get; init; }

    private long RefusedAt { get; init; }

    private string Seen { get; init; } = "";

    private RolloutEffect Report => new RolloutEffect.Report(new TemplateMoved(Kept, Candidate));

    /// <summary>This life of the watch starts. A template that was on trial when another life ended is noticed anew.</summary>
    public Step Start(bool isOnTrial) => (isOnTrial ? EndTrial("the template on trial is left") : new Step(this, [])).And(Report);

    /// <summary>It was looked what is on disk.</summary>
    /// <param name="template">What is there; null where it cannot be read.</param>
    /// <param name="key">Its hash, or why it cannot be read.</param>
    /// <param name="context">What is so.</param>
    public Step Looked(TemplateText? template, string key, RolloutContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (Candidate is { IsApplying: true })
        {
            return context.Pinned is null ? new Step(this, [])
                : EndTrial("the template on trial is left").Then(next => next.Move(TemplateStage.Waiting, "", "", context));
        }

        if (Kept is not { } kept || key == kept.Template.Hash)
        {
            return Forget();
        }

        // Editors and copies write in pieces.
        return key != Seen ? new Step(this with { Seen = key }, [])
            : (Candidate?.Key == key ? new Step(this, []) : Notice(template, key, context)).Then(next => next.Proceed(context));
    }

    private Step Notice(TemplateText? template, string key, RolloutContext context)
    {
        var candidate = new TemplateCandidate(
            key, template, template?.Source ?? Source, TemplateStage.Waiting, "", "it was noticed just now", context.Now.At);
        return new Step(
            this with { Candidate = candidate, CandidateAt = context.Now.Timestamp, HeardAt = null },
            [new RolloutEffect.Report(new TemplateNoticed(candidate))]);
    }

    private Step Proceed(RolloutContext context) => Candidate switch
    {
        null => new Step(this, []),
        { Template: null } unreadable => Refuse(unreadable.Key, null, context),
        _ when context.Pinned is { } pinned =>
            Move(TemplateStage.Waiting, "", $"revision {pinned.Revision} is pinned; it is taken up once that is unpinned", context),
        { Stage: TemplateStage.Refused, Template: { } refused } =>
            // By no clock that may be set.
            Candidate.RetryAt is not null && context.Now.Since(RefusedAt) >= Settings.RetryAfter ? new Step(
                this with
                {
                    Candidate = Candidate with { RetryAt = context.Now.At + Settings.RetryAfter },
                    RefusedAt = context.Now.Timestamp,
                },
                [new RolloutEffect.Judge(refused, IsAgain: true)])
            : new Step(this, []),
        _ => Ask(Candidate.Template, context),
    };

    private Step Move(TemplateStage stage, string agent, string why, RolloutContext context)
    {
        var next = this with { Candidate = Candidate!.At(stage, agent, why, context.Now.At) };
        return next.Candidate == Candidate ? new Step(next, [])
            : stage == TemplateStage.Stopped ? new Step(next, [new RolloutEffect.Report(new TemplateStopped(next.Candidate)), next.Report])
            : new Step(next, [next.Report]);
    }

    private Step Forget()
    {
        var next = this with { Seen = "", Candidate = null, IsSettling = false };
        return Candidate is null ? new Step(next, []) : new Step(next, [new RolloutEffect.CancelAll(), next.Report]);
    }

    /// <summary>What follows from an event.</summary>
    /// <param name="Next">The next value.</param>
    /// <param name="Effects">What is to be done, in this order.</param>
    public readonly record struct Step(TemplateRollout Next, ImmutableArray<RolloutEffect> Effects)
    {
        internal Step And(params RolloutEffect[] effects) => this with { Effects = [.. Effects, .. effects] };

        internal Step Then(Func<TemplateRollout, Step> follow)
        {
            var (next, effects) = follow(Next);
            return new Step(next, [.. Effects, .. effects]);
        }
    }
}
