using Actors.Clustering.Messages;
using Actors.HaAgent.Applying;
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
        Listener.Tell(new PlanApplied(inFlight.Revision));

        Watch.ExpectNoMsg(AMoment);
        Leaver.ExpectNoMsg(AMoment);
        Listener.Tell(new PlanApplied(leaving.Revision));
        Watch.ExpectMsg<ServerWatch.UntilSessionsEnded>(Patience);
        Watch.Reply(new ServerWatch.SessionsEnded(Web));
        var idle = FishSnapshot(snapshot => snapshot.Nodes is [{ IsIdle: true }]);
        Leaver.ExpectNoMsg(AMoment);
        Listener.Tell(new PlanApplied(idle.Revision));
        Leaver.ExpectMsg<NodeTakenOut>(Patience);
    }

    [Fact]
    public void A_leave_that_comes_before_the_cluster_s_state_takes_no_node_out()
    {
        JoinAgentLater();
        FishNode(node => node.Status == NodeStatus.In);
        var failure = Clock.FailNext();
        ToListener().Tell(new NodeReadiness("web-1", Web.Uid, 7, false, "busy"), Leaver.Ref);

        // Both wait in the mailbox when the listener starts again.
        Listener.Tell(new NodeLeaving("web-1", Web.Uid), RemoteLeaver);
        EventFilter.Exception<FailingClock.ClockFailedException>().ExpectOne(Patience, failure.Happen);

        SnapshotWith(NodeStatus.Leaving);
        Leaver.ExpectNoMsg(AMoment);
    }

    // So many that the next life is far behind.
    private MembershipSnapshot PublishMany()
    {
        for (var sequence = 1; sequence <= 20; sequence++)
        {
            ToListener().Tell(new NodeReadiness("web-1", Web.Uid, sequence, sequence % 2 == 0, ""), Leaver.Ref);
            Leaver.ExpectMsg<ReadinessHeard>(Patience);
        }

        return FishSnapshot(snapshot => snapshot.Revision >= 20);
    }

    private void Restart()
    {
        var failure = Clock.FailNext();
        failure.Happen();
        EventFilter.Exception<FailingClock.ClockFailedException>().ExpectOne(
            Patience, () => ToListener().Tell(new NodeReadiness("web-1", Web.Uid, 100, false, "busy"), Leaver.Ref));
    }

    private IActorRef RemoteLeaver => ((ExtendedActorSystem)Sys).Provider.ResolveActorRef(
        Leaver.Ref.Path.ToStringWithAddress(((ExtendedActorSystem)WebSystem).Provider.DefaultAddress));
}
