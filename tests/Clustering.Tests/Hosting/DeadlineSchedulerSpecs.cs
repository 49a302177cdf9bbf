using Actors.Clustering.Hosting;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Microsoft.Extensions.Time.Testing;

namespace Actors.Clustering.Tests.Hosting;

public sealed class DeadlineSchedulerSpecs : IDisposable
{
    private static readonly Config Tick = ConfigurationFactory.ParseString("akka.scheduler.tick-duration = 50ms");
    private readonly FakeTimeProvider _time = new();
    private readonly DeadlineScheduler _scheduler;
    private readonly List<string> _ran = [];

    public DeadlineSchedulerSpecs() =>
        _scheduler = new DeadlineScheduler(Tick, NoLogger.Instance, _time);

    private IActionScheduler Actions => _scheduler;

    public void Dispose() => _scheduler.Dispose();

    [Fact]
    public void An_actor_system_finds_it_by_the_name_in_the_configuration()
    {
        var shared = ConfigurationFactory.ParseString(EmbeddedText.Read(typeof(NodeHocon).Assembly, "cluster.hocon"));

        Assert.Equal(typeof(DeadlineScheduler), Type.GetType(shared.GetString("akka.scheduler.implementation"), throwOnError: true));
    }

    [Fact]
    public void What_is_added_later_and_due_earlier_runs_earlier()
    {
        Actions.ScheduleOnce(TimeSpan.FromMilliseconds(100), () => _ran.Add("late"));
        Actions.ScheduleOnce(TimeSpan.FromMilliseconds(30), () => _ran.Add("early"));

        Advance(30);
        Assert.Equal(["early"], _ran);

        Advance(70);
        Assert.Equal(["early", "late"], _ran);
    }

    [Fact]
    public void Nothing_runs_before_its_time()
    {
        Actions.ScheduleOnce(TimeSpan.FromMilliseconds(30.2), () => _ran.Add("once"));

        Advance(30);
        Assert.Empty(_ran);

        Advance(1);
        Assert.Equal(["once"], _ran);
    }

    [Fact]
    public void What_is_repeated_runs_until_it_is_called_off()
    {
        var cancel = new Cancelable((IScheduler)_scheduler);
        Actions.ScheduleRepeatedly(TimeSpan.Zero, TimeSpan.FromMilliseconds(100), () => _ran.Add("again"), cancel);

        Advance(0);
        for (var step = 0; step < 3; step++)
        {
            Advance(100);
        }

        Assert.Equal(4, _ran.Count);
        cancel.Cancel();
        Advance(1000);
        Assert.Equal(4, _ran.Count);
    }

    [Fact]
    public void What_an_action_schedules_runs_too_and_what_fails_stops_no_other()
    {
        Actions.ScheduleOnce(TimeSpan.FromMilliseconds(10), () => throw new InvalidOperationException("it fails"));
        Actions.ScheduleOnce(
            TimeSpan.FromMilliseconds(10), () => Actions.ScheduleOnce(TimeSpan.FromMilliseconds(20), () => _ran.Add("then")));

        Advance(10);
        Assert.Empty(_ran);

        Advance(20);
        Assert.Equal(["then"], _ran);
    }

    [Fact]
    public void At_its_end_it_runs_what_waits_and_takes_nothing_more()
    {
        Actions.ScheduleOnce(TimeSpan.FromHours(1), () => _ran.Add("waited"));

        _scheduler.Dispose();

        Assert.Equal(["waited"], _ran);
        Assert.Throws<SchedulerException>(() => Actions.ScheduleOnce(TimeSpan.Zero, () => _ran.Add("never")));
        Advance(10_000);
        Assert.Equal(["waited"], _ran);
    }

    [Fact]
    public void What_is_due_after_more_than_a_timer_takes_is_due_all_the_same()
    {
        Actions.ScheduleOnce(TimeSpan.FromDays(60), () => _ran.Add("after 60 days"));

        _time.Advance(TimeSpan.FromDays(59));
        Assert.Empty(_ran);

        _time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(["after 60 days"], _ran);
    }

    [Fact]
    public async Task While_an_action_blocks_no_other_runs_and_what_has_become_due_runs_after_it()
    {
        using var action = new BlockingAction(() => _ran.Add("blocked"));
        Actions.ScheduleOnce(TimeSpan.FromMilliseconds(10), action.Run);
        var running = action.BeginIn(() => Advance(10));

        Actions.ScheduleOnce(TimeSpan.FromMilliseconds(10), () => _ran.Add("meanwhile"));
        Advance(10);
        Assert.Empty(_ran);

        action.Release();
        await running;
        Assert.Equal(["blocked", "meanwhile"], _ran);
    }

    [Fact]
    public async Task Its_end_waits_for_no_action_and_runs_none_twice()
    {
        using var action = new BlockingAction(() => _ran.Add("blocked"));
        Actions.ScheduleOnce(TimeSpan.FromMilliseconds(10), action.Run);
        Actions.ScheduleOnce(TimeSpan.FromMilliseconds(10), () => _ran.Add("waited"));
        var running = action.BeginIn(() => Advance(10));

        _scheduler.Dispose();
        Assert.Equal(["waited"], _ran);

        action.Release();
        await running;
        Assert.Equal(["waited", "blocked"], _ran);
    }

    [Fact]
    public void It_asks_for_no_wake_up_while_nothing_is_due()
    {
        var timers = new CountedTimers();
        using var scheduler = new DeadlineScheduler(Tick, NoLogger.Instance, timers);
        Assert.Equal(0, timers.Changes);

        ((IActionScheduler)scheduler).ScheduleOnce(TimeSpan.FromHours(1), () => { });
        ((IActionScheduler)scheduler).ScheduleOnce(TimeSpan.FromHours(2), () => { });

        Assert.Equal(1, timers.Changes);
    }

    private void Advance(int milliseconds) => _time.Advance(TimeSpan.FromMilliseconds(milliseconds));

    /// <summary>An action that goes on once it is released.</summary>
    private sealed class BlockingAction(Action then) : IDisposable
    {
        private readonly ManualResetEventSlim _begun = new();
        private readonly ManualResetEventSlim _released = new();

        public void Run()
        {
            _begun.Set();
            _released.Wait();
            then();
        }

        /// <summary>Calls what runs it on a thread of its own, and returns once it runs.</summary>
        public Task BeginIn(Action caller)
        {
            var running = Task.Factory.StartNew(
                caller, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            _begun.Wait();
            return running;
        }

        public void Release() => _released.Set();

        public void Dispose()
        {
            _released.Set();
            _begun.Dispose();
            _released.Dispose();
        }
    }

    /// <summary>Counts how often a timer is set to a time.</summary>
    private sealed class CountedTimers : TimeProvider
    {
        public int Changes { get; private set; }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new Timer(this);

        private sealed class Timer(CountedTimers owner) : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period)
            {
                owner.Changes++;
                return true;
            }

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => default;
        }
    }
}
