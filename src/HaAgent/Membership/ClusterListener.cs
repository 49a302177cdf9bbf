using Actors.Clustering.Messages;
using Akka.Actor;
using Akka.Cluster;
using static Akka.Cluster.ClusterEvent.SubscriptionInitialStateMode;

namespace Actors.HaAgent.Membership;

/// <summary>
/// Takes the cluster's events and what the nodes announce into the <see cref="MemberTable"/>, and carries out what follows: snapshots,
/// probes, answers.
/// A life that supervision has begun anew goes on with what the nodes have told the one before, which gossip cannot say.
/// </summary>
public sealed class ClusterListener : ReceiveActor, IWithTimers, IWithUnboundedStash
{
    private static long _lives;

    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly IActorRef _writer;
    private readonly IActorRef _watch;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly MemberProbes _probes;
    private MemberTable? _before;
    private MemberTable _table;

    public ClusterListener(ClusterListenerSettings settings, IActorRef writer, IActorRef watch, TimeProvider time, ILogger logger)
    {
        _writer = writer;
        _watch = watch;
        _time = time;
        _logger = logger;
        _table = MemberTable.Of(settings, Interlocked.Increment(ref _lives));
        _probes = new MemberProbes(Self, _table.Revision.Life, time);
        Become(Beginning);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public IStash Stash { get; set; } = null!;

    private TimeSpan Now => _time.GetElapsedTime(0);

    /// <summary>How to make one.</summary>
    public static Props CreateProps(
        ClusterListenerSettings settings, IActorRef writer, IActorRef watch, TimeProvider time, ILogger logger) =>
        Props.Create(() => new ClusterListener(settings, writer, watch, time, logger));

    protected override void PreStart() => _cluster.Subscribe(
        Self, InitialStateAsSnapshot, typeof(ClusterEvent.IMemberEvent), typeof(ClusterEvent.ReachabilityEvent));

    protected override void PreRestart(Exception reason, object message)
    {
        // It is in the mailbox before the cluster's state, for which the next life asks first.
        Self.Tell(new EarlierLife(_table));
        base.PreRestart(reason, message);
    }

    protected override void PostStop()
    {
        _cluster.Unsubscribe(Self);
        _probes.Dispose();
        Take(table => table.End());
    }

    // Until the cluster's state is there, a node that leaves would be one that is not known.
    private void Beginning()
    {
        Receive<EarlierLife>(earlier => _before = earlier.Table);
        Receive<ClusterEvent.CurrentClusterState>(state =>
        {
            Become(Following);
            Take(table => table.Begin(GossipState.Of(state, _cluster.SelfUniqueAddress), _before, Now));
            _before = null;
            Stash.UnstashAll();
        });
        // From before the state, which has it all; later it might bring back one that has gone.
        Receive<ClusterEvent.IClusterDomainEvent>(_ => { });
        ReceiveAny(_ => Stash.Stash());
    }

    private void Following()
    {
        Receive<ClusterEvent.MemberRemoved>(removed => OnMember(
            removed.Member, (table, member) => table.Removed(member, removed.PreviousStatus)));
        Receive<ClusterEvent.IMemberEvent>(change => OnMember(change.Member, (table, member) => table.Shown(member, Now)));
        Receive<ClusterEvent.UnreachableMember>(change => Take(table => table.Unreachable(change.Member.UniqueAddress)));
        Receive<ClusterEvent.ReachableMember>(change => Take(table => table.Reachable(change.Member.UniqueAddress)));
        Receive<NodePresence>(presence => Take(table => table.Found(presence)));
        Receive<ProbePassed>(passed => Take(table => table.Probed(passed)));
        Receive<ProbeFailed>(failed => Take(table => table.Failed(failed)));
        Receive<RetainedAnswer>(answer => Take(table => table.RetainedAnswered(answer, Now)));
        Receive<ServerQuestion.CheckPassed>(passed => Take(table => table.Checked((WatchKey)passed.Key)));
        Receive<ServerQuestion.SessionsEnded>(ended => Take(table => table.Idle((WatchKey)ended.Key)));
        Receive<NodeArrived>(arrived => Take(table => table.Arrived(arrived, Sender.Path.Address, Now)));
        Receive<NodeReadiness>(report => Take(table => table.Reported(report, Sender)));
        Receive<NodeLeaving>(leaving => Take(table => table.Announced(leaving, Sender, Now)));
        Receive<SnapshotApplied>(applied => Take(table => table.Confirmed(applied)));
        Receive<MemberDue>(due => Take(table => table.On(due)));
    }

    private void OnMember(Member member, Func<MemberTable, GossipMember, MemberTable> step)
    {
        if (GossipState.IsWeb(member))
        {
            Take(table => step(table, GossipMember.Of(member)));
        }
        else if (member.UniqueAddress == _cluster.SelfUniqueAddress && member.Status != MemberStatus.Removed)
        {
            Take(table => table.SelfShown(GossipState.IsUp(member)));
        }
    }

    // The table is the next one even where an effect fails: the next life goes on with it.
    private void Take(Func<MemberTable, MemberTable> step)
    {
        var next = step(_table);
        _table = next with { Effects = [] };
        next.Effects.ForEach(Carry);
    }

    private void Carry(MemberEffect effect)
    {
        switch (effect)
        {
            case MemberEffect.Publish publish:
                _writer.Tell(new MembershipChanged(publish.Snapshot, _time.GetTimestamp()));
                break;
            case MemberEffect.Answer answer:
                answer.Node.Tell(answer.Message);
                break;
            case MemberEffect.Watch watch:
                _watch.Tell(watch.Question);
                break;
            case MemberEffect.Begin begin:
                Timers.StartSingleTimer(begin.Due, begin.Due, begin.After);
                break;
            case MemberEffect.End end:
                Timers.Cancel(end.Due);
                break;
            case MemberEffect.Probe probe:
                _probes.Carry(probe);
                break;
            case MemberEffect.Note note:
                note.Write(_logger);
                break;
        }
    }

    private sealed record EarlierLife(MemberTable Table);
}
