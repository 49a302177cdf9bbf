using Actors.Clustering.Messages;
using Actors.HaAgent.Membership;
using Akka.Actor;
using Akka.Cluster;

namespace Actors.HaAgent.Tests.Membership;

/// <summary>What the listener makes of the cluster and of what the nodes say.</summary>
public sealed class ClusterListenerSpecs : ListenerTestKit
{
    [Fact]
    public async Task A_node_that_joins_is_pending_and_healthy_once_itsPort_answers()
    {
        JoinAgent();
        JoinWeb();
        var first = Assert.Single(SnapshotWith(NodeStatus.In).Nodes);
        Assert.NotEqual(ProbeState.Healthy, first.Probe);
        Assert.Equal(new NodeDescription("web-1", "web", Port, 100, "1.0.0"), first.Description);
        Assert.Equal(("127.0.0.1", true, true, false), (first.Host, first.Reachable, first.Ready, first.IsIdle));

        await using var node = await TestNode.StartAsync("web-1", Port);

        FishNode(record => record.Probe == ProbeState.Healthy);
    }

    [Fact]
    public void A_node_that_does_not_answer_is_overdue_and_a_passed_check_proves_it()
    {
        JoinAgent();
        JoinWeb();
        Assert.Equal(ProbeState.Pending, Assert.Single(SnapshotWith(NodeStatus.In).Nodes).Probe);

        FishNode(record => record.Probe == ProbeState.Overdue);
        Watcher.Reply(new ServerQuestion.CheckPassed(ExpectWatch<ServerQuestion.UntilCheckPassed>().Key));

        FishNode(record => record.Probe == ProbeState.Healthy);
        FishForget();
    }

    [Fact]
    public async Task A_node_that_is_overdue_is_healthy_when_itsPort_answers_after_all()
    {
        JoinAgent();
        JoinWeb();
        FishNode(record => record.Probe == ProbeState.Overdue);

        await using var node = await TestNode.StartAsync("web-1", Port);

        FishNode(record => record.Probe == ProbeState.Healthy);
        FishForget();
    }

    [Fact]
    public async Task A_node_that_says_that_it_has_joined_is_asked_ahead_of_the_gossip_and_stays_when_that_shows_it()
    {
        JoinAgent();
        await using var node = await TestNode.StartAsync("web-1", Port);

        SayArrived();

        var record = FishNode(record => record.Probe == ProbeState.Healthy);
        Assert.Equal((NodeStatus.In, $"{Web.Address}#{Web.Uid}"), (record.Status, record.Key));
        JoinWeb();
        Assert.Equal(ProbeState.Healthy, FishNode(_ => true).Probe);
        SayArrived();
        Writer.ReceiveWhile<MembershipChanged>(AMoment, message =>
        {
            Assert.Equal(
                (record.Key, ProbeState.Healthy),
                (Assert.Single(((MembershipChanged)message).Snapshot.Nodes).Key, ((MembershipChanged)message).Snapshot.Nodes[0].Probe));
            return (MembershipChanged)message;
        });
    }

    [Fact]
    public void A_node_that_says_so_and_that_gossip_never_shows_is_taken_out_again()
    {
        JoinAgent();

        SayArrived();

        FishNode(record => record.Probe == ProbeState.Pending);
        FishSnapshot(snapshot => snapshot.Nodes.IsEmpty);
        FishForget();
    }

    [Theory]
    [InlineData("ha-2", "1.0.0+ha-2")]
    [InlineData("web-2", "1.0.0+web-1;web;3000;100")]
    [InlineData("web-1", "1.0.0+web-1;web;99999;100")]
    [InlineData("web-1", "1.0.0")]
    public void Who_says_so_without_being_a_usableWebSystem_node_is_not_heard(string name, string appVersion)
    {
        JoinAgent();
        Writer.ReceiveWhile<MembershipChanged>(AMoment, message => (MembershipChanged)message);

        ToListener().Tell(new NodeArrived(name, Web.Uid, appVersion), Leaver.Ref);

        Writer.ExpectNoMsg(AMoment);
    }

    [Fact]
    public void Nodes_that_are_up_before_the_agent_need_no_probe()
    {
        JoinAgentLater();

        Assert.Equal(ProbeState.Healthy, FishNode(_ => true).Probe);
        Watcher.ExpectNoMsg(AMoment);
    }

    [Fact]
    public void A_node_that_is_not_at_its_address_is_so_until_it_answers()
    {
        JoinAgentLater();
        FishNode(node => node.Absence is null);

        Listener.Tell(new NodePresence(Web, new NodeAbsence("nothing listens on its port 4053 any more")));
        Assert.Equal(
            (NodeStatus.In, true),
            (FishNode(node => node.Absence is { IsReplaced: false }) is var gone ? (gone.Status, gone.Reachable) : default));
        Listener.Tell(new NodePresence(Web, null));
        FishNode(node => node.Absence is null);
    }

    [Fact]
    public async Task One_that_another_node_has_replaced_is_not_kept_when_the_cluster_downs_it_though_its_port_answers()
    {
        JoinAgentLater();
        FishNode(node => node.Status == NodeStatus.In);
        await using var other = await TestNode.StartAsync("api-1", Port);
        Listener.Tell(new NodePresence(Web, new NodeAbsence("node api-1 is at its address now", IsReplaced: true)));
        FishNode(node => node.Absence is { IsReplaced: true });

        Cluster.Get(Sys).Down(Web.Address);

        Assert.Equal(NodeStatus.Gone, FishNode(node => node.Status == NodeStatus.Gone || !node.Reachable).Status);
    }

    [Fact]
    public void A_node_that_gossip_calls_unreachable_for_long_is_so_until_gossip_calls_it_reachable()
    {
        JoinAgentLater();
        FishNode(node => node.Status == NodeStatus.In);
        Listener.Tell(new ClusterEvent.UnreachableMember(WebMember));
        FishNode(node => !node.Reachable);
        Listener.Tell(new ClusterEvent.ReachableMember(WebMember));
        var newest = FishSnapshot(snapshot => snapshot.Nodes is [{ Reachable: true }]);

        Listener.Tell(new ClusterEvent.UnreachableMember(WebMember));
        Listener.Tell(new ClusterEvent.ReachableMember(WebMember));

        // For longer than it would have been believed.
        Writer.ReceiveWhile<MembershipChanged>(UnreachableAfter * 2, message => Newer((MembershipChanged)message, ref newest));
        Assert.True(Assert.Single(newest.Nodes).Reachable);
    }

    [Fact]
    public void A_node_that_gossip_has_just_called_unreachable_is_not_so_yet()
    {
        UnreachableAfter = TimeSpan.FromMinutes(1);
        JoinAgentLater();
        FishNode(node => node.Status == NodeStatus.In);

        Listener.Tell(new ClusterEvent.UnreachableMember(WebMember));
        Listener.Tell(new NodePresence(Web, new NodeAbsence("nothing listens there")));

        Assert.True(FishNode(node => node.Absence is not null).Reachable);
    }

    [Fact]
    public void A_node_that_leaves_is_leaving_then_gone()
    {
        JoinAgentLater();

        Cluster.Get(WebSystem).Leave(Cluster.Get(WebSystem).SelfAddress);

        Listener.Tell(new SnapshotApplied(SnapshotWith(NodeStatus.Leaving).Revision));
        ExpectWatch<ServerQuestion.UntilSessionsEnded>();
        FishSnapshot(snapshot => snapshot.Nodes.IsEmpty);
        FishForget();
    }

    [Fact]
    public void A_leave_goes_drained_then_without_sessions_then_taken_out_and_each_step_waits_for_the_one_before()
    {
        JoinAgentLater();
        SayLeaving();

        var leaving = SnapshotWith(NodeStatus.Leaving);
        Assert.False(leaving.Nodes[0].IsIdle);
        Listener.Tell(new SnapshotApplied(leaving.Revision with { Number = leaving.Revision.Number - 1 }));
        Watcher.ExpectNoMsg(AMoment);

        Listener.Tell(new SnapshotApplied(leaving.Revision));
        var watched = ExpectWatch<ServerQuestion.UntilSessionsEnded>().Key;
        Leaver.ExpectNoMsg(AMoment);

        Watcher.Reply(new ServerQuestion.SessionsEnded(watched));
        var idle = FishSnapshot(snapshot => snapshot.Nodes is [{ Status: NodeStatus.Leaving, IsIdle: true }]);
        Assert.False(leaving.Revision.Covers(idle.Revision));
        Leaver.ExpectNoMsg(AMoment);

        Listener.Tell(new SnapshotApplied(idle.Revision));
        Assert.Equal(new NodeRemoved("ha-1", "web-1", Web.Uid), Leaver.ExpectMsg<NodeRemoved>(Patience));
    }

    [Fact]
    public void A_leave_that_is_announced_again_is_one_leave_and_is_answered_again_once_it_is_done()
    {
        JoinAgentLater();
        SayLeaving();
        var leaving = SnapshotWith(NodeStatus.Leaving);
        SayLeaving();
        AwaitHeard();
        Listener.Tell(new SnapshotApplied(leaving.Revision));
        var watched = ExpectWatch<ServerQuestion.UntilSessionsEnded>().Key;
        SayLeaving();
        AwaitHeard();
        Watcher.Reply(new ServerQuestion.SessionsEnded(watched));
        Listener.Tell(new SnapshotApplied(FishSnapshot(snapshot => snapshot.Nodes is [{ IsIdle: true }]).Revision));
        Leaver.ExpectMsg<NodeRemoved>(Patience);
        Leaver.ExpectNoMsg(AMoment);
        Watcher.ExpectNoMsg(AMoment);

        SayLeaving();

        Leaver.ExpectMsg<NodeRemoved>(Patience);
        Writer.ExpectNoMsg(AMoment);
    }

    [Fact]
    public void A_node_whose_requests_do_not_end_has_its_time_and_is_taken_out_all_the_same()
    {
        JoinAgentLater(TimeSpan.FromMilliseconds(500));
        SayLeaving();
        Listener.Tell(new SnapshotApplied(SnapshotWith(NodeStatus.Leaving).Revision));

        var idle = FishSnapshot(snapshot => snapshot.Nodes is [{ IsIdle: true }]);

        FishForget();
        Leaver.ExpectNoMsg(AMoment);
        Listener.Tell(new SnapshotApplied(idle.Revision));
        Leaver.ExpectMsg<NodeRemoved>(Patience);
    }

    [Theory]
    [InlineData("web-9", 0)]
    [InlineData("web-1", 1)]
    public void Somebody_that_the_agent_does_not_know_is_out_once_what_it_knew_is_applied(string name, int incarnation)
    {
        JoinAgentLater();
        var known = FishSnapshot(snapshot => snapshot.Nodes is [{ Status: NodeStatus.In }]);
        Writer.ReceiveWhile<MembershipChanged>(AMoment, message => Newer((MembershipChanged)message, ref known));
        var leaving = new NodeLeaving(name, Web.Uid + incarnation);

        ToListener().Tell(leaving, Leaver.Ref);

        Leaver.ExpectNoMsg(AMoment);
        Writer.ExpectNoMsg(AMoment);
        Listener.Tell(new SnapshotApplied(known.Revision));
        Assert.Equal(new NodeRemoved("ha-1", leaving.Node, leaving.Incarnation), Leaver.ExpectMsg<NodeRemoved>(Patience));
    }

    [Fact]
    public void Readiness_that_a_node_pushes_is_in_the_next_snapshot_and_an_older_report_is_not()
    {
        JoinAgentLater();

        ToListener().Tell(new NodeReadiness("web-1", Web.Uid, 5, false, "warming\nup"), Leaver.Ref);
        Assert.Equal("warmingup", FishNode(node => !node.Ready).Reason);
        Assert.Equal(new ReadinessHeard("ha-1", 5), Leaver.ExpectMsg<ReadinessHeard>(Patience));

        ToListener().Tell(new NodeReadiness("web-1", Web.Uid, 4, true, ""), Leaver.Ref);
        Writer.ExpectNoMsg(AMoment);
        ToListener().Tell(new NodeReadiness("web-1", Web.Uid, 6, true, ""), Leaver.Ref);
        FishNode(node => node.Ready);
    }

    [Fact]
    public void Nobody_speaks_for_another_node()
    {
        JoinAgentLater();
        FishNode(node => node.Status == NodeStatus.In);
        Writer.ReceiveWhile<MembershipChanged>(AMoment, message => (MembershipChanged)message);

        Listener.Tell(new NodeReadiness("web-1", Web.Uid, 9, false, "said by somebody else"), TestActor);
        Listener.Tell(new NodeLeaving("web-1", Web.Uid), TestActor);

        Writer.ExpectNoMsg(AMoment);
    }

    [Fact]
    public void A_node_that_is_removed_in_good_standing_stays_because_the_agent_lost_the_cluster()
    {
        JoinAgentLater();
        FishNode(node => node.Status == NodeStatus.In);

        // The agent's own cluster daemon stops: it announces everybody as removed.
        Cluster.Get(Sys).Down(Cluster.Get(Sys).SelfAddress);

        AwaitCondition(() => Cluster.Get(Sys).IsTerminated);
        Writer.ReceiveWhile<MembershipChanged>(TimeSpan.FromSeconds(1), message =>
        {
            var changed = (MembershipChanged)message;
            Assert.Equal(NodeStatus.In, Assert.Single(changed.Snapshot.Nodes).Status);
            return changed;
        });
    }

    [Fact]
    public async Task A_node_that_is_downed_is_unreachable_as_long_as_it_answers_and_then_gone()
    {
        await using (await TestNode.StartAsync("web-1", Port))
        {
            JoinAndDownWeb();

            Writer.ExpectNoMsg(TimeSpan.FromSeconds(2));
        }

        FishNode(node => node.Status == NodeStatus.Gone);
    }

    [Fact]
    public async Task A_node_that_was_downed_and_has_joined_again_is_one_node()
    {
        await using var node = await TestNode.StartAsync("web-1", Port);
        JoinAndDownWeb();

        var again = ActorSystem.Create("actors", Hocon("web", Described));
        try
        {
            Cluster.Get(again).Join(Cluster.Get(Sys).SelfAddress);

            FishNode(record => record is { Status: NodeStatus.In, Reachable: true, Probe: ProbeState.Healthy });
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

    private Member WebMember => Cluster.Get(Sys).State.Members.Single(member => member.UniqueAddress.Equals(Web));
}
