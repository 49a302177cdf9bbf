using Actors.Clustering.Messages;
using Actors.HaAgent.Membership;
using Akka.Actor;
using Akka.Cluster;

namespace Actors.HaAgent.Tests.Membership;

/// <summary>The listener holds the leave of a node that HAProxy is known to keep in rotation.</summary>
public sealed class LeaveHoldSpecs : ListenerTestKit
{
    [Theory]
    [InlineData(5, 15_000, 5_000)]
    [InlineData(30, 15_000, 7_500)]
    [InlineData(5, 4_000, 2_000)]
    [InlineData(5, null, null)]
    [InlineData(0, 15_000, null)]
    [InlineData(5, 0, null)]
    [InlineData(5, -1, null)]
    [InlineData(5, int.MinValue, null)]
    public void A_node_is_held_for_as_long_as_the_setting_says_and_half_of_its_own_patience_at_most(
        int setting, int? patience, int? longest) =>
        Assert.Equal(
            longest, (int?)LeaveHold.For(TimeSpan.FromSeconds(setting), patience, TimeSpan.FromSeconds(7))?.Longest.TotalMilliseconds);

    [Fact]
    public void A_node_that_is_held_is_told_once_and_goes_when_it_is_drained()
    {
        Hold = TimeSpan.FromMinutes(1);
        JoinAgentLater();
        SayLeaving();
        var leaving = SnapshotWith(NodeStatus.Leaving);
        Assert.NotNull(leaving.Nodes[0].LeftAt);

        Listener.Tell(new SnapshotApplied(leaving.Revision) { Held = [leaving.Nodes[0].Key] });
        Assert.Equal(new NodeHeld("ha-1", "web-1", Web.Uid, "web", 30_000), Leaver.ExpectMsg<NodeHeld>(Patience));
        SayLeaving();
        AwaitHeard();
        Listener.Tell(new SnapshotApplied(leaving.Revision) { Held = [leaving.Nodes[0].Key] });
        Watcher.ExpectNoMsg(AMoment);
        Leaver.ExpectNoMsg(AMoment);

        // Another node serves by now.
        Listener.Tell(new SnapshotApplied(leaving.Revision));
        Watcher.Reply(new ServerQuestion.SessionsEnded(ExpectWatch<ServerQuestion.UntilSessionsEnded>().Key));
        var idle = FishSnapshot(snapshot => snapshot.Nodes is [{ IsIdle: true }]);
        Listener.Tell(new SnapshotApplied(idle.Revision));
        Leaver.ExpectMsg<NodeRemoved>(Patience);
    }

    [Fact]
    public void A_hold_has_an_end()
    {
        Hold = TimeSpan.FromMilliseconds(500);
        JoinAgentLater();
        SayLeaving();
        var leaving = SnapshotWith(NodeStatus.Leaving);
        Listener.Tell(new SnapshotApplied(leaving.Revision) { Held = [leaving.Nodes[0].Key] });

        var over = FishSnapshot(snapshot => snapshot.Nodes is [{ Status: NodeStatus.Leaving, LeftAt: null }]);

        Listener.Tell(new SnapshotApplied(over.Revision));
        ExpectWatch<ServerQuestion.UntilSessionsEnded>();
    }

    [Fact]
    public void The_next_life_of_the_listener_holds_on_and_ends_it()
    {
        Hold = TimeSpan.FromSeconds(8);
        JoinAgentLater();
        SayLeaving();
        var leaving = SnapshotWith(NodeStatus.Leaving);
        Listener.Tell(new SnapshotApplied(leaving.Revision) { Held = [leaving.Nodes[0].Key] });
        Leaver.ExpectMsg<NodeHeld>(Patience);

        Clock.FailNext().Happen();
        // It is read with the next snapshot.
        EventFilter.Exception<FailingClock.ClockFailedException>()
            .ExpectOne(Patience, () => ToListener().Tell(new NodeReadiness("web-1", Web.Uid, 100, true, "again"), Leaver.Ref));

        var again = FishSnapshot(snapshot =>
            snapshot.Revision.Life != leaving.Revision.Life && snapshot.Nodes is [{ Status: NodeStatus.Leaving }]);
        Assert.Equal(leaving.Nodes[0].LeftAt, again.Nodes[0].LeftAt);
        FishSnapshot(snapshot =>
            snapshot.Revision.Life != leaving.Revision.Life && snapshot.Nodes is [{ Status: NodeStatus.Leaving, LeftAt: null }]);
    }

    [Fact]
    public void A_command_of_the_cluster_to_leave_is_not_held()
    {
        Hold = TimeSpan.FromMinutes(1);
        JoinAgentLater();

        Cluster.Get(WebSystem).Leave(Cluster.Get(WebSystem).SelfAddress);
        SayLeaving();

        FishSnapshot(snapshot => snapshot.Nodes is [{ Status: NodeStatus.Leaving, LeftAt: null }]);
    }

    [Fact]
    public void A_node_that_comes_is_known_as_served_once_HAProxy_has_it_so_that_one_that_is_held_may_go()
    {
        Hold = TimeSpan.FromMinutes(1);
        JoinAgentLater();
        var here = FishNode(node => node.Status == NodeStatus.In);
        Assert.False(here.IsApplied);
        var newest = MembershipSnapshot.Empty;
        SayReady(1, "a");
        Writer.ReceiveWhile<MembershipChanged>(AMoment, message => Newer((MembershipChanged)message, ref newest));

        Listener.Tell(new SnapshotApplied(newest.Revision) { Held = ["another"] });

        Assert.True(FishNode(_ => true).IsApplied);
        // Nothing new: no snapshot, else there were no end to them.
        Listener.Tell(new SnapshotApplied(newest.Revision.Next) { Held = ["another"] });
        Writer.ExpectNoMsg(AMoment);
    }

    [Fact]
    public void One_that_was_known_as_served_just_before_lets_one_go_too()
    {
        Hold = TimeSpan.FromMinutes(1);
        JoinAgentLater();
        var newest = MembershipSnapshot.Empty;
        SayReady(1, "a");
        Writer.ReceiveWhile<MembershipChanged>(AMoment, message => Newer((MembershipChanged)message, ref newest));
        Listener.Tell(new SnapshotApplied(newest.Revision));

        Listener.Tell(new SnapshotApplied(newest.Revision) { Held = ["another"] });

        Assert.True(FishNode(_ => true).IsApplied);
    }

    private void SayReady(long sequence, string reason)
    {
        ToListener().Tell(new NodeReadiness("web-1", Web.Uid, sequence, true, reason), Leaver.Ref);
        Leaver.ExpectMsg<ReadinessHeard>(Patience);
    }
}
