using System.Collections.Immutable;
using Actors.Clustering.Messages;
using Actors.HaAgent.Rollout;

namespace Actors.HaAgent.Coordination;

/// <summary>What the coordinator does.</summary>
public sealed partial class RolloutCoordinator
{
    /// <summary>
    /// How much later than the others the agent is told whose turn it is, so that they know of it even where its machine, which may be
    /// this one, ends the moment after. Longer than Akka.NET gathers what it sends (<c>flush-interval</c>, 40 ms) and a network takes.
    /// </summary>
    private static readonly TimeSpan TurnAfter = TimeSpan.FromMilliseconds(200);

    private void Do(ImmutableArray<CoordinatorEffect> effects, CoordinatorContext context)
    {
        foreach (var effect in effects)
        {
            switch (effect)
            {
                case CoordinatorEffect.TellAll all:
                    foreach (var agent in context.Agents.Where(agent => all.AlsoOld || agent.Obeys))
                    {
                        Tell(agent, all.Message);
                    }

                    break;
                case CoordinatorEffect.Tell { Message: TemplateTurn turn } one:
                    var due = new TurnDue(one.Agent, turn);
                    Timers.Cancel(due.Key);
                    if (turn.Stage == nameof(TemplateStage.Applying))
                    {
                        Timers.StartSingleTimer(due.Key, due, TurnAfter);
                    }
                    else if (context.Agents.FirstOrDefault(agent => agent.Name == one.Agent) is { } agent)
                    {
                        Tell(agent, turn);
                    }

                    break;
                case CoordinatorEffect.Tell one when context.Agents.FirstOrDefault(agent => agent.Name == one.Agent) is { } agent:
                    Tell(agent, one.Message);
                    break;
            }
        }
    }

    private void Tell(CoordinatedAgent agent, object message)
    {
        var actor = message is StandingAsk or AgentRestart ? StandingReporter.Name : TemplateWatch.Name;
        Context.ActorSelection($"{agent.Address}/user/{actor}").Tell(message, Self);
    }

    private void OnTurnDue(TurnDue due)
    {
        if (ReadContext().Agents.FirstOrDefault(agent => agent.Name == due.Agent) is { } agent)
        {
            _logger.LogDebug("It is the turn of {Agent} with the template {Hash}.", agent.Name, due.Turn.Hash);
            Tell(agent, due.Turn);
        }
    }

    private sealed record TurnDue(string Agent, TemplateTurn Turn)
    {
        public string Key => $"{nameof(TurnDue)} {Agent} {Turn.Hash}";
    }
}
