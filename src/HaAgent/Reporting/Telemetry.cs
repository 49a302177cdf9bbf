using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Actors.HaAgent.Reporting;

/// <summary>
/// What the agent tells OpenTelemetry: a trace for each change, from the event to what was read back, and how long changes took.
/// Nothing is made while nobody listens.
/// </summary>
public static class Telemetry
{
    /// <summary>The name of the traces and of the meter.</summary>
    public const string Name = "Actors.HaAgent";

    private static readonly ActivitySource Source = new(Name);
    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Changes = Meter.CreateCounter<long>("actors.changes", "{change}", "Changes, by how they were made and how they ended.");

    private static readonly Histogram<double> Duration = Meter.CreateHistogram(
        "actors.change.duration", "s", "From the first event of a change that the agent heard until HAProxy had it, read back.", advice: new InstrumentAdvice<double>
        {
            HistogramBucketBoundaries = [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10],
        });

    /// <summary>Begins the trace of a change at the moment of its first event; null while nobody listens.</summary>
    public static Activity? StartChange(DateTimeOffset heardAt) =>
        Source.StartActivity("change", ActivityKind.Internal, default(ActivityContext), startTime: heardAt);

    /// <summary>A step of a change.</summary>
    /// <param name="name">The step: <c>snapshot</c>, <c>render</c>, <c>plan</c>, <c>check</c>, <c>apply</c>, <c>verify</c>.</param>
    /// <param name="change">The trace that it belongs to; without any, or where that is not kept, there is none.</param>
    public static Activity? StartStep(string name, ActivityContext change) =>
        change == default ? null : Source.StartActivity(name, ActivityKind.Internal, change);

    /// <summary>A step that began before.</summary>
    public static Activity? StartStep(string name, ActivityContext change, DateTimeOffset startedAt) =>
        change == default ? null : Source.StartActivity(name, ActivityKind.Internal, change, startTime: startedAt);

    /// <summary>Counts a change and ends its trace.</summary>
    public static void End(Activity? trace, ChangeReport change)
    {
        var by = KeyValuePair.Create<string, object?>("actors.change.by", change.By);
        var result = KeyValuePair.Create<string, object?>("actors.change.result", change.Result);
        Changes.Add(1, by, result);
        if (change.Failure is null)
        {
            Duration.Record(change.Milliseconds / 1000, by);
        }

        if (trace is not null)
        {
            trace.SetTag("actors.revision", change.Revision).SetTag("actors.change.trigger", change.Trigger).SetTag("actors.change.by", change.By);
            trace.SetStatus(change.Failure is null ? ActivityStatusCode.Ok : ActivityStatusCode.Error, change.Failure);
            trace.Dispose();
        }
    }
}
