using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;

namespace Actors.Clustering.Hosting;

/// <summary>
/// Akka's scheduler without a tick. Akka's own wakes up at each tick, twenty times a second at rest; this one sleeps until something is
/// due. What is repeated shares wake-ups (<see cref="DeadlineQueue"/>); what is due once is due to the millisecond. <c>cluster.hocon</c>
/// names it.
/// </summary>
public sealed class DeadlineScheduler : SchedulerBase, IDateTimeOffsetNowTimeProvider, IDisposable
{
    // Milliseconds, 24.8 days: a timer takes no more than 49.7. One that wakes up early finds nothing due and is set again.
    private const long LongestSleep = int.MaxValue;
    private readonly TimeProvider _time;
    private readonly long _began;
    private readonly ITimer _timer;
    private readonly DeadlineQueue _queue;
    private readonly Lock _gate = new();
    private long _armedFor = long.MaxValue;
    private bool _isRunning;
    private bool _isOver;

    /// <summary>Made by Akka, which finds it by its name.</summary>
    /// <param name="config">The whole configuration.</param>
    /// <param name="log">Where what fails is written to.</param>
    public DeadlineScheduler(Config config, ILoggingAdapter log)
        : this(config, log, TimeProvider.System)
    {
    }

    internal DeadlineScheduler(Config config, ILoggingAdapter log, TimeProvider time)
        : base(config, log)
    {
        ArgumentNullException.ThrowIfNull(config);
        _time = time;
        _began = time.GetTimestamp();
        _queue = new DeadlineQueue((long)config.GetTimeSpan("akka.scheduler.tick-duration").TotalMilliseconds);
        _timer = time.CreateTimer(_ => Run(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <inheritdoc />
    public override TimeSpan MonotonicClock => _time.GetElapsedTime(_began);

    /// <inheritdoc />
    public override TimeSpan HighResMonotonicClock => _time.GetElapsedTime(_began);

    /// <inheritdoc />
    protected override DateTimeOffset TimeNow => _time.GetUtcNow();

    private long Now => (long)_time.GetElapsedTime(_began).TotalMilliseconds;

    /// <summary>Nothing is due any more: as Akka's own does, it runs at once what still waits, for a caller may wait for that.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_isOver)
            {
                return;
            }

            _isOver = true;
        }

        _timer.Dispose();
        foreach (var waiting in _queue.TakeAll())
        {
            RunOne(waiting);
        }
    }

    /// <inheritdoc />
    protected override void InternalScheduleTellOnce(
        TimeSpan delay, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        Add(delay, TimeSpan.Zero, () => receiver.Tell(message, sender), cancelable);

    /// <inheritdoc />
    protected override void InternalScheduleTellRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        Add(initialDelay, interval, () => receiver.Tell(message, sender), cancelable);

    /// <inheritdoc />
    protected override void InternalScheduleOnce(TimeSpan delay, Action action, ICancelable cancelable) =>
        Add(delay, TimeSpan.Zero, action, cancelable);

    /// <inheritdoc />
    protected override void InternalScheduleOnce(TimeSpan delay, IRunnable action, ICancelable cancelable) =>
        Add(delay, TimeSpan.Zero, action.Run, cancelable);

    /// <inheritdoc />
    protected override void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable cancelable) =>
        Add(initialDelay, interval, action, cancelable);

    /// <inheritdoc />
    protected override void InternalScheduleRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, IRunnable action, ICancelable cancelable) =>
        Add(initialDelay, interval, action.Run, cancelable);

    private void Add(TimeSpan delay, TimeSpan interval, Action action, ICancelable? cancelable)
    {
        lock (_gate)
        {
            if (_isOver)
            {
                throw new SchedulerException("The scheduler has been shut down: nothing can be scheduled any more.");
            }

            _queue.Add(new Deadline(action, cancelable, Milliseconds(interval)), Now, Milliseconds(delay));
            Arm();
        }
    }

    // One run at a time: what is repeated never overlaps with itself. Added meanwhile is what the end of the run arms the timer for.
    private void Run()
    {
        lock (_gate)
        {
            if (_isRunning || _isOver)
            {
                return;
            }

            _isRunning = true;
            _armedFor = long.MaxValue;
        }

        while (Take() is { } due)
        {
            RunOne(due);
        }
    }

    private Deadline? Take()
    {
        lock (_gate)
        {
            if (!_isOver && _queue.Take(Now) is { } due)
            {
                return due;
            }

            _isRunning = false;
            Arm();
            return null;
        }
    }

    private void RunOne(Deadline due)
    {
        try
        {
            due.Run();
        }
        catch (SchedulerException)
        {
            // Of an actor that has ended.
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            Log.Error(error, "What was scheduled failed.");
        }
    }

    private void Arm()
    {
        if (!_isRunning && !_isOver && _queue.NextAt is { } next && next < _armedFor)
        {
            _armedFor = next;
            _timer.Change(TimeSpan.FromMilliseconds(Math.Clamp(next - Now, 0, LongestSleep)), Timeout.InfiniteTimeSpan);
        }
    }

    // Never earlier than asked for.
    private static long Milliseconds(TimeSpan span) => (long)Math.Ceiling(span.TotalMilliseconds);
}
