namespace Actors.HaAgent.Events;

/// <summary>When an event is handled, on the three clocks that decisions need.</summary>
/// <param name="Timestamp">The timestamp of the clock that only goes forward.</param>
/// <param name="Frequency">How many of its ticks are a second.</param>
/// <param name="At">The time of day.</param>
public readonly record struct Moment(long Timestamp, long Frequency, DateTimeOffset At)
{
    /// <summary>The present moment.</summary>
    public static Moment Of(TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        return new(time.GetTimestamp(), time.TimestampFrequency, time.GetUtcNow());
    }

    /// <summary>The clock that only goes forward.</summary>
    public TimeSpan Clock => Since(0);

    /// <summary>How long an earlier timestamp is ago.</summary>
    public TimeSpan Since(long earlier) => new((long)((Timestamp - earlier) * ((double)TimeSpan.TicksPerSecond / Frequency)));
}
