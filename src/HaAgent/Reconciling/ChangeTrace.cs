using System.Diagnostics;
using Actors.HaAgent.Events;

namespace Actors.HaAgent.Reconciling;

/// <summary>The trace of the change that is under way.</summary>
internal sealed class ChangeTrace
{
    private Activity? _trace;

    /// <summary>What its steps belong to; default while there is none.</summary>
    public ActivityContext Context => _trace?.Context ?? default;

    /// <summary>A change begins, whose first event was heard at this moment.</summary>
    public void Begin(DateTimeOffset heardAt)
    {
        _trace = Tracing.StartChange(heardAt);
        Tracing.StartStep("snapshot", Context, heardAt)?.Dispose();
    }

    /// <summary>It came to this change.</summary>
    public void End(Change change)
    {
        if (_trace is { } trace)
        {
            trace.SetTag("actors.revision", change.Revision)
                .SetTag("actors.change.trigger", change.Trigger)
                .SetTag("actors.change.by", change.By);
            trace.SetStatus(change.Failure is null ? ActivityStatusCode.Ok : ActivityStatusCode.Error, change.Failure);
            trace.Dispose();
            _trace = null;
        }
    }

    /// <summary>It came to nothing, or is tried again: then it is no trace.</summary>
    public void Drop()
    {
        if (_trace is { } trace)
        {
            trace.IsAllDataRequested = false;
            trace.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
            trace.Dispose();
            _trace = null;
        }
    }
}
