using Actors.Clustering;
using Akka.Actor;
using Akka.Cluster;

namespace Actors.HaAgent.Membership;

/// <summary>Takes the agents of the cluster whose HAProxies take peers into <see cref="BalancerPeers"/>, and tells the writer.</summary>
public sealed class PeerWatch : ReceiveActor, IWithTimers
{
    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly PeersFile _file;
    private readonly IActorRef _writer;
    private readonly TimeProvider _time;
    private BalancerPeers _peers;

    public PeerWatch(PeersFile file, IActorRef writer, TimeProvider time)
    {
        (_file, _writer, _time) = (file, writer, time);
        _peers = BalancerPeers.Restored(file.Read(), Now);
        Receive<ClusterEvent.IMemberEvent>(_ => Look());
        Receive<LookDue>(_ => Look());
    }

    public ITimerScheduler Timers { get; set; } = null!;

    private TimeSpan Now => _time.GetElapsedTime(0);

    /// <param name="file">Where they are kept.</param>
    /// <param name="writer">Who is told.</param>
    /// <param name="time">The clock.</param>
    public static Props CreateProps(PeersFile file, IActorRef writer, TimeProvider time) =>
        Props.Create(() => new PeerWatch(file, writer, time));

    protected override void PreStart()
    {
        _cluster.Subscribe(Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents, typeof(ClusterEvent.IMemberEvent));
        Self.Tell(LookDue.Instance);
    }

    protected override void PostStop() => _cluster.Unsubscribe(Self);

    private void Look()
    {
        var before = _peers.All;
        _peers = _peers.Seen([.. _cluster.State.Members.Where(IsOther).Select(Read).OfType<BalancerPeer>()], Now);
        if (!_peers.All.SequenceEqual(before))
        {
            _file.Write(_peers.All);
            _writer.Tell(new PeersChanged(_peers.All));
        }

        if (_peers.NextEnd is { } end)
        {
            Timers.StartSingleTimer(nameof(LookDue), LookDue.Instance, end > Now ? end - Now : TimeSpan.Zero);
        }
        else
        {
            Timers.Cancel(nameof(LookDue));
        }
    }

    private bool IsOther(Member member) => member.HasRole(NodeRoles.Ha) && member.UniqueAddress != _cluster.SelfUniqueAddress
        && member.Status is MemberStatus.Joining or MemberStatus.WeaklyUp or MemberStatus.Up;

    private static BalancerPeer? Read(Member member) =>
        BalancerPeer.TryRead(NodeDescription.NameIn(member.AppVersion.ToString()), member.Address.Host, member.Roles);

    private sealed record LookDue
    {
        public static readonly LookDue Instance = new();
    }
}
