using Actors.HaAgent.Events;
using Actors.HaAgent.Reconciling;

namespace Actors.HaAgent.Reporting;

/// <summary>Makes of each event what operators see: the status, and the metrics of changes.</summary>
public sealed class StatusReporter(AgentStatusBoard board) : IAgentEvents
{
    /// <inheritdoc />
    public void Publish(AgentEvent happened)
    {
        board.Update(status => StatusFold.After(status, happened));
        if (happened is ChangeRecorded { Change.IsChange: true } recorded)
        {
            ChangeMetrics.Count(recorded.Change);
        }
    }
}
