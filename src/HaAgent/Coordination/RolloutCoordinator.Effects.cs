using System.Collections.Immutable;
using Actors.Clustering.Messages;
using Actors.HaAgent.Rollout;

namespace Actors.HaAgent.Coordination;

/// <summary>What the coordinator does.</summary>
public sealed partial class RolloutCoordinator
{
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
}
