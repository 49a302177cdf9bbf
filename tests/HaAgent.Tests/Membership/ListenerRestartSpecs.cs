using Actors.Clustering.Messages;
using Actors.HaAgent.Membership;
using Akka.Actor;

namespace Actors.HaAgent.Tests.Membership;

/// <summary>Supervision restarts the listener alone; HAProxy, the writer and the nodes go on.</summary>
public sealed class ListenerRestartSpecs : ListenerTestKit
{
    [Fact]
    public void An_answer_for_an_earlier_life_of_the_listener_takes_no_node_out()
    {
        JoinAgentLater();
        var inFlight = PublishMany();
        Restart();

        SayLeaving();
        var leaving = SnapshotWith(NodeStatus.Leaving);
        Listener.Tell(new SnapshotApplied(inFlight.Revision));

        Watcher.ExpectNoMsg(AMoment);
        Leaver.ExpectNoMsg(AMoment);
        Listener.Tell(new SnapshotApplied(leaving.Revision));
        Watcher.Reply(new ServerQuestion.SessionsEnded(ExpectWatch<ServerQuestion.UntilSessionsEnded>().Key));
        var idle = FishSnapshot(snapshot => snapshot.Nodes is [{ IsIdle: true }]);
        Leaver.ExpectNoMsg(AMoment);
        Listener.Tell(new SnapshotApplied(idle.Revision));
        Leaver.ExpectMsg<NodeRemoved>(Patience);
    }

    [Fact]
    public void A_leave_that_comes_before_the_cluster_s_state_takes_no_node_out()
    {
        JoinAgentLater();
        FishNode(node => node.Status == NodeStatus.In);
        var failure = Clock.FailNext();
        ToListener().Tell(new NodeReadiness("web-1", Web.Uid, 7, false, "busy"), Leaver.Ref);
        failure.AwaitReached();

        // It waits in the mailbox when the listener starts again.
        Listener.Tell(new NodeLeaving("web-1", Web.Uid), RemoteLeaver);
        EventFilter.Exception<FailingClock.ClockFailedException>().ExpectOne(Patience, failure.Happen);

        SnapshotWith(NodeStatus.Leaving);
        Leaver.ExpectNoMsg(AMoment);
    }

    [Fact]
    public void What_a_node_has_said_of_its_readiness_counts_in_the_next_life()
    {
        JoinAgentLater();
        ToListener().Tell(new NodeReadiness("web-1", Web.Uid, 5, false, "warming up"), Leaver.Ref);
        FishNode(node => !node.Ready);

        var before = Newest();
        Restart();

        var after = FishSnapshot(snapshot => snapshot.Revision.Life != before.Revision.Life);
        Assert.Equal((false, "busy"), (after.Nodes[0].Ready, after.Nodes[0].Reason));
        // Only what is newer than that changes it.
        ToListener().Tell(new NodeReadiness("web-1", Web.Uid, 99, true, ""), Leaver.Ref);
        Writer.ExpectNoMsg(AMoment);
    }

    [Fact]
    public void A_leave_that_an_earlier_life_has_heard_is_answered_by_the_next()
    {
        JoinAgentLater();
        SayLeaving();
        Listener.Tell(new SnapshotApplied(SnapshotWith(NodeStatus.Leaving).Revision));
        var earlier = ExpectWatch<ServerQuestion.UntilSessionsEnded>().Key;

        Restart();

        var leaving = SnapshotWith(NodeStatus.Leaving);
        Listener.Tell(new SnapshotApplied(leaving.Revision));
        Assert.Equal(earlier, Watcher.ExpectMsg<ServerQuestion.Forget>(Patience).Key);
        var watched = ExpectWatch<ServerQuestion.UntilSessionsEnded>().Key;
        // What was seen for the earlier life may be from before HAProxy was changed.
        Watcher.Reply(new ServerQuestion.SessionsEnded(earlier));
        Writer.ExpectNoMsg(AMoment);
        Watcher.Reply(new ServerQuestion.SessionsEnded(watched));
        Listener.Tell(new SnapshotApplied(FishSnapshot(snapshot => snapshot.Nodes is [{ IsIdle: true }]).Revision));
        Leaver.ExpectMsg<NodeRemoved>(Patience);
    }

    [Fact]
    public async Task A_node_that_has_not_answered_yet_has_to_answer_in_the_next_life_too()
    {
        JoinAgent();
        JoinWeb();
        FishNode(record => record.Probe == ProbeState.Overdue);
        ExpectWatch<ServerQuestion.UntilCheckPassed>();

        Restart();

        Assert.Equal(ProbeState.Overdue, FishNode(_ => true).Probe);
        Watcher.ExpectMsg<ServerQuestion.Forget>(Patience);
        ExpectWatch<ServerQuestion.UntilCheckPassed>();
        await using var node = await TestNode.StartAsync("web-1", Port);
        FishNode(record => record.Probe == ProbeState.Healthy);
    }

    [Fact]
    public async Task A_downed_node_that_answers_stays_in_the_next_life_until_it_answers_no_more()
    {
        await using (await TestNode.StartAsync("web-1", Port))
        {
            JoinAndDownWeb();

            // The next time that it answers.
            EventFilter.Exception<FailingClock.ClockFailedException>().ExpectOne(Patience, () => Clock.FailNext().Happen());

            FishHeld();
        }

        FishSnapshot(snapshot => snapshot.Nodes.All(node => node.Status == NodeStatus.Gone));
    }

    // So many that the next life is far behind.
    private MembershipSnapshot PublishMany()
    {
        for (var sequence = 1; sequence <= 20; sequence++)
        {
            ToListener().Tell(new NodeReadiness("web-1", Web.Uid, sequence, sequence % 2 == 0, ""), Leaver.Ref);
            Leaver.ExpectMsg<ReadinessHeard>(Patience);
        }

        return FishSnapshot(snapshot => snapshot.Revision.Number >= 20);
    }

    // Once it has taken this report in.
    private void Restart()
    {
        Clock.FailNext().Happen();
        EventFilter.Exception<FailingClock.ClockFailedException>().ExpectOne(
            Patience, () => ToListener().Tell(new NodeReadiness("web-1", Web.Uid, 100, false, "busy"), Leaver.Ref));
    }

    private MembershipSnapshot Newest()
    {
        var newest = MembershipSnapshot.Empty;
        Writer.ReceiveWhile<MembershipChanged>(AMoment, message => Newer((MembershipChanged)message, ref newest));
        return newest;
    }

    private IActorRef RemoteLeaver => ((ExtendedActorSystem)Sys).Provider.ResolveActorRef(
        Leaver.Ref.Path.ToStringWithAddress(((ExtendedActorSystem)WebSystem).Provider.DefaultAddress));
}
