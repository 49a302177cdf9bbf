namespace Actors.HaAgent.Api;

/// <summary>Keeps the overview fresh for metrics that are sent by OTLP, which no request makes anew.</summary>
internal sealed class OverviewRefresh(AgentView view, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        do
        {
            await view.ReadAsync(stoppingToken);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
