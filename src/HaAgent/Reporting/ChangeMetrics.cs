using System.Diagnostics.Metrics;
using Actors.HaAgent.Events;
using Actors.HaAgent.Reconciling;

namespace Actors.HaAgent.Reporting;

/// <summary>Counts changes and how long they took, for OpenTelemetry.</summary>
internal static class ChangeMetrics
{
    private static readonly Meter Meter = new(Tracing.Name);
    private static readonly Counter<long> Changes =
        Meter.CreateCounter<long>("actors.changes", "{change}", "Changes, by how they were made and how they ended.");

    private static readonly Histogram<double> Duration = Meter.CreateHistogram(
        "actors.change.duration", "s", "From the first event of a change that the agent received until HAProxy had it, read back.",
        advice: new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10],
        });

    /// <summary>Counts a change.</summary>
    public static void Count(Change change)
    {
        var by = KeyValuePair.Create<string, object?>("method", change.By);
        var result = KeyValuePair.Create<string, object?>("result", change.Result);
        Changes.Add(1, by, result);
        if (change.Failure is null)
        {
            Duration.Record(change.Milliseconds / 1000, by);
        }
    }
}
