using System.Collections.Immutable;
using System.Net.Sockets;
using Actors.HaAgent.HaProxy;
using Actors.HaAgent.Membership;
using Actors.HaAgent.Planning;
using Akka.Actor;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.HaAgent.Tests.HaProxy;

public sealed class ServerWatchSpecs : QuickTestKit
{
    private static readonly TimeSpan AMoment = TimeSpan.FromMilliseconds(200);
    private readonly FakeHaProxy _haproxy = new();
    private readonly IActorRef _watch;
    private volatile ObservedServer[] _servers = [];
    private int _looks;

    public ServerWatchSpecs()
        : base("akka.loglevel = WARNING")
    {
        _haproxy.Observe = () =>
        {
            Interlocked.Increment(ref _looks);
            return Task.FromResult(_servers.ToImmutableArray());
        };
        _watch = Sys.ActorOf(ServerWatch.CreateProps(_haproxy, NullLogger.Instance));
    }

    [Fact]
    public void It_tells_when_the_last_session_has_ended_and_not_before()
    {
        _servers = [Server("a", sessions: 2), Server("b")];
        _watch.Tell(new ServerQuestion.UntilSessionsEnded("key", "web", "a"));
        AwaitLooks(3);
        ExpectNoMsg(TimeSpan.Zero);

        _servers = [Server("a"), Server("b")];

        Assert.Equal(new ServerQuestion.SessionsEnded("key"), ExpectMsg<ServerQuestion.SessionsEnded>(Patience));
    }

    [Fact]
    public void A_server_that_is_not_there_has_no_sessions()
    {
        _servers = [Server("b", sessions: 1)];

        _watch.Tell(new ServerQuestion.UntilSessionsEnded("key", "web", "a"));
        _watch.Tell(new ServerQuestion.UntilCheckPassed("other", "web", "a"));

        Assert.Equal("key", ExpectMsg<ServerQuestion.SessionsEnded>(Patience).Key);
        AwaitLooks(3);
        ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void It_tells_when_a_check_has_passed()
    {
        _servers = [Server("a", hasPassed: false)];
        _watch.Tell(new ServerQuestion.UntilCheckPassed(7, "web", "a"));
        AwaitLooks(3);
        ExpectNoMsg(TimeSpan.Zero);

        _servers = [Server("a")];

        Assert.Equal(new ServerQuestion.CheckPassed(7), ExpectMsg<ServerQuestion.CheckPassed>(Patience));
    }

    [Fact]
    public void What_an_old_worker_does_not_say_may_be_a_session_and_keeps_no_check_waiting()
    {
        _servers = [Server("a") with { SilentWorkers = 1 }];
        _watch.Tell(new ServerQuestion.UntilSessionsEnded("key", "web", "a"));
        _watch.Tell(new ServerQuestion.UntilCheckPassed(7, "web", "a"));

        ExpectMsg<ServerQuestion.CheckPassed>(Patience);
        AwaitLooks(4);
        ExpectNoMsg(TimeSpan.Zero);

        _servers = [Server("a")];
        ExpectMsg<ServerQuestion.SessionsEnded>(Patience);
    }

    [Fact]
    public void While_HAProxy_cannot_be_asked_nothing_is_known()
    {
        var fails = true;
        _haproxy.Observe = () =>
        {
            Interlocked.Increment(ref _looks);
            return Volatile.Read(ref fails)
                ? Task.FromException<ImmutableArray<ObservedServer>>(new SocketException((int)SocketError.ConnectionRefused))
                : Task.FromResult(_servers.ToImmutableArray());
        };
        _watch.Tell(new ServerQuestion.UntilSessionsEnded("key", "web", "a"));
        AwaitLooks(3);
        ExpectNoMsg(TimeSpan.Zero);

        Volatile.Write(ref fails, false);

        ExpectMsg<ServerQuestion.SessionsEnded>(Patience);
    }

    [Fact]
    public void What_is_not_so_for_long_is_looked_at_less_often_until_something_new_is_asked()
    {
        _servers = [Server("a", hasPassed: false), Server("b", sessions: 1)];
        _watch.Tell(new ServerQuestion.UntilCheckPassed(7, "web", "a"));
        AwaitAssert(() => Assert.True(Volatile.Read(ref _looks) > 500), TimeSpan.FromSeconds(60));

        var before = Volatile.Read(ref _looks);
        ExpectNoMsg(TimeSpan.FromSeconds(2));
        Assert.InRange(Volatile.Read(ref _looks) - before, 0, 20);

        _watch.Tell(new ServerQuestion.UntilSessionsEnded("key", "web", "b"));
        AwaitLooks(Volatile.Read(ref _looks) + 50);
    }

    [Fact]
    public void What_is_forgotten_is_not_answered_and_nobody_looks_without_a_question()
    {
        _servers = [Server("a", sessions: 1)];
        _watch.Tell(new ServerQuestion.UntilSessionsEnded("key", "web", "a"));
        AwaitLooks(1);

        _watch.Tell(new ServerQuestion.Forget("key"));
        _servers = [Server("a")];

        ExpectNoMsg(AMoment);
        var looks = Volatile.Read(ref _looks);
        ExpectNoMsg(AMoment);
        Assert.Equal(looks, Volatile.Read(ref _looks));
    }

    [Fact]
    public void Each_asker_gets_its_own_answer()
    {
        _servers = [Server("a", sessions: 1), Server("b", hasPassed: false)];
        var other = CreateTestProbe();
        _watch.Tell(new ServerQuestion.UntilSessionsEnded(1, "web", "a"), other.Ref);
        _watch.Tell(new ServerQuestion.UntilCheckPassed(2, "web", "b"));
        AwaitLooks(2);

        _servers = [Server("a", sessions: 1), Server("b")];
        ExpectMsg<ServerQuestion.CheckPassed>(Patience);
        other.ExpectNoMsg(AMoment);
        _servers = [Server("a"), Server("b")];

        Assert.Equal(1, other.ExpectMsg<ServerQuestion.SessionsEnded>(Patience).Key);
    }

    [Fact]
    public void What_was_seen_before_the_question_is_no_answer_to_it()
    {
        var looks = new List<TaskCompletionSource<ImmutableArray<ObservedServer>>>();
        _haproxy.Observe = () =>
        {
            var look = new TaskCompletionSource<ImmutableArray<ObservedServer>>(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (looks)
            {
                looks.Add(look);
            }

            return look.Task;
        };
        TaskCompletionSource<ImmutableArray<ObservedServer>> Look(int number)
        {
            AwaitCondition(() => looks.Count > number);
            return looks[number];
        }

        _watch.Tell(new ServerQuestion.UntilCheckPassed("first", "web", "b"));
        var before = Look(0);
        _watch.Tell(new ServerQuestion.UntilSessionsEnded("second", "web", "a"));
        before.SetResult([Server("a"), Server("b")]);

        ExpectMsg<ServerQuestion.CheckPassed>(Patience);
        Look(1).SetResult([Server("a", sessions: 1), Server("b")]);
        var after = Look(2);
        ExpectNoMsg(TimeSpan.Zero);
        after.SetResult([Server("a"), Server("b")]);
        ExpectMsg<ServerQuestion.SessionsEnded>(Patience);
    }

    private static ObservedServer Server(string name, int sessions = 0, bool hasPassed = true) =>
        new(new ServerReading("web", name, "10.0.0.1", 3000, 100, 0, hasPassed), sessions);

    private void AwaitLooks(int looks) => AwaitCondition(() => Volatile.Read(ref _looks) >= looks);
}
