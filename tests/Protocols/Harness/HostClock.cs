namespace Actors.Protocols.Harness;

/// <summary>
/// The test's clock for what hosts the actor systems. What it wakes runs on the thread pool, as it does in a program: it may start an actor
/// system, and waits for actors while it does.
/// </summary>
internal sealed class HostClock(TimeProvider clock, Work work) : TimeProvider
{
    public override TimeZoneInfo LocalTimeZone => clock.LocalTimeZone;

    public override long TimestampFrequency => clock.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

    public override long GetTimestamp() => clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => clock.CreateTimer(
        _ =>
        {
            work.Begin();
            ThreadPool.UnsafeQueueUserWorkItem(
                _ =>
                {
                    try
                    {
                        callback(state);
                    }
                    finally
                    {
                        work.End();
                    }
                },
                null);
        },
        null,
        dueTime,
        period);
}
