using Actors.Backend.Leaving;
using Actors.Clustering.Hosting;
using Actors.Clustering.Messages;
using Akka.Actor;
using Akka.Cluster;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Backend.Tests.Leaving;

/// <summary>The web node's line to its agents, in a real cluster; the agent is a probe at the agent's path.</summary>
public sealed class AgentLinkSpecs : TestKit
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly Readiness _readiness = new();
    private readonly ActorSystem _ha;
    private readonly TestProbe _agent;
    private readonly IActorRef _link;

    public AgentLinkSpecs()
        : base(Hocon("web", "1.0.0+web-1;web;3000;100"), "actors")
    {
        _ha = ActorSystem.Create("actors", Hocon("ha", "1.0.0+ha-1"));
        _agent = CreateTestProbe(_ha);
        _ha.ActorOf(Props.Create(() => new Forwarder(_agent.Ref)), "cluster-listener");
        Cluster.Get(_ha).Join(Cluster.Get(_ha).SelfAddress);
        _link = Sys.ActorOf(AgentLink.CreateProps("web-1", _readiness, NullLogger.Instance));
        Cluster.Get(Sys).Join(Cluster.Get(_ha).SelfAddress);
    }

    private int Uid => Cluster.Get(Sys).SelfUniqueAddress.Uid;

    [Fact]
    public void An_agent_that_appears_is_told_the_readiness_until_it_has_heard()
    {
        Assert.Equal(new NodeReadiness("web-1", Uid, 1, true, ""), ExpectReadiness());
        ExpectReadiness();

        _agent.Reply(new ReadinessHeard("ha-1", 1));

        _agent.ReceiveWhile<object>(TimeSpan.FromSeconds(1), message => message);
        _agent.ExpectNoMsg(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void An_agent_that_appears_is_told_who_is_there_until_it_has_heard()
    {
        var arrived = _agent.ExpectMsg<NodeArrived>(Patience);
        Assert.Equal(new NodeArrived("web-1", Uid, "1.0.0+web-1;web;3000;100"), arrived);
        _agent.FishForMessage<NodeArrived>(_ => true, Patience);

        ExpectReadiness();
        _agent.Reply(new ReadinessHeard("ha-1", 1));

        _agent.ReceiveWhile<object>(TimeSpan.FromSeconds(1), message => message);
        _agent.ExpectNoMsg(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void A_change_of_readiness_is_pushed_at_once()
    {
        ExpectReadiness();

        _readiness.Set(false, "no disk");

        Assert.Equal("no disk", _agent.FishForMessage<NodeReadiness>(report => !report.Ready, Patience).Reason);
    }

    [Fact]
    public void What_was_so_before_the_last_change_is_not_said_again()
    {
        ExpectReadiness();
        _link.Tell(new ReadinessState(5, true, ""));
        _agent.FishForMessage<NodeReadiness>(report => report.Sequence == 5, Patience);

        _link.Tell(new ReadinessState(4, false, "late"));

        _agent.ReceiveWhile<object>(TimeSpan.FromSeconds(1), message =>
        {
            Assert.False(message is NodeReadiness { Ready: false }, $"{message}");
            return message;
        });
    }

    [Fact]
    public void Leaving_waits_until_the_agent_has_taken_the_node_out()
    {
        ExpectReadiness();
        _link.Tell(new LeaveAgents(Patience));
        // It says what is left of its patience: less each time.
        var first = _agent.FishForMessage<NodeLeaving>(
            leaving =>
                leaving.Node == "web-1"
                    && leaving.Incarnation == Uid
                    && leaving.PatienceMilliseconds is > 0
                    && leaving.PatienceMilliseconds <= Patience.TotalMilliseconds,
            Patience);
        _agent.FishForMessage<NodeLeaving>(leaving => leaving.PatienceMilliseconds < first.PatienceMilliseconds, Patience);
        ExpectNoMsg(TimeSpan.FromMilliseconds(200));

        _agent.Reply(new NodeRemoved("ha-1", "web-1", Uid - 1));
        ExpectNoMsg(TimeSpan.FromMilliseconds(200));
        _agent.Reply(new NodeRemoved("ha-1", "web-1", Uid));

        Assert.Equal(1, ExpectMsg<RemovedByAgents>(Patience).Agents);
    }

    [Fact]
    public void Leaving_does_not_wait_for_an_agent_that_goes_away_meanwhile()
    {
        ExpectReadiness();
        _link.Tell(new LeaveAgents(Patience));
        _agent.FishForMessage<NodeLeaving>(_ => true, Patience);

        Cluster.Get(_ha).Leave(Cluster.Get(_ha).SelfAddress);

        Assert.Equal(0, ExpectMsg<RemovedByAgents>(Patience).Agents);
    }

    [Fact]
    public void Leaving_waits_for_an_agent_that_has_vanished_and_ends_without_it()
    {
        ExpectReadiness();
        // The agent's cluster ends as a killed process does: without a word.
        Cluster.Get(Sys).Down(Cluster.Get(_ha).SelfAddress);
        AwaitAssert(
            () =>
                Assert.DoesNotContain(
                    Cluster.Get(Sys).State.Members, member => member.HasRole("ha") && member.Status == MemberStatus.Up),
            Patience,
            TimeSpan.FromMilliseconds(20));

        _link.Tell(new LeaveAgents(Patience));

        ExpectNoMsg(TimeSpan.FromSeconds(1));
        Assert.Equal(0, ExpectMsg<RemovedByAgents>(Patience).Agents);
    }

    [Fact]
    public async Task Leaving_asks_the_next_life_of_an_agent_that_left_while_its_HAProxy_serves_on()
    {
        ExpectReadiness();
        var (first, probe) = StartSecond(port: 0);
        probe.FishForMessage<NodeReadiness>(_ => true, Patience);
        var port = Cluster.Get(first).SelfAddress.Port!.Value;
        await Cluster.Get(first).LeaveAsync().WaitAsync(Patience);
        await first.Terminate().WaitAsync(Patience);

        _link.Tell(new LeaveAgents(Patience));
        _agent.FishForMessage<NodeLeaving>(_ => true, Patience);
        _agent.Reply(new NodeRemoved("ha-1", "web-1", Uid));
        ExpectNoMsg(TimeSpan.FromMilliseconds(500));
        var (second, again) = StartSecond(port);
        again.FishForMessage<NodeLeaving>(_ => true, Patience);
        again.Reply(new NodeRemoved("ha-2", "web-1", Uid));

        Assert.Equal(2, ExpectMsg<RemovedByAgents>(Patience).Agents);
        await second.Terminate().WaitAsync(Patience);
    }

    // An agent whose HAProxy serves on when it stops.
    private (ActorSystem System, TestProbe Probe) StartSecond(int port)
    {
        var hocon = $"{Hocon("ha", "1.0.0+ha-2;onstop=keep")}\nakka.remote.dot-netty.tcp.port = {port}";
        var system = ActorSystem.Create("actors", hocon);
        var probe = CreateTestProbe(system);
        system.ActorOf(Props.Create(() => new Forwarder(probe.Ref)), "cluster-listener");
        Cluster.Get(system).Join(Cluster.Get(_ha).SelfAddress);
        return (system, probe);
    }

    private NodeReadiness ExpectReadiness() => _agent.FishForMessage<NodeReadiness>(_ => true, Patience);

    protected override void AfterAll()
    {
        _ha.Terminate().Wait(Patience);
        base.AfterAll();
    }

    private static string Hocon(string role, string appVersion) =>
        LoopbackHocon.For(EmbeddedText.Read(typeof(NodeHocon).Assembly, "cluster.hocon"), role, appVersion);

    // The link answers whoever sent: the sender must stay, and answers come back from the agent's own path.
    private sealed class Forwarder : ReceiveActor
    {
        public Forwarder(IActorRef probe) => ReceiveAny(message => probe.Forward(message));
    }
}
