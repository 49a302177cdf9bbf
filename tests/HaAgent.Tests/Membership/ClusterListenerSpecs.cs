using Actors.Clustering;
using Actors.Clustering.Messages;
using Actors.HaAgent.Applying;
using Actors.HaAgent.Membership;
using Akka.Actor;
using Akka.Cluster;
using Akka.Configuration;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.HaAgent.Tests.Membership;

/// <summary>The listener in a real cluster of two systems.</summary>
public sealed class ClusterListenerSpecs : TestKit
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly ActorSystem _web;
    private readonly TestProbe _writer;
    private readonly IActorRef _listener;

    public ClusterListenerSpecs()
        : base(Hocon("ha", "name.ha-1"), "actors")
    {
        _writer = CreateTestProbe();
        _web = ActorSystem.Create("actors", Hocon("web", "name.web-1", "service.web", "http.3000", "weight.100"));
        Cluster.Get(Sys).Join(Cluster.Get(Sys).SelfAddress);
        _listener = Sys.ActorOf(ClusterListener.CreateProps("ha-1", TimeSpan.FromMilliseconds(500), _writer, NullLogger.Instance), "cluster-listener");
    }

    [Fact]
    public void A_web_node_that_comes_up_is_in_the_snapshot_with_its_description()
    {
        JoinWeb();

        var node = Assert.Single(SnapshotWith(NodeStatus.Up).Nodes);
        Assert.Equal(new NodeDescription("web-1", "web", 3000, 100, "1.0.0"), node.Description);
        Assert.Equal(("127.0.0.1", true, true), (node.Host, node.Reachable, node.Ready));
    }

    [Fact]
    public void A_node_that_leaves_is_leaving_then_gone()
    {
        JoinWeb();
        SnapshotWith(NodeStatus.Up);

        Cluster.Get(_web).Leave(Cluster.Get(_web).SelfAddress);

        SnapshotWith(NodeStatus.Leaving);
        FishSnapshot(snapshot => snapshot.Nodes.IsEmpty);
    }

    [Fact]
    public async Task A_node_that_announces_that_it_leaves_is_answered_once_that_is_applied_and_not_before()
    {
        JoinWeb();
        SnapshotWith(NodeStatus.Up);
        var answer = LeaveFrom(_web);

        var snapshot = SnapshotWith(NodeStatus.Leaving);
        _listener.Tell(new PlanApplied(snapshot.Revision - 1));
        await Assert.ThrowsAsync<TimeoutException>(() => answer.WaitAsync(TimeSpan.FromMilliseconds(300)));
        _listener.Tell(new PlanApplied(snapshot.Revision));

        Assert.Equal("web-1", (await answer).Node);
    }

    [Fact]
    public void Readiness_that_a_node_pushes_is_in_the_next_snapshot_and_an_older_report_is_not()
    {
        JoinWeb();
        SnapshotWith(NodeStatus.Up);
        var uid = Cluster.Get(_web).SelfUniqueAddress.Uid;

        ToListener(_web).Tell(new NodeReadiness("web-1", uid, 5, false, "warming\nup"));
        Assert.Equal("warmingup", FishSnapshot(snapshot => !snapshot.Nodes[0].Ready).Nodes[0].Reason);

        ToListener(_web).Tell(new NodeReadiness("web-1", uid, 4, true, ""));
        _writer.ExpectNoMsg(TimeSpan.FromMilliseconds(300));
        ToListener(_web).Tell(new NodeReadiness("web-1", uid, 6, true, ""));
        FishSnapshot(snapshot => snapshot.Nodes[0].Ready);
    }

    [Fact]
    public void Nobody_speaks_for_another_node()
    {
        JoinWeb();
        SnapshotWith(NodeStatus.Up);

        _listener.Tell(new NodeReadiness("web-1", Cluster.Get(_web).SelfUniqueAddress.Uid, 9, false, "said by somebody else"), TestActor);

        _writer.ExpectNoMsg(TimeSpan.FromMilliseconds(300));
    }

    [Fact]
    public void A_node_that_is_removed_in_good_standing_stays_because_the_agent_lost_the_cluster()
    {
        JoinWeb();
        SnapshotWith(NodeStatus.Up);

        // The agent's own cluster daemon stops: it announces everybody as removed.
        Cluster.Get(Sys).Down(Cluster.Get(Sys).SelfAddress);

        AwaitCondition(() => Cluster.Get(Sys).IsTerminated, Patience);
        _writer.ReceiveWhile<MembershipChanged>(TimeSpan.FromSeconds(1), message =>
        {
            var changed = (MembershipChanged)message;
            Assert.Equal(NodeStatus.Up, Assert.Single(changed.Snapshot.Nodes).Status);
            return changed;
        });
    }

    protected override void AfterAll()
    {
        _web.Terminate().Wait(Patience);
        base.AfterAll();
    }

    private static Config Hocon(params string[] roles) => ConfigurationFactory.ParseString($$"""
        akka.loglevel = WARNING
        akka.remote.dot-netty.tcp { hostname = 127.0.0.1
          port = 0 }
        akka.coordinated-shutdown.run-by-clr-shutdown-hook = off
        akka.coordinated-shutdown.exit-clr = off
        akka.cluster { roles = [{{string.Join(',', roles.Select(role => $"\"{role}\""))}}]
          app-version = "1.0.0" }
        """).WithFallback(ConfigurationFactory.ParseString(
            Actors.Clustering.Hosting.EmbeddedText.Read(typeof(NodeRoles).Assembly, "cluster.hocon")));

    // Others may see a node up before it knows so itself; until then it can neither leave nor speak.
    private void JoinWeb()
    {
        Cluster.Get(_web).Join(Cluster.Get(Sys).SelfAddress);
        AwaitCondition(() => Cluster.Get(_web).SelfMember.Status == MemberStatus.Up, Patience);
    }

    private MembershipSnapshot SnapshotWith(NodeStatus status) => FishSnapshot(snapshot => snapshot.Nodes is [var node] && node.Status == status);

    private MembershipSnapshot FishSnapshot(Predicate<MembershipSnapshot> isIt) =>
        _writer.FishForMessage<MembershipChanged>(changed => isIt(changed.Snapshot), Patience).Snapshot;

    private ActorSelection ToListener(ActorSystem from) =>
        from.ActorSelection(new RootActorPath(Cluster.Get(Sys).SelfAddress) / "user" / "cluster-listener");

    private Task<NodeTakenOut> LeaveFrom(ActorSystem web) =>
        ToListener(web).Ask<NodeTakenOut>(new NodeLeaving("web-1", Cluster.Get(web).SelfUniqueAddress.Uid), Patience);
}
