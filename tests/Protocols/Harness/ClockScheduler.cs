using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Event;

namespace Actors.Protocols.Harness;

/// <summary>The scheduler of an actor system whose time a test moves.</summary>
public sealed class ClockScheduler : SchedulerBase, IDisposable
{
    private readonly World _world;
    private readonly ConcurrentDictionary<Entry, bool> _entries = new();
    private int _hasStarted;

    public ClockScheduler(Config config, ILoggingAdapter log)
        : base(config, log)
    {
        _world = World.Named(config.GetString(World.Key));
        // Until the actor system has started, time must not move.
        _world.Work.Begin();
    }

    public override TimeSpan MonotonicClock => _world.Elapsed;

    public override TimeSpan HighResMonotonicClock => _world.Elapsed;

    protected override DateTimeOffset TimeNow => _world.Clock.Start + _world.Elapsed;

    /// <summary>The actor system has started, or will not.</summary>
    public void Started()
    {
        if (Interlocked.Exchange(ref _hasStarted, 1) == 0)
        {
            _world.Work.End();
        }
    }

    public void Dispose()
    {
        Started();
        foreach (var entry in _entries.Keys)
        {
            entry.Dispose();
        }
    }

    protected override void InternalScheduleTellOnce(
        TimeSpan delay, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        Schedule(delay, Timeout.InfiniteTimeSpan, () => receiver.Tell(message, sender), cancelable);

    protected override void InternalScheduleTellRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, ICanTell receiver, object message, IActorRef sender, ICancelable cancelable) =>
        Schedule(initialDelay, interval, () => receiver.Tell(message, sender), cancelable);

    protected override void InternalScheduleOnce(TimeSpan delay, Action action, ICancelable cancelable) =>
        Schedule(delay, Timeout.InfiniteTimeSpan, action, cancelable);

    protected override void InternalScheduleOnce(TimeSpan delay, IRunnable action, ICancelable cancelable) =>
        Schedule(delay, Timeout.InfiniteTimeSpan, action.Run, cancelable);

    protected override void InternalScheduleRepeatedly(TimeSpan initialDelay, TimeSpan interval, Action action, ICancelable cancelable) =>
        Schedule(initialDelay, interval, action, cancelable);

    protected override void InternalScheduleRepeatedly(
        TimeSpan initialDelay, TimeSpan interval, IRunnable action,
        ICancelable cancelable) => Schedule(initialDelay, interval, action.Run, cancelable);

    private void Schedule(TimeSpan delay, TimeSpan interval, Action action, ICancelable? cancelable)
    {
        var entry = new Entry(this, interval, action, cancelable);
        _entries[entry] = true;
        entry.Start(delay);
    }

    private sealed class Entry(ClockScheduler owner, TimeSpan interval, Action action, ICancelable? cancelable) : IDisposable
    {
        private readonly Lock _gate = new();
        private ITimer? _timer;
        private CancellationTokenRegistration _cancelled;
        private bool _isOver;

        public void Start(TimeSpan delay)
        {
            lock (_gate)
            {
                _timer = owner._world.Clock.CreateTimer(_ => Run(), null, delay, interval);
            }

            _cancelled = cancelable?.Token.Register(Dispose) ?? default;
            if (_isOver)
            {
                Dispose();
            }
        }

        public void Dispose()
        {
            lock (_gate)
            {
                _isOver = true;
                _timer?.Dispose();
            }

            _cancelled.Dispose();
            owner._entries.TryRemove(this, out _);
        }

        private void Run()
        {
            if (_isOver || cancelable is { IsCancellationRequested: true })
            {
                return;
            }

            if (interval == Timeout.InfiniteTimeSpan)
            {
                Dispose();
            }

            try
            {
                action();
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                owner.Log.Error(error, "What was scheduled failed.");
            }
        }
    }
}
