using System.Diagnostics;

namespace Actors.HaAgent.Events;

/// <summary>The traces of changes, from the event to what was read back. None is made while nothing listens.</summary>
public static class Tracing
{
    /// <summary>The name of the traces and of the meter.</summary>
    public const string Name = "Actors.HaAgent";

    private static readonly ActivitySource Source = new(Name);

    /// <summary>Begins the trace of a change at the moment of its first event; null while nothing listens.</summary>
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
}
