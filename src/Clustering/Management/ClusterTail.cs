using System.Threading.Channels;
using Actors.Contracts.Api;
using Akka.Actor;
using Akka.Cluster;

namespace Actors.Clustering.Management;

/// <summary>
/// Hears what happens in the cluster, beginning with what is so already, for one client that looks on; now and then null as a sign of
/// life. It ends with its actor system, and as soon as the node begins to leave: the web server that carries it is to stop then.
/// </summary>
internal sealed class ClusterTail : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan BeatEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);
    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly CoordinatedShutdown _shutdown = CoordinatedShutdown.Get(Context.System);
    private readonly ChannelWriter<ClusterTailEvent?> _seen;
    private readonly TimeProvider _time;

    public ClusterTail(ChannelWriter<ClusterTailEvent?> seen, TimeProvider time)
    {
        _seen = seen;
        _time = time;
        Receive<ClusterEvent.IMemberEvent>(change => OnMember(change, change.Member));
        Receive<ClusterEvent.ReachabilityEvent>(change => OnMember(change, change.Member));
        Receive<ClusterEvent.LeaderChanged>(OnLeader);
        Receive<BeatDue>(_ => _seen.TryWrite(null));
        Receive<LookDue>(_ => OnLookDue());
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props CreateProps(ChannelWriter<ClusterTailEvent?> seen, TimeProvider time) =>
        Props.Create(() => new ClusterTail(seen, time));

    /// <summary>Whether the node goes for good, as opposed to starting its actor system again.</summary>
    public static bool IsLeaving(CoordinatedShutdown shutdown) =>
        shutdown.ShutdownReason is CoordinatedShutdown.ClrExitReason or CoordinatedShutdown.ClusterLeavingReason;

    protected override void PreStart()
    {
        _cluster.Subscribe(
            Self,
            ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents,
            typeof(ClusterEvent.IMemberEvent),
            typeof(ClusterEvent.ReachabilityEvent),
            typeof(ClusterEvent.LeaderChanged));
        Timers.StartPeriodicTimer(nameof(BeatDue), BeatDue.Instance, BeatEvery);
        Timers.StartPeriodicTimer(nameof(LookDue), LookDue.Instance, LookEvery);
    }

    protected override void PostStop()
    {
        _cluster.Unsubscribe(Self);
        _seen.TryComplete();
    }

    private void OnMember(object change, Member member) => _seen.TryWrite(new ClusterTailEvent(
        _time.GetUtcNow(), WhatOf(change), NodeDescription.NameIn(member.AppVersion.ToString())
        ?? "?", member.Address.ToString(), member.Status.ToString()));

    private void OnLeader(ClusterEvent.LeaderChanged change)
    {
        var member = change.Leader is null ? null : _cluster.State.Members.FirstOrDefault(member => member.Address == change.Leader);
        _seen.TryWrite(new ClusterTailEvent(
            _time.GetUtcNow(), "LeaderChanged", NodeDescription.NameIn(member?.AppVersion.ToString() ?? ""), change.Leader?.ToString(),
            member?.Status.ToString()));
    }

    private void OnLookDue()
    {
        if (IsLeaving(_shutdown))
        {
            Context.Stop(Self);
        }
    }

    private static string WhatOf(object change) => change switch
    {
        ClusterEvent.MemberJoined => "Joined",
        ClusterEvent.MemberWeaklyUp => "WeaklyUp",
        ClusterEvent.MemberUp => "Up",
        ClusterEvent.MemberLeft => "Left",
        ClusterEvent.MemberExited => "Exited",
        ClusterEvent.MemberDowned => "Downed",
        ClusterEvent.MemberRemoved => "Removed",
        ClusterEvent.UnreachableMember => "Unreachable",
        ClusterEvent.ReachableMember => "Reachable",
        _ => change.GetType().Name,
    };

    private sealed record BeatDue
    {
        public static readonly BeatDue Instance = new();
    }

    private sealed record LookDue
    {
        public static readonly LookDue Instance = new();
    }
}
