namespace Actors.HaAgent.Reporting;

/// <summary>Says in the agent's log which nodes are refused, and why: once for each, and again after it has been let in.</summary>
public sealed class RefusalLog(AgentStatusBoard board, ILogger<RefusalLog> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var said = board.Current.Rejected;
        while (!stoppingToken.IsCancellationRequested)
        {
            var changed = board.NextChangeAsync();
            var refused = board.Current.Rejected;
            foreach (var node in refused.Except(said))
            {
                logger.LogWarning("{Node} at {Address} is refused and gets no traffic: {Reason}", node.Name, node.Address, node.Reason);
            }

            said = refused;
            await changed.WaitAsync(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
