using Actors.HaAgent.HaProxy;
using Microsoft.Extensions.Time.Testing;

namespace Actors.HaAgent.Tests.HaProxy;

/// <summary>A HAProxy started elsewhere that does not answer, and a clock that is set: on a clock of the test's own.</summary>
public sealed class SilentMasterSpecs : HaProxyTestKit
{
    private readonly PolledTime _time = new();
    private readonly ScriptedSocket _socket;
    private readonly HaProxySockets _sockets;

    public SilentMasterSpecs()
    {
        _socket = new ScriptedSocket(Options.MasterSocket);
        _sockets = new HaProxySockets(Options, _time);
    }

    [Fact]
    public async Task A_master_that_does_not_answer_keeps_nobody_waiting()
    {
        using var master = new MasterElsewhere(Options, _sockets, new RuntimeApi(_sockets), _time);

        var found = master.FindAsync(CancellationToken.None);
        AwaitAssert(() => Assert.Equal(1, _socket.Questions));
        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.Null(await found.WaitAsync(Patience));
    }

    [Fact]
    public async Task An_old_worker_that_does_not_answer_keeps_no_reload_waiting()
    {
        using var master = new MasterElsewhere(Options, _sockets, new RuntimeApi(_sockets), _time);

        var bytes = master.BytesOfAsync(5, CancellationToken.None);
        AwaitAssert(() => Assert.Equal(1, _socket.Questions));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(0, await bytes.WaitAsync(Patience));

        var end = master.EndWorkerAsync(5, CancellationToken.None);
        AwaitAssert(() => Assert.Equal(2, _socket.Questions));
        _time.Advance(TimeSpan.FromSeconds(1));
        await end.WaitAsync(Patience);
    }

    [Fact]
    public async Task An_old_worker_that_does_not_answer_is_told_of_and_one_without_sessions_is_not()
    {
        var log = new NotedLog<MasterElsewhere>();
        using var master = new MasterElsewhere(Options, _sockets, new RuntimeApi(_sockets), _time, log);
        _socket.Answer = "\n";
        await master.EndWorkerAsync(5, CancellationToken.None).WaitAsync(Patience);
        Assert.Empty(log.Lines);

        _socket.Answer = null;
        var end = master.EndWorkerAsync(5, CancellationToken.None);
        AwaitAssert(() => Assert.Equal(2, _socket.Questions));
        _time.Advance(TimeSpan.FromSeconds(1));
        await end.WaitAsync(Patience);

        Assert.Contains("old worker 5 does not answer", Assert.Single(log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_master_that_reads_a_large_configuration_for_long_has_not_ended()
    {
        using var master = new MasterElsewhere(Options, _sockets, new RuntimeApi(_sockets), _time);
        _socket.Answer = Processes(TimeSpan.FromMinutes(5));
        var found = (await master.FindAsync(CancellationToken.None).WaitAsync(Patience))!;

        _socket.Answer = null;
        _socket.Drop();
        // It takes connections all the time and answers none of the questions, each of which has two seconds.
        for (var question = 2; question < 7; question++)
        {
            AwaitAssert(() => Assert.Equal(question, _socket.Questions));
            _time.Advance(TimeSpan.FromSeconds(2));
            // Until it asks again, or does not follow it any more.
            PassUntil(found, () => _socket.Questions > question);
        }

        Assert.True(found.IsAlive);
        Assert.Same(found, await master.FindAsync(CancellationToken.None).WaitAsync(Patience));
    }

    [Fact]
    public async Task A_master_that_was_busy_for_long_and_then_refuses_a_connection_has_not_ended()
    {
        using var master = new MasterElsewhere(Options, _sockets, new RuntimeApi(_sockets), _time);
        var began = _time.GetUtcNow();
        _socket.Answer = Processes(TimeSpan.FromMinutes(5));
        var found = (await master.FindAsync(CancellationToken.None).WaitAsync(Patience))!;

        _socket.Answer = null;
        _socket.Drop();
        for (var question = 2; question < 6; question++)
        {
            AwaitAssert(() => Assert.Equal(question, _socket.Questions));
            _time.Advance(TimeSpan.FromSeconds(2));
            PassUntil(found, () => _socket.Questions > question);
        }

        // It executes itself anew: nothing listens for some tries.
        _socket.Dispose();
        var before = _time.Polls;
        PassUntil(found, () => _time.Polls > before + 2);
        using var anew = new ScriptedSocket(Options.MasterSocket)
        {
            Answering = _ => Processes(TimeSpan.FromMinutes(5) + (_time.GetUtcNow() - began)),
        };
        PassUntil(found, () => anew.Questions > 0);

        Assert.True(found.IsAlive);
        Assert.Same(found, await master.FindAsync(CancellationToken.None).WaitAsync(Patience));
    }

    // HAProxy tells its age by the machine's clock, and so it jumps with that.
    [Fact]
    public async Task A_clock_that_is_set_makes_no_second_master()
    {
        var time = new SetClock();
        using var master = new MasterElsewhere(Options, Sockets, Runtime, time);
        var began = time.GetUtcNow();
        _socket.Answering = _ => Processes(TimeSpan.FromMinutes(5) + (time.GetUtcNow() - began));
        var found = await master.FindAsync(CancellationToken.None);
        Assert.NotNull(found);

        time.Ahead = TimeSpan.FromHours(1);
        for (var reload = 0; reload < 2; reload++)
        {
            // It is asked again only where the one before was the same.
            var before = _socket.Questions;
            _socket.Drop();
            AwaitAssert(() => Assert.True(_socket.Questions > before));
        }

        Assert.True(found.IsAlive);
        Assert.Same(found, await master.FindAsync(CancellationToken.None));
    }

    protected override void AfterAll()
    {
        _socket.Dispose();
        base.AfterAll();
    }

    // Moves the time on until it is so, or the master is not followed any more.
    private void PassUntil(MasterRun found, Func<bool> isSo) => AwaitCondition(() =>
    {
        _time.Advance(TimeSpan.FromMilliseconds(50));
        return isSo() || !found.IsAlive;
    });

    private static string Processes(TimeSpan uptime) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"#<PID> <type> <reloads> <uptime> <version>\n77 master 0 "
            + $"{uptime.Days}d{uptime.Hours:00}h{uptime.Minutes:00}m{uptime.Seconds:00}s 3.0\n");

    /// <summary>A clock of the test's own that counts the waits between two tries.</summary>
    private sealed class PolledTime : FakeTimeProvider
    {
        private int _polls;

        public int Polls => Volatile.Read(ref _polls);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime == TimeSpan.FromMilliseconds(50))
            {
                Interlocked.Increment(ref _polls);
            }

            return base.CreateTimer(callback, state, dueTime, period);
        }
    }

    /// <summary>The machine's clock, which is set by a test; what counts how long something takes goes on as ever.</summary>
    private sealed class SetClock : TimeProvider
    {
        public TimeSpan Ahead { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
    }
}
