using Actors.Clustering.Messages;
using Actors.HaAgent.Templates;

namespace Actors.HaAgent.Rollout;

/// <summary>The turn of this agent, which the coordinator gives (docs/adr/0049).</summary>
public sealed partial record TemplateRollout
{
    private long? HeardAt { get; init; }

    // Of a template that this agent may not have on its disk yet: what it was told last, for the next coordinator.
    private (string Hash, string? Agent) Trial { get; init; }

    private bool WasMember { get; init; }

    /// <summary>The coordinator has told whose turn it is.</summary>
    public Step Told(TemplateTurn turn, RolloutContext context)
    {
        ArgumentNullException.ThrowIfNull(turn);
        ArgumentNullException.ThrowIfNull(context);
        var next = IsOfLess(turn) ? this : this with { Trial = (turn.Hash, turn.Trial) };
        if (turn.Hash != Candidate?.Key || context.Pinned is not null
            || Candidate is not { Template: { } template, Stage: TemplateStage.Waiting or TemplateStage.Stopped })
        {
            return new Step(next, []);
        }

        next = next with { HeardAt = context.Now.Timestamp };
        var (agent, why) = (TemplateWords.Bounded(turn.Agent), TemplateWords.Bounded(turn.Why));
        return TemplateWords.StageOf(turn.Stage) switch
        {
            TemplateStage.Applying => next.Begin(template, context),
            TemplateStage.Stopped => next.Move(TemplateStage.Stopped, agent, why, context),
            _ => next.Move(TemplateStage.Waiting, agent, why, context),
        };
    }

    /// <summary>What is answered to the question how far this agent is with a template.</summary>
    public TemplateAnswer AnswerTo(string hash, PinnedTemplate? pinned)
    {
        var (stage, why) = pinned is not null ? (TemplateStage.Pinned, "")
            : Kept?.Template.Hash == hash ? (TemplateStage.InForce, "")
            : Candidate is { } candidate && candidate.Key == hash ? (candidate.Stage, candidate.Why)
            : Candidate is { IsApplying: true } ? (TemplateStage.Busy, "")
            : (TemplateStage.Other, "");
        return new TemplateAnswer(Settings.Agent, hash, stage.ToString(), TemplateWords.Bounded(why))
        {
            Trial = Trial.Hash == hash ? Trial.Agent : null,
        };
    }

    // What is told of an earlier template, whose round is not over yet, must not make this agent forget who tries this one.
    private bool IsOfLess(TemplateTurn turn) =>
        Trial.Agent is not null && turn.Hash != Trial.Hash && (turn.Trial is null || Trial.Hash == Candidate?.Key);

    private Step Ask(TemplateText template, RolloutContext context)
    {
        var coordinator = context.Coordinator;
        if (!coordinator.IsMember)
        {
            // One that is in no cluster from its start on is alone, as far as it can know. One that leaves does not begin to be.
            return WasMember ? Move(TemplateStage.Waiting, "", "this agent is not in the cluster any more", context)
                : context.Now.Since(CandidateAt) >= Settings.Patience ? Begin(template, context)
                : Move(TemplateStage.Waiting, "", "this agent is not in the cluster yet, and does not know of the others", context);
        }

        var member = this with { WasMember = true };
        return coordinator.Address is null
            ? member.Move(TemplateStage.Waiting, "", "the cluster has no coordinator yet, which says whose turn it is", context)
            : (HeardAt is { } heard && context.Now.Since(heard) < Settings.Patience
                ? new Step(member, [])
                : member.Move(TemplateStage.Waiting, coordinator.Agent, "the coordinator there has not answered yet", context))
                .And(new RolloutEffect.AskForTurn(Candidate!.Key));
    }

    private Step Begin(TemplateText template, RolloutContext context) =>
        Move(TemplateStage.Applying, "", "it is being checked", context).And(new RolloutEffect.Judge(template, IsAgain: false));
}
