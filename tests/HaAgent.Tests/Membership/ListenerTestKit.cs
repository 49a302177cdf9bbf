using Actors.Clustering;
using Actors.Clustering.Hosting;
using Actors.Clustering.Messages;
using Actors.HaAgent.Membership;
using Akka.Actor;
using Akka.Cluster;
using Akka.Configuration;
using Akka.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.HaAgent.Tests.Membership;

/// <summary>
/// The listener in a real cluster of two systems, the agent's and a web node's. Whatever receives snapshots or watches HAProxy is a probe.
/// </summary>
public abstract class ListenerTestKit : QuickTestKit
{
    protected static readonly TimeSpan AMoment = TimeSpan.FromMilliseconds(300);

    protected ListenerTestKit()
        : base(Hocon("ha", "1.0.0+ha-1"), "actors")
    {
        Writer = CreateTestProbe();
        Watcher = CreateTestProbe();
        // A port that nobody else is given once the node is gone.
        WebSystem = ActorSystem.Create(
            "actors",
            ConfigurationFactory.ParseString($"akka.remote.dot-netty.tcp.port = {Ports.Free()}")
                .WithFallback(ConfigurationFactory.ParseString(Hocon("web", Described))));
        Leaver = CreateTestProbe(WebSystem);
    }

    protected int Port { get; } = Ports.Free();

    protected ActorSystem WebSystem { get; }

    protected TestProbe Writer { get; }

    protected TestProbe Watcher { get; }

    /// <summary>Sends what the node sends, and receives its answers.</summary>
    protected TestProbe Leaver { get; }

    protected IActorRef Listener { get; private set; } = ActorRefs.Nobody;

    /// <summary>How long the listener holds the last node of a service.</summary>
    protected TimeSpan Hold { get; set; }

    /// <summary>How long gossip has to call a node unreachable before the listener believes it.</summary>
    protected TimeSpan UnreachableAfter { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The listener's.</summary>
    protected FailingClock Clock { get; } = new();

    protected string Described => new NodeDescription("web-1", "web", Port, 100, "1.0.0").ToAppVersion();

    protected UniqueAddress Web => Cluster.Get(WebSystem).SelfUniqueAddress;

    protected override void AfterAll()
    {
        WebSystem.Terminate().Wait(Patience);
        base.AfterAll();
    }

    protected static string Hocon(string role, string appVersion) =>
        LoopbackHocon.For(EmbeddedText.Read(typeof(NodeRoles).Assembly, "cluster.hocon"), role, appVersion);

    protected static MembershipChanged Newer(MembershipChanged changed, ref MembershipSnapshot newest)
    {
        newest = changed.Snapshot;
        return changed;
    }

    // As in production it is there before the join.
    protected void StartListener(TimeSpan drainTimeout) => Listener = Sys.ActorOf(
        ClusterListener.CreateProps(
            new ClusterListenerSettings("ha-1", UnreachableAfter, drainTimeout) { HoldLastLeave = Hold }, Writer, Watcher,
            Clock, NullLogger.Instance),
        "cluster-listener");

    protected void JoinAgent()
    {
        StartListener(TimeSpan.FromMinutes(1));
        Cluster.Get(Sys).Join(Cluster.Get(Sys).SelfAddress);
        AwaitCondition(() => Cluster.Get(Sys).SelfMember.Status == MemberStatus.Up);
        Writer.FishForMessage<MembershipChanged>(_ => true, Patience);
    }

    // Others may see a node up before it knows so itself; until then it can neither leave nor speak.
    protected void JoinWeb()
    {
        Cluster.Get(WebSystem).Join(Cluster.Get(Sys).SelfAddress);
        AwaitCondition(() => Cluster.Get(WebSystem).SelfMember.Status == MemberStatus.Up);
    }

    protected void JoinAgentLater(TimeSpan? drainTimeout = null)
    {
        Cluster.Get(WebSystem).Join(Web.Address);
        AwaitCondition(() => Cluster.Get(WebSystem).SelfMember.Status == MemberStatus.Up);
        StartListener(drainTimeout ?? TimeSpan.FromMinutes(1));
        Cluster.Get(Sys).Join(Web.Address);
        AwaitCondition(() => Cluster.Get(Sys).SelfMember.Status == MemberStatus.Up);
    }

    // Its own program has to answer.
    protected void JoinAndDownWeb()
    {
        JoinAgentLater();
        FishNode(node => node.Status == NodeStatus.In);
        Cluster.Get(Sys).Down(Web.Address);
        FishHeld();
    }

    protected void FishHeld() => FishNode(node => node is { Status: NodeStatus.In, Reachable: false });

    protected MembershipSnapshot SnapshotWith(NodeStatus status) =>
        FishSnapshot(snapshot => snapshot.Nodes is [var node] && node.Status == status);

    protected NodeRecord FishNode(Predicate<NodeRecord> isIt) =>
        FishSnapshot(snapshot => snapshot.Nodes is [var node] && isIt(node)).Nodes[0];

    protected MembershipSnapshot FishSnapshot(Predicate<MembershipSnapshot> isIt) =>
        Writer.FishForMessage<MembershipChanged>(changed => isIt(changed.Snapshot), Patience).Snapshot;

    // The node's server is watched so; what comes of it is replied to the key that this has.
    protected TQuestion ExpectWatch<TQuestion>()
        where TQuestion : ServerQuestion
    {
        var question = Watcher.ExpectMsg<TQuestion>(Patience);
        Assert.Equal((Web, "web", "web-1"), (((WatchKey)question.Key).Node, question.Service, question.Name));
        return question;
    }

    protected void FishForget() =>
        Watcher.FishForMessage<ServerQuestion.Forget>(forget => ((WatchKey)forget.Key).Node.Equals(Web), Patience);

    protected void SayArrived() => ToListener().Tell(
        new NodeArrived("web-1", Web.Uid, Described), Leaver.Ref);

    protected void SayLeaving() => ToListener().Tell(new NodeLeaving("web-1", Web.Uid) { PatienceMilliseconds = 60_000 }, Leaver.Ref);

    // What was sent before this has been heard once it is answered; it changes nothing.
    protected void AwaitHeard()
    {
        ToListener().Tell(new NodeReadiness("web-1", Web.Uid, 0, true, ""), Leaver.Ref);
        Leaver.ExpectMsg<ReadinessHeard>(Patience);
    }

    protected ActorSelection ToListener() =>
        WebSystem.ActorSelection(new RootActorPath(Cluster.Get(Sys).SelfAddress) / "user" / "cluster-listener");
}
