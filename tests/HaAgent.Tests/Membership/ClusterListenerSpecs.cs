using Actors.Clustering;
using Actors.Clustering.Hosting;
using Actors.Clustering.Messages;
using Actors.HaAgent.Applying;
using Actors.HaAgent.Membership;
using Akka.Actor;
using Akka.Cluster;
using Akka.TestKit;
using Akka.TestKit.Xunit2;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.HaAgent.Tests.Membership;

/// <summary>The listener in a real cluster of two systems; who gets snapshots and who watches HAProxy are probes.</summary>
public sealed class ClusterListenerSpecs : TestKit
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan AMoment = TimeSpan.FromMilliseconds(300);
    private readonly int _port = Ports.Free();
    private readonly ActorSystem _web;
    private readonly TestProbe _writer;
    private readonly TestProbe _watch;
    private readonly TestProbe _leaver;
    private IActorRef _listener = ActorRefs.Nobody;

    public ClusterListenerSpecs()
        : base(Hocon("ha", "1.0.0+ha-1"), "actors")
    {
        _writer = CreateTestProbe();
        _watch = CreateTestProbe();
        _web = ActorSystem.Create("actors", Hocon("web", Described));
        _leaver = CreateTestProbe(_web);
    }

    private string Described => new NodeDescription("web-1", "web", _port, 100, "1.0.0").ToAppVersion();

    private UniqueAddress Web => Cluster.Get(_web).SelfUniqueAddress;

    [Fact]
    public async Task A_node_that_joins_is_pending_and_proven_once_its_port_answers()
    {
        JoinAgent();
        JoinWeb();
        var first = Assert.Single(SnapshotWith(NodeStatus.In).Nodes);
        Assert.NotEqual(NodeProof.Proven, first.Proof);
        Assert.Equal(new NodeDescription("web-1", "web", _port, 100, "1.0.0"), first.Description);
        Assert.Equal(("127.0.0.1", true, true, false), (first.Host, first.Reachable, first.Ready, first.IsIdle));

        await using var node = await TestNode.StartAsync("web-1", _port);

        FishNode(record => record.Proof == NodeProof.Proven);
    }

    [Fact]
    public void A_node_that_does_not_answer_is_overdue_and_a_passed_check_proves_it()
    {
        JoinAgent();
        JoinWeb();
        Assert.Equal(NodeProof.Pending, Assert.Single(SnapshotWith(NodeStatus.In).Nodes).Proof);

        FishNode(record => record.Proof == NodeProof.Overdue);
        Assert.Equal(new ServerWatch.UntilCheckPassed(Web, "web", "web-1"), _watch.ExpectMsg<ServerWatch.UntilCheckPassed>(Patience));
        _watch.Reply(new ServerWatch.CheckPassed(Web));

        FishNode(record => record.Proof == NodeProof.Proven);
        Assert.Equal(new ServerWatch.Forget(Web), _watch.ExpectMsg<ServerWatch.Forget>(Patience));
    }

    [Fact]
    public async Task A_node_that_is_overdue_is_proven_when_its_port_answers_after_all()
    {
        JoinAgent();
        JoinWeb();
        FishNode(record => record.Proof == NodeProof.Overdue);

        await using var node = await TestNode.StartAsync("web-1", _port);

        FishNode(record => record.Proof == NodeProof.Proven);
        _watch.FishForMessage<ServerWatch.Forget>(_ => true, Patience);
    }

    [Fact]
    public async Task A_node_that_says_that_it_has_joined_is_asked_ahead_of_the_gossip_and_stays_when_that_shows_it()
    {
        JoinAgent();
        await using var node = await TestNode.StartAsync("web-1", _port);

        SayArrived();

        var record = FishNode(record => record.Proof == NodeProof.Proven);
        Assert.Equal((NodeStatus.In, $"{Web.Address}#{Web.Uid}"), (record.Status, record.Key));
        JoinWeb();
        Assert.Equal(NodeProof.Proven, FishNode(_ => true).Proof);
        SayArrived();
        _writer.ReceiveWhile<MembershipChanged>(AMoment, message =>
        {
            Assert.Equal((record.Key, NodeProof.Proven), (Assert.Single(((MembershipChanged)message).Snapshot.Nodes).Key, ((MembershipChanged)message).Snapshot.Nodes[0].Proof));
            return (MembershipChanged)message;
        });
    }

    [Fact]
    public void A_node_that_says_so_and_that_gossip_never_shows_is_taken_out_again()
    {
        JoinAgent();

        SayArrived();

        FishNode(record => record.Proof == NodeProof.Pending);
        FishSnapshot(snapshot => snapshot.Nodes.IsEmpty);
        _watch.FishForMessage<ServerWatch.Forget>(forget => forget.Key.Equals(Web), Patience);
    }

    [Theory]
    [InlineData("ha-2", "1.0.0+ha-2")]
    [InlineData("web-2", "1.0.0+web-1;web;3000;100")]
    [InlineData("web-1", "1.0.0+web-1;web;99999;100")]
    [InlineData("web-1", "1.0.0")]
    public void Who_says_so_without_being_a_usable_web_node_is_not_heard(string name, string appVersion)
    {
        JoinAgent();
        _writer.ReceiveWhile<MembershipChanged>(AMoment, message => (MembershipChanged)message);

        ToListener().Tell(new NodeArrived(name, Web.Uid, appVersion), _leaver.Ref);

        _writer.ExpectNoMsg(AMoment);
    }

    [Fact]
    public void Nodes_that_are_up_before_the_agent_need_no_proof()
    {
        JoinAgentLater();

        Assert.Equal(NodeProof.Proven, FishNode(_ => true).Proof);
        _watch.ExpectNoMsg(AMoment);
    }

    [Fact]
    public void A_node_that_leaves_is_leaving_then_gone()
    {
        JoinAgentLater();

        Cluster.Get(_web).Leave(Cluster.Get(_web).SelfAddress);

        _listener.Tell(new PlanApplied(SnapshotWith(NodeStatus.Leaving).Revision));
        Assert.Equal(new ServerWatch.UntilSessionsEnded(Web, "web", "web-1"), _watch.ExpectMsg<ServerWatch.UntilSessionsEnded>(Patience));
        FishSnapshot(snapshot => snapshot.Nodes.IsEmpty);
        _watch.FishForMessage<ServerWatch.Forget>(forget => forget.Key.Equals(Web), Patience);
    }

    [Fact]
    public void A_leave_goes_drained_then_without_sessions_then_taken_out_and_each_step_waits_for_the_one_before()
    {
        JoinAgentLater();
        SayLeaving();

        var leaving = SnapshotWith(NodeStatus.Leaving);
        Assert.False(leaving.Nodes[0].IsIdle);
        _listener.Tell(new PlanApplied(leaving.Revision - 1));
        _watch.ExpectNoMsg(AMoment);

        _listener.Tell(new PlanApplied(leaving.Revision));
        Assert.Equal(new ServerWatch.UntilSessionsEnded(Web, "web", "web-1"), _watch.ExpectMsg<ServerWatch.UntilSessionsEnded>(Patience));
        _leaver.ExpectNoMsg(AMoment);

        _watch.Reply(new ServerWatch.SessionsEnded(Web));
        var idle = FishSnapshot(snapshot => snapshot.Nodes is [{ Status: NodeStatus.Leaving, IsIdle: true }]);
        Assert.True(idle.Revision > leaving.Revision);
        _leaver.ExpectNoMsg(AMoment);

        _listener.Tell(new PlanApplied(idle.Revision));
        Assert.Equal(new NodeTakenOut("ha-1", "web-1", Web.Uid), _leaver.ExpectMsg<NodeTakenOut>(Patience));
    }

    [Fact]
    public void A_leave_that_is_announced_again_is_one_leave_and_is_answered_again_once_it_is_done()
    {
        JoinAgentLater();
        SayLeaving();
        var leaving = SnapshotWith(NodeStatus.Leaving);
        SayLeaving();
        AwaitHeard();
        _listener.Tell(new PlanApplied(leaving.Revision));
        _watch.ExpectMsg<ServerWatch.UntilSessionsEnded>(Patience);
        SayLeaving();
        AwaitHeard();
        _watch.Reply(new ServerWatch.SessionsEnded(Web));
        _listener.Tell(new PlanApplied(FishSnapshot(snapshot => snapshot.Nodes is [{ IsIdle: true }]).Revision));
        _leaver.ExpectMsg<NodeTakenOut>(Patience);
        _leaver.ExpectNoMsg(AMoment);
        _watch.ExpectNoMsg(AMoment);

        SayLeaving();

        _leaver.ExpectMsg<NodeTakenOut>(Patience);
        _writer.ExpectNoMsg(AMoment);
    }

    [Fact]
    public void A_node_whose_requests_do_not_end_has_its_time_and_is_taken_out_all_the_same()
    {
        JoinAgentLater(TimeSpan.FromMilliseconds(500));
        SayLeaving();
        _listener.Tell(new PlanApplied(SnapshotWith(NodeStatus.Leaving).Revision));

        var idle = FishSnapshot(snapshot => snapshot.Nodes is [{ IsIdle: true }]);

        _watch.FishForMessage<ServerWatch.Forget>(forget => forget.Key.Equals(Web), Patience);
        _leaver.ExpectNoMsg(AMoment);
        _listener.Tell(new PlanApplied(idle.Revision));
        _leaver.ExpectMsg<NodeTakenOut>(Patience);
    }

    [Theory]
    [InlineData("web-9", 0)]
    [InlineData("web-1", 1)]
    public void Somebody_that_the_agent_does_not_know_is_out_once_what_it_knew_is_applied(string name, int incarnation)
    {
        JoinAgentLater();
        var known = FishSnapshot(snapshot => snapshot.Nodes is [{ Status: NodeStatus.In }]);
        _writer.ReceiveWhile<MembershipChanged>(AMoment, message => Newer((MembershipChanged)message, ref known));
        var leaving = new NodeLeaving(name, Web.Uid + incarnation);

        ToListener().Tell(leaving, _leaver.Ref);

        _leaver.ExpectNoMsg(AMoment);
        _writer.ExpectNoMsg(AMoment);
        _listener.Tell(new PlanApplied(known.Revision));
        Assert.Equal(new NodeTakenOut("ha-1", leaving.Node, leaving.Incarnation), _leaver.ExpectMsg<NodeTakenOut>(Patience));
    }

    [Fact]
    public void Readiness_that_a_node_pushes_is_in_the_next_snapshot_and_an_older_report_is_not()
    {
        JoinAgentLater();

        ToListener().Tell(new NodeReadiness("web-1", Web.Uid, 5, false, "warming\nup"), _leaver.Ref);
        Assert.Equal("warmingup", FishNode(node => !node.Ready).Reason);
        Assert.Equal(new ReadinessHeard("ha-1", 5), _leaver.ExpectMsg<ReadinessHeard>(Patience));

        ToListener().Tell(new NodeReadiness("web-1", Web.Uid, 4, true, ""), _leaver.Ref);
        _writer.ExpectNoMsg(AMoment);
        ToListener().Tell(new NodeReadiness("web-1", Web.Uid, 6, true, ""), _leaver.Ref);
        FishNode(node => node.Ready);
    }

    [Fact]
    public void Nobody_speaks_for_another_node()
    {
        JoinAgentLater();
        FishNode(node => node.Status == NodeStatus.In);
        _writer.ReceiveWhile<MembershipChanged>(AMoment, message => (MembershipChanged)message);

        _listener.Tell(new NodeReadiness("web-1", Web.Uid, 9, false, "said by somebody else"), TestActor);
        _listener.Tell(new NodeLeaving("web-1", Web.Uid), TestActor);

        _writer.ExpectNoMsg(AMoment);
    }

    [Fact]
    public void A_node_that_is_removed_in_good_standing_stays_because_the_agent_lost_the_cluster()
    {
        JoinAgentLater();
        FishNode(node => node.Status == NodeStatus.In);

        // The agent's own cluster daemon stops: it announces everybody as removed.
        Cluster.Get(Sys).Down(Cluster.Get(Sys).SelfAddress);

        AwaitCondition(() => Cluster.Get(Sys).IsTerminated, Patience);
        _writer.ReceiveWhile<MembershipChanged>(TimeSpan.FromSeconds(1), message =>
        {
            var changed = (MembershipChanged)message;
            Assert.Equal(NodeStatus.In, Assert.Single(changed.Snapshot.Nodes).Status);
            return changed;
        });
    }

    [Fact]
    public async Task A_node_that_is_downed_is_unreachable_as_long_as_it_answers_and_then_gone()
    {
        await using (await TestNode.StartAsync("web-1", _port))
        {
            JoinAgentLater();
            FishNode(node => node.Status == NodeStatus.In);

            Cluster.Get(Sys).Down(Web.Address);

            FishNode(node => node is { Status: NodeStatus.In, Reachable: false });
            _writer.ExpectNoMsg(TimeSpan.FromSeconds(2));
        }

        FishNode(node => node.Status == NodeStatus.Gone);
    }

    [Fact]
    public async Task A_node_that_was_downed_and_has_joined_again_is_one_node()
    {
        await using var node = await TestNode.StartAsync("web-1", _port);
        JoinAgentLater();
        FishNode(known => known.Status == NodeStatus.In);
        Cluster.Get(Sys).Down(Web.Address);
        FishNode(held => held is { Status: NodeStatus.In, Reachable: false });

        var again = ActorSystem.Create("actors", Hocon("web", Described));
        try
        {
            Cluster.Get(again).Join(Cluster.Get(Sys).SelfAddress);

            FishNode(record => record is { Status: NodeStatus.In, Reachable: true, Proof: NodeProof.Proven });
        }
        finally
        {
            await again.Terminate();
        }
    }

    [Fact]
    public void A_node_that_is_downed_and_does_not_answer_is_gone()
    {
        JoinAgentLater();
        FishNode(node => node.Status == NodeStatus.In);

        Cluster.Get(Sys).Down(Web.Address);

        FishNode(node => node.Status == NodeStatus.Gone);
    }

    protected override void AfterAll()
    {
        _web.Terminate().Wait(Patience);
        base.AfterAll();
    }

    private static string Hocon(string role, string appVersion) => LoopbackHocon.For(EmbeddedText.Read(typeof(NodeRoles).Assembly, "cluster.hocon"), role, appVersion);

    private static MembershipChanged Newer(MembershipChanged changed, ref MembershipSnapshot newest)
    {
        newest = changed.Snapshot;
        return changed;
    }

    // As in production it is there before the join.
    private void StartListener(TimeSpan drainTimeout) => _listener = Sys.ActorOf(
        ClusterListener.CreateProps(
            new ClusterListenerSettings("ha-1", TimeSpan.FromMilliseconds(500), drainTimeout), _writer, _watch, TimeProvider.System, NullLogger.Instance),
        "cluster-listener");

    private void JoinAgent()
    {
        StartListener(TimeSpan.FromMinutes(1));
        Cluster.Get(Sys).Join(Cluster.Get(Sys).SelfAddress);
        AwaitCondition(() => Cluster.Get(Sys).SelfMember.Status == MemberStatus.Up, Patience);
        _writer.FishForMessage<MembershipChanged>(_ => true, Patience);
    }

    // Others may see a node up before it knows so itself; until then it can neither leave nor speak.
    private void JoinWeb()
    {
        Cluster.Get(_web).Join(Cluster.Get(Sys).SelfAddress);
        AwaitCondition(() => Cluster.Get(_web).SelfMember.Status == MemberStatus.Up, Patience);
    }

    private void JoinAgentLater(TimeSpan? drainTimeout = null)
    {
        Cluster.Get(_web).Join(Web.Address);
        AwaitCondition(() => Cluster.Get(_web).SelfMember.Status == MemberStatus.Up, Patience);
        StartListener(drainTimeout ?? TimeSpan.FromMinutes(1));
        Cluster.Get(Sys).Join(Web.Address);
        AwaitCondition(() => Cluster.Get(Sys).SelfMember.Status == MemberStatus.Up, Patience);
    }

    private MembershipSnapshot SnapshotWith(NodeStatus status) => FishSnapshot(snapshot => snapshot.Nodes is [var node] && node.Status == status);

    private NodeRecord FishNode(Predicate<NodeRecord> isIt) => FishSnapshot(snapshot => snapshot.Nodes is [var node] && isIt(node)).Nodes[0];

    private MembershipSnapshot FishSnapshot(Predicate<MembershipSnapshot> isIt) =>
        _writer.FishForMessage<MembershipChanged>(changed => isIt(changed.Snapshot), Patience).Snapshot;

    private void SayArrived() => ToListener().Tell(
        new NodeArrived("web-1", Web.Uid, Described), _leaver.Ref);

    private void SayLeaving() => ToListener().Tell(new NodeLeaving("web-1", Web.Uid), _leaver.Ref);

    // What was sent before this has been heard once it is answered; it changes nothing.
    private void AwaitHeard()
    {
        ToListener().Tell(new NodeReadiness("web-1", Web.Uid, 0, true, ""), _leaver.Ref);
        _leaver.ExpectMsg<ReadinessHeard>(Patience);
    }

    private ActorSelection ToListener() => _web.ActorSelection(new RootActorPath(Cluster.Get(Sys).SelfAddress) / "user" / "cluster-listener");
}
