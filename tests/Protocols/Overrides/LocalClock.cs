namespace Actors.Protocols.Overrides;

/// <summary>The clock of one machine, which is ahead of the test's, or behind it.</summary>
internal sealed class LocalClock(TimeProvider clock) : TimeProvider
{
    /// <summary>How far; less than zero for behind.</summary>
    public TimeSpan Ahead { get; set; }

    public override long TimestampFrequency => clock.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow() + Ahead;

    public override long GetTimestamp() => clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        clock.CreateTimer(callback, state, dueTime, period);
}
