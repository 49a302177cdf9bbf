using Actors.HaAgent.Events;

namespace Actors.HaAgent.Reconciling;

/// <summary>The lines that reconciling leaves in the agent's log.</summary>
internal sealed class ReconcilingLog(ILogger logger)
{
    /// <summary>Writes what is worth a line.</summary>
    public void Write(AgentEvent happened)
    {
        switch (happened)
        {
            case ServersFroze froze:
                logger.LogWarning("Servers frozen: {Why}. Unreachable nodes stay in HAProxy, whose checks decide.", froze.Why);
                break;
            case ServersThawed thawed:
                logger.LogInformation("Servers not frozen any more ({Why}).", thawed.Why);
                break;
            case LeftOutChanged changed:
                foreach (var left in changed.Added)
                {
                    logger.LogError("{Part} is left out of HAProxy's configuration, all else goes on: {Why}", left.Part, left.Why);
                }

                foreach (var part in changed.Removed)
                {
                    logger.LogInformation("{Part} is not left out any more.", part);
                }

                break;
            case ChangeFailed { IsNews: true, Failure: var failure }:
                logger.LogError(
                    "A change is not applied, HAProxy goes on as it was. {Stage}: {Output} {Hint}", failure.Stage, failure.Output,
                    failure.Hint);
                break;
            case LiveFileRefused refused:
                logger.LogError("HAProxy runs, but would not start on its live file: {Output}", refused.Output);
                break;
        }
    }
}
