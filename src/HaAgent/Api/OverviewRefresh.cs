namespace Actors.HaAgent.Api;

/// <summary>Keeps the overview fresh for metrics that are sent by OTLP, which no request makes anew.</summary>
/// <param name="makeAsync">Makes the overview.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">The log.</param>
internal sealed class OverviewRefresh(Func<CancellationToken, Task> makeAsync, TimeProvider time, ILogger<OverviewRefresh> logger)
    : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        do
        {
            try
            {
                await makeAsync(stoppingToken);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                // The agent, and its HAProxy, serve on whatever a report comes to.
                logger.LogError(error, "The overview for metrics cannot be made; it is tried again in {Every}.", Every);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
