using System.Collections.Immutable;
using Actors.HaAgent.Reporting;

namespace Actors.HaAgent.Api;

/// <summary>Measures the traffic for the history of the last hour.</summary>
internal sealed class TrafficSampler(
    StatisticsReader statistics, AgentStatusBoard status, TrafficBoard traffic, TimeProvider time, ILogger<TrafficSampler> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = time.GetTimestamp();
        using var timer = new PeriodicTimer(TrafficHistory.Every, time);
        do
        {
            try
            {
                var read = await statistics.ReadAsync(stoppingToken);
                ImmutableArray<HaProxy.ServerStatistics>? servers = read is { IsFresh: true } ? [.. read.Servers] : null;
                traffic.Current = traffic.Current.With(
                    new TrafficReading(time.GetUtcNow(), time.GetElapsedTime(started), servers),
                    status.Current.Services.Select(service => service.Name).ToHashSet(StringComparer.Ordinal));
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                // The agent, and its HAProxy, serve on whatever a report comes to.
                logger.LogError(error, "The traffic cannot be measured; it is tried again in {Every}.", TrafficHistory.Every);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
