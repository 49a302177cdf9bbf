using System.Collections.Immutable;
using Actors.Clustering.Messages;
using Actors.HaAgent.Templates;

namespace Actors.HaAgent.Rollout;

/// <summary>The turn of this agent, which the coordinator gives (docs/adr/0049).</summary>
public sealed partial record TemplateRollout
{
    private long? HeardAt { get; init; }

    /// <summary>More than there are at a time: a coordinator has no more templates on their way.</summary>
    private const int MostTrials = 32;

    // By template, which this agent may not have on its disk yet: the agent that tries it, as the coordinator told last, for the next one.
    private ImmutableDictionary<string, string> Trials { get; init; } =
        ImmutableDictionary.Create<string, string>(StringComparer.Ordinal);

    private bool WasMember { get; init; }

    /// <summary>The coordinator has told whose turn it is.</summary>
    public Step Told(TemplateTurn turn, RolloutContext context)
    {
        ArgumentNullException.ThrowIfNull(turn);
        ArgumentNullException.ThrowIfNull(context);
        var next = this with { Trials = Trialled(turn) };
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
            Trial = Trials.GetValueOrDefault(hash),
        };
    }

    private ImmutableDictionary<string, string> Trialled(TemplateTurn turn) => turn.Trial is not { } agent ? Trials.Remove(turn.Hash)
        : Trials.Count < MostTrials || Trials.ContainsKey(turn.Hash) ? Trials.SetItem(turn.Hash, agent)
        // Those of templates that were given up long ago.
        : Trials.RemoveRange(Trials.Keys.Where(hash => hash != Candidate?.Key)).SetItem(turn.Hash, agent);

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
            ? member.Move(TemplateStage.Waiting, "", "the cluster has no coordinator yet, which decides whose turn it is", context)
            : (HeardAt is { } heard && context.Now.Since(heard) < Settings.Patience
                ? new Step(member, [])
                : member.Move(TemplateStage.Waiting, coordinator.Agent, "the coordinator there has not answered yet", context))
                .And(new RolloutEffect.AskForTurn(Candidate!.Key));
    }

    private Step Begin(TemplateText template, RolloutContext context) =>
        Move(TemplateStage.Applying, "", "it is being checked", context).And(new RolloutEffect.Judge(template, IsAgain: false));
}
