using System.Collections.Immutable;
using Actors.Clustering.Messages;
using Actors.HaAgent.Rollout;

namespace Actors.HaAgent.Coordination;

/// <summary>
/// The templates that are on their way, each a <see cref="TemplateRound"/>; of all of them one agent at a time applies one. Pure: an event
/// gives the next value and what is to be done.
/// </summary>
public sealed record TemplateCoordination
{
    /// <summary>No template is on its way.</summary>
    public static readonly TemplateCoordination None = new();

    /// <summary>More than agents can have; what a stranger makes up costs no more.</summary>
    private const int MostRounds = 32;

    private ImmutableSortedDictionary<string, TemplateRound> Rounds { get; init; } =
        ImmutableSortedDictionary.Create<string, TemplateRound>(StringComparer.Ordinal);

    /// <summary>Whether a template is on its way.</summary>
    public bool IsActive => !Rounds.IsEmpty;

    /// <summary>What keeps agents from being restarted: a template that is not stopped; null for nothing.</summary>
    public RoundDecision? Blocks(CoordinatorContext context) => Rounds.Values
        .Where(round => round.InTrial(context) is not null || round.Last is { Stage: not TemplateStage.Stopped, Agent.Length: > 0 })
        .Select(round => RoundDecision.Waits(
            round.InTrial(context) ?? round.Last!.Agent, $"the template {round.Hash} is being rolled out"))
        .FirstOrDefault();

    /// <summary>An agent has said how far it is with a template.</summary>
    /// <param name="answer">What it said.</param>
    /// <param name="context">What is so.</param>
    /// <param name="restarting">The agent that is being restarted; null for none.</param>
    public Step Take(TemplateAnswer answer, CoordinatorContext context, string? restarting)
    {
        ArgumentNullException.ThrowIfNull(answer);
        ArgumentNullException.ThrowIfNull(context);
        if (Rounds.TryGetValue(answer.Hash, out var round))
        {
            return Decide(round.Take(answer, context.Now), context, restarting, answer.Agent);
        }

        if (Rounds.Count >= MostRounds || TemplateWords.StageOf(answer.Stage) is not (TemplateStage.Waiting or TemplateStage.Stopped))
        {
            return new Step(this, []);
        }

        var begun = new TemplateRound(answer.Hash, context.Now.Timestamp).Asked(context).Take(answer, context.Now);
        return Decide(begun, context, restarting, answer.Agent).After(AskAll(begun));
    }

    /// <summary>A second is over.</summary>
    public Step Tick(CoordinatorContext context, string? restarting)
    {
        ArgumentNullException.ThrowIfNull(context);
        var over = Rounds.Values.Where(round => round.IsOver(context)).Select(round => round.Hash);
        var step = new Step(this with { Rounds = Rounds.RemoveRange(over) }, []);
        foreach (var hash in step.Next.Rounds.Keys)
        {
            var round = step.Next.Rounds[hash].Asked(context);
            var decided = step.Next.Decide(round, context, restarting, answering: null);
            step = new Step(decided.Next, [.. step.Effects, AskAll(round), .. decided.Effects]);
        }

        return step;
    }

    private static CoordinatorEffect.TellAll AskAll(TemplateRound round) => new(new TemplateAsk(round.Hash), AlsoOld: true);

    // What is new goes to all agents, for the next coordinator to hear of it from any; else it goes to one that has just answered and
    // lacks it.
    private Step Decide(TemplateRound round, CoordinatorContext context, string? restarting, string? answering)
    {
        var decision = round.Decide(context, Hold(round, context, restarting));
        if (decision.IsTurn)
        {
            round = round.Begun(decision.Agent);
        }

        var isNew = decision != round.Last;
        var turns = context.Agents
            .Where(agent => agent.Obeys && (isNew || (agent.Name == answering && IsAwaited(round, decision, agent.Name))))
            .Select(CoordinatorEffect (agent) => Turn(agent.Name, round, decision));
        CoordinatorEffect[] ask = isNew && decision.IsAnnounced ? [AskAll(round)] : [];
        return new Step(this with { Rounds = Rounds.SetItem(round.Hash, round with { Last = decision }) }, [.. turns, .. ask]);
    }

    // One that waits for its turn, and one that has not said that it knows of the one that is announced: what was told it may be lost.
    private static bool IsAwaited(TemplateRound round, RoundDecision decision, string agent) =>
        round.Waits(agent) || (decision.IsAnnounced && agent != decision.Agent);

    private static CoordinatorEffect.Tell Turn(string agent, TemplateRound round, RoundDecision decision)
    {
        var (stage, of, why) = decision.Stage != TemplateStage.Applying ? (decision.Stage, decision.Agent, decision.Why)
            : decision.Agent == agent ? (TemplateStage.Applying, "", "")
            : (TemplateStage.Waiting, decision.Agent, "it applies this template");
        return new(agent, new TemplateTurn(round.Hash, stage.ToString(), of, why)
        {
            Trial = round.Trials.Contains(decision.Agent) ? decision.Agent : round.Trials.FirstOrDefault(),
        });
    }

    private RoundDecision? Hold(TemplateRound round, CoordinatorContext context, string? restarting) =>
        restarting is not null ? RoundDecision.Waits(restarting, "it is being restarted")
        : Rounds.Values.Where(other => other.Hash != round.Hash).Select(other => other.InTrial(context)).FirstOrDefault(name =>
            name is not null) is { } busy
        ? RoundDecision.Waits(busy, "it applies another template")
        : null;

    /// <summary>What follows from an event.</summary>
    /// <param name="Next">The next value.</param>
    /// <param name="Effects">What is to be done, in this order.</param>
    public readonly record struct Step(TemplateCoordination Next, ImmutableArray<CoordinatorEffect> Effects)
    {
        internal Step After(CoordinatorEffect first) => this with { Effects = [first, .. Effects] };
    }
}
