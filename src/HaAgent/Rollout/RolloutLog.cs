using Actors.HaAgent.Events;

namespace Actors.HaAgent.Rollout;

/// <summary>The lines that a rollout leaves in the agent's log.</summary>
internal sealed class RolloutLog(ILogger logger)
{
    /// <summary>Writes what is worth a line.</summary>
    public void Write(AgentEvent happened)
    {
        switch (happened)
        {
            case TemplateNoticed { Candidate: var candidate }:
                logger.LogInformation("The template in {Source} has changed ({Hash}).", candidate.Source, candidate.Key);
                break;
            case TemplateKept { Kept.Template: var template }:
                logger.LogInformation("The template {Hash} ({Source}) is in force.", template.Hash, template.Source);
                break;
            case TemplateRefused { Candidate: var candidate } refused:
                logger.LogError(
                    "The template {Hash} ({Source}) is refused, the one before goes on: {Why}",
                    candidate.Template?.Hash ?? "", candidate.Source, refused.Why);
                break;
            case TemplateStopped { Candidate: var candidate }:
                logger.LogWarning(
                    "The template {Hash} is not applied, {Agent} has stopped it: {Why}", candidate.Key, candidate.Agent, candidate.Why);
                break;
        }
    }
}
