using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net.Sockets;
using Actors.HaAgent.HaProxy;
using Actors.HaAgent.Planning;
using Akka.Actor;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.HaAgent.Tests.HaProxy;

/// <summary>The supervisor's own decisions; what HAProxy does is made up.</summary>
public sealed class HaProxySupervisorSpecs : AgentTestKit
{
    private static readonly TimeSpan Rarely = TimeSpan.FromHours(1);
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(20);
    private static readonly AppliedState One = Sample.Applied(Sample.Server("web-1"));
    private static readonly AppliedState Two = Sample.Applied(Sample.Server("web-1", admin: AdminState.Drain), Sample.Server("web-2"));
    private static readonly RuntimeCommand Command = new RuntimeCommand.SetState("web/web-1", AdminState.Drain);
    private readonly FakeHaProxy _haproxy = new();

    [Fact]
    public void The_first_plan_starts_HAProxy_whatever_it_is()
    {
        var supervisor = Start(Rarely);

        supervisor.Tell(new HaProxySupervisor.Apply(new Plan.Runtime(new(1), [Command]), One));

        Assert.Equal(new PlanApplied(new(1)), ExpectMsg<PlanApplied>(Patience));
        Assert.Equal((true, 0, 0), (Board.Current.HaProxy.Running, Board.Current.HaProxy.Changes, Board.Current.HaProxy.Reloads));
    }

    [Fact]
    public void Commands_and_reloads_are_confirmed_and_counted_and_nothing_is_only_confirmed()
    {
        var supervisor = StartApplied(Rarely);

        Apply(supervisor, new Plan.Runtime(new(2), [Command]), Two);
        Apply(supervisor, new Plan.Reload(new(3), "test", []), One);
        Apply(supervisor, new Plan.Nothing(new(4)), One);

        Assert.Equal((1, 1, 0), (Board.Current.HaProxy.Changes, Board.Current.HaProxy.Reloads, Board.Current.HaProxy.Drift));
    }

    [Fact]
    public void A_start_that_reads_back_wrong_is_not_confirmed()
    {
        _haproxy.Start = _ =>
            Task.FromResult<(MasterRun?, ApplyFailure?)>(
                (FakeHaProxy.Process, new ApplyFailure(ApplyStage.Verify, "web-2 is missing", "")));
        var supervisor = Start(Rarely);

        supervisor.Tell(new HaProxySupervisor.Apply(new Plan.Reload(new(1), "test", []), Two));

        Assert.Equal("web-2 is missing", ExpectMsg<ApplyFailed>(Patience).Failure.Output);
        Assert.True(Board.Current.HaProxy.Running);
    }

    [Fact]
    public void A_start_that_fails_is_tried_again_until_it_does_not()
    {
        var tries = 0;
        _haproxy.Start = _ => Task.FromResult<(MasterRun?, ApplyFailure?)>(
            Interlocked.Increment(ref tries) < 3
            ? (null, new ApplyFailure(ApplyStage.Start, "cannot bind", ""))
            : (FakeHaProxy.Process, null));
        var supervisor = Start(Rarely);

        supervisor.Tell(new HaProxySupervisor.Apply(new Plan.Reload(new(1), "test", []), Two));

        Assert.Equal(ApplyStage.Start, ExpectMsg<ApplyFailed>(Patience).Failure.Stage);
        AwaitAssert(() => Assert.True(Board.Current.HaProxy.Running));
    }

    [Fact]
    public void What_cannot_be_done_is_said_and_not_counted()
    {
        var supervisor = StartApplied(Rarely);
        _haproxy.Change = (_, _) => Task.FromResult(Effect.Of(new ApplyFailure(ApplyStage.Runtime, "No such server.", "")));
        _haproxy.Reload = _ => Task.FromException<Effect>(new IOException("no room"));

        supervisor.Tell(new HaProxySupervisor.Apply(new Plan.Runtime(new(2), [Command]), Two));
        Assert.Equal((2, ApplyStage.Runtime), (ExpectMsg<ApplyFailed>(out var failed, Patience).Revision.Number, failed.Failure.Stage));
        supervisor.Tell(new HaProxySupervisor.Apply(new Plan.Reload(new(3), "test", []), Two));
        Assert.Equal(
            (3, ApplyStage.Reload, "no room"),
            (ExpectMsg<ApplyFailed>(out failed, Patience).Revision.Number, failed.Failure.Stage, failed.Failure.Output));

        Assert.Equal((0, 0), (Board.Current.HaProxy.Changes, Board.Current.HaProxy.Reloads));
    }

    [Fact]
    public void One_effect_at_a_time()
    {
        var supervisor = StartApplied(Rarely);
        var gate = new TaskCompletionSource<Effect>(TaskCreationOptions.RunContinuationsAsynchronously);
        var started = new ConcurrentQueue<string>();
        _haproxy.Change = (_, _) =>
        {
            started.Enqueue("change");
            return gate.Task;
        };
        _haproxy.Reload = _ =>
        {
            started.Enqueue("reload");
            return Task.FromResult(new Effect(null, []));
        };
        supervisor.Tell(new HaProxySupervisor.Apply(new Plan.Runtime(new(2), [Command]), Two));
        supervisor.Tell(new HaProxySupervisor.Apply(new Plan.Reload(new(3), "test", []), Two));
        AwaitCondition(() => !started.IsEmpty);
        ExpectNoMsg(TimeSpan.FromMilliseconds(200));
        Assert.Equal(["change"], started);

        gate.SetResult(new Effect(null, []));

        Assert.Equal(2, ExpectMsg<PlanApplied>(Patience).Revision.Number);
        Assert.Equal(3, ExpectMsg<PlanApplied>(Patience).Revision.Number);
    }

    [Fact]
    public void It_looks_from_time_to_time_and_counts_what_it_had_to_mend()
    {
        var audits = 0;
        _haproxy.Change = (commands, wanted) =>
        {
            Assert.Empty(commands);
            Assert.Same(One, wanted);
            return Task.FromResult(Interlocked.Increment(ref audits) == 2 ? new Effect(null, [Command]) : new Effect(null, []));
        };

        StartApplied(Often);

        AwaitCondition(() => Volatile.Read(ref audits) > 4);
        Assert.Equal((1, 0), (Board.Current.HaProxy.Drift, Board.Current.HaProxy.Changes));
        ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void What_only_a_reload_mends_is_told_to_whoever_planned()
    {
        var isSo = true;
        _haproxy.Change = (_, _) =>
            Task.FromResult(isSo ? new Effect(null, []) : Effect.Of(new ApplyFailure(ApplyStage.Verify, "web-1 is elsewhere", "")));
        StartApplied(Often);

        Volatile.Write(ref isSo, false);

        Assert.Equal(new DriftFound("web-1 is elsewhere"), ExpectMsg<DriftFound>(Patience));
        Assert.Equal(1, Board.Current.HaProxy.Drift);
        ExpectNoMsg(TimeSpan.FromMilliseconds(200)); // said once
    }

    [Fact]
    public void A_look_that_fails_otherwise_is_repeated()
    {
        var audits = 0;
        _haproxy.Change = (_, _) => Interlocked.Increment(ref audits) < 3
            ? Task.FromResult(Effect.Of(new ApplyFailure(ApplyStage.Runtime, "", "")))
            : Task.FromResult(new Effect(null, []));

        StartApplied(Often);

        AwaitCondition(() => Volatile.Read(ref audits) > 4);
        Assert.Equal(0, Board.Current.HaProxy.Drift);
    }

    [Fact]
    public void One_that_is_too_busy_to_answer_has_not_been_changed_by_anybody()
    {
        var audits = 0;
        _haproxy.Change = (_, _) => Interlocked.Increment(ref audits) < 3
            ? Task.FromException<Effect>(new SocketException((int)SocketError.TimedOut))
            : Task.FromResult(new Effect(null, []));

        StartApplied(Often);

        AwaitCondition(() => Volatile.Read(ref audits) > 4);
        Assert.Equal(0, Board.Current.HaProxy.Drift);
    }

    [Fact]
    public void A_server_that_lingers_after_a_plan_is_looked_after_soon()
    {
        var audits = 0;
        _haproxy.Change = (commands, _) =>
        {
            if (commands.IsEmpty)
            {
                Interlocked.Increment(ref audits);
            }

            return Task.FromResult(new Effect(null, [], IsLingering: true));
        };
        var supervisor = StartApplied(Rarely);

        Apply(supervisor, new Plan.Runtime(new(2), [Command]), Two);

        AwaitCondition(() => Volatile.Read(ref audits) > 1);
        Assert.Equal(0, Board.Current.HaProxy.Drift);
    }

    [Fact]
    public void While_a_reload_waits_nobody_puts_back_what_was_done_ahead_of_it()
    {
        var looks = new ConcurrentQueue<AppliedState>();
        _haproxy.Change = (_, wanted) =>
        {
            looks.Enqueue(wanted);
            return Task.FromResult(new Effect(null, []));
        };
        var supervisor = StartApplied(Often);
        AwaitCondition(() => !looks.IsEmpty);
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _haproxy.Reload = async _ =>
        {
            await gate.Task;
            return new Effect(null, [], OldWorkers: 10);
        };

        supervisor.Tell(new HaProxySupervisor.Apply(new Plan.Reload(new(2), "test", [Command]), Two));
        ExpectNoMsg(TimeSpan.FromMilliseconds(200)); // a look comes due meanwhile
        looks.Clear();
        gate.SetResult();

        Assert.Equal(new PlanDeferred(new(2), 10), ExpectMsg<PlanDeferred>(Patience));
        ExpectNoMsg(TimeSpan.FromMilliseconds(300));
        Assert.Empty(looks);
        Assert.Equal(0, Board.Current.HaProxy.Reloads);

        _haproxy.Reload = _ => Task.FromResult(new Effect(null, []));
        Apply(supervisor, new Plan.Reload(new(2), "test", []), Two);
        AwaitCondition(() => looks.Contains(Two));
    }

    [Fact]
    public void What_a_plan_that_failed_did_is_not_undone_and_the_next_plan_is_looked_after_again()
    {
        var failure = Effect.Of(new ApplyFailure(ApplyStage.Runtime, "no room", ""));
        var looks = new ConcurrentQueue<AppliedState>();
        var supervisor = StartApplied(Often);
        _haproxy.Reload = _ => Task.FromResult(failure);
        _haproxy.Change = (commands, wanted) =>
        {
            if (!commands.IsEmpty)
            {
                return Task.FromResult(failure);
            }

            looks.Enqueue(wanted);
            return Task.FromResult(new Effect(null, []));
        };

        foreach (Plan plan in new Plan[] { new Plan.Runtime(new(2), [Command]), new Plan.Reload(new(3), "test", [Command]) })
        {
            supervisor.Tell(new HaProxySupervisor.Apply(plan, Two));
            ExpectMsg<ApplyFailed>(Patience);
            looks.Clear();
            ExpectNoMsg(TimeSpan.FromMilliseconds(200));
            Assert.Empty(looks);
        }

        Apply(supervisor, new Plan.Nothing(new(4)), Two);
        AwaitCondition(() => looks.Contains(Two));
    }

    [Fact]
    public async Task Looks_go_on_after_HAProxy_has_died_and_was_started_again()
    {
        var audits = 0;
        _haproxy.Change = (_, _) =>
        {
            Interlocked.Increment(ref audits);
            return Task.FromResult(new Effect(null, []));
        };
        StartApplied(Often);
        AwaitCondition(() => Volatile.Read(ref audits) > 0);
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var startedWith = new TaskCompletionSource<AppliedState?>(TaskCreationOptions.RunContinuationsAsynchronously);
        _haproxy.Start = async wanted =>
        {
            startedWith.TrySetResult(wanted);
            await gate.Task;
            return (FakeHaProxy.Process, null);
        };

        _haproxy.End();

        Assert.Same(One, await startedWith.Task.WaitAsync(Patience));
        Assert.Equal((false, 1), (Board.Current.HaProxy.Running, Board.Current.HaProxy.Restarts));
        ExpectNoMsg(TimeSpan.FromMilliseconds(200)); // a look comes due meanwhile
        var before = Volatile.Read(ref audits);
        gate.SetResult();
        AwaitCondition(() => Volatile.Read(ref audits) > before + 1);
        Assert.True(Board.Current.HaProxy.Running);
    }

    [Fact]
    public void Certificates_wait_for_a_reload_in_flight_and_an_audit_that_comes_due_meanwhile_follows()
    {
        var (reload, certificates) = (NewGate<Effect>(), NewGate<string?>());
        var (audits, sent) = (0, new ConcurrentQueue<string>());
        _haproxy.Reload = _ => reload.Task;
        _haproxy.ChangeCertificates = commands =>
        {
            sent.Enqueue(Assert.Single(commands).Words);
            return certificates.Task;
        };
        _haproxy.Change = (_, _) =>
        {
            Interlocked.Increment(ref audits);
            return Task.FromResult(new Effect(null, []));
        };
        var supervisor = Start(Often);
        supervisor.Tell(new HaProxySupervisor.Apply(new Plan.Reload(new(1), "test", []), One));
        ExpectMsg<PlanApplied>(Patience); // that was a start
        supervisor.Tell(new HaProxySupervisor.Apply(new Plan.Reload(new(2), "test", []), One));
        supervisor.Tell(new HaProxySupervisor.ApplyCertificates([new CertificateCommand.Create("/run/certs/a.pem")]));
        ExpectNoMsg(TimeSpan.FromMilliseconds(100));
        Assert.Empty(sent);

        reload.SetResult(new Effect(null, []));
        Assert.Equal(2, ExpectMsg<PlanApplied>(Patience).Revision.Number);
        AwaitCondition(() => sent.Contains("new ssl cert /run/certs/a.pem"));
        ExpectNoMsg(TimeSpan.FromMilliseconds(100)); // an audit comes due meanwhile
        var before = Volatile.Read(ref audits);
        certificates.SetResult("no room");

        Assert.Equal(new CertificatesApplied("no room"), ExpectMsg<CertificatesApplied>(Patience));
        AwaitCondition(() => Volatile.Read(ref audits) > before + 1);

        TaskCompletionSource<T> NewGate<T>() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    [Fact]
    public void A_HAProxy_that_takes_certificates_and_does_not_answer_is_not_taken_for_one_that_does_not_run()
    {
        var errors = new Queue<Exception>([new OperationCanceledException("no answer"), new SocketException(), new IOException("reset")]);
        var supervisor = StartApplied(Rarely);
        _haproxy.ChangeCertificates = _ => Task.FromException<string?>(errors.Dequeue());

        Assert.Equal((null, null, "no answer"), Send());
        Assert.NotNull(Send().Fault);
        Assert.Equal((null, "reset", null), Send());

        (string? Refusal, string? Fault, string? Error) Send()
        {
            supervisor.Tell(new HaProxySupervisor.ApplyCertificates([new CertificateCommand.Create("/run/certs/a.pem")]));
            var applied = ExpectMsg<CertificatesApplied>(Patience);
            return (applied.Refusal, applied.Fault, applied.Error);
        }
    }

    [Fact]
    public void Certificates_are_not_sent_while_HAProxy_does_not_run()
    {
        Start(Rarely).Tell(new HaProxySupervisor.ApplyCertificates([new CertificateCommand.Create("/run/certs/a.pem")]));

        Assert.Equal("HAProxy does not run", ExpectMsg<CertificatesApplied>(Patience).Fault);
    }

    private IActorRef Start(TimeSpan auditEvery) =>
        Sys.ActorOf(HaProxySupervisor.CreateProps(_haproxy, Events, auditEvery, TimeProvider.System, NullLogger.Instance));

    private IActorRef StartApplied(TimeSpan auditEvery)
    {
        var supervisor = Start(auditEvery);
        Apply(supervisor, new Plan.Reload(new(1), "test", []), One);
        return supervisor;
    }

    private void Apply(IActorRef supervisor, Plan plan, AppliedState wanted)
    {
        supervisor.Tell(new HaProxySupervisor.Apply(plan, wanted));
        Assert.Equal(new PlanApplied(plan.Revision), ExpectMsg<PlanApplied>(Patience));
    }

    private T ExpectMsg<T>(out T message, TimeSpan patience) => message = ExpectMsg<T>(patience);
}
