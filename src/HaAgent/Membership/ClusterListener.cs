using System.Collections.Immutable;
using Actors.Clustering;
using Actors.Clustering.Messages;
using Akka.Actor;
using Akka.Cluster;

namespace Actors.HaAgent.Membership;

/// <summary>
/// Hears the cluster's events and what the nodes say of themselves, has new nodes proven and leaving ones drained, and
/// publishes snapshots. When a node announces that it leaves, it answers once HAProxy has nothing on it any more. A life that
/// supervision has begun anew goes on with what the nodes have said to the one before, which gossip cannot say.
/// </summary>
public sealed class ClusterListener : ReceiveActor, IWithTimers, IWithUnboundedStash
{
    private static long _lives;

    /// <summary>How long a node may take to answer before HAProxy gets it drained, for its own checks to prove it.</summary>
    private static readonly TimeSpan ProofOverdueAfter = TimeSpan.FromSeconds(2);

    /// <summary>How long a node that the cluster has downed is kept while it answers: its actor system starts again within 15 s, and joins.</summary>
    private static readonly TimeSpan HeldFor = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan HeldAskedEvery = TimeSpan.FromSeconds(1);

    /// <summary>How long a node that has announced itself is believed before gossip shows it.</summary>
    private static readonly TimeSpan ConfirmedWithin = TimeSpan.FromSeconds(15);

    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly Dictionary<UniqueAddress, WebMember> _members = [];
    private readonly Dictionary<UniqueAddress, CancellationTokenSource> _probes = [];
    private readonly List<PendingLeave> _leaving = [];
    private readonly ClusterListenerSettings _settings;
    private readonly IActorRef _writer;
    private readonly IActorRef _watch;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopped = new();
    private readonly long _life = Interlocked.Increment(ref _lives);
    private EarlierLife _earlier = EarlierLife.None;
    private bool _isSelfUp;
    private SnapshotRevision _revision;
    private SnapshotRevision _applied = SnapshotRevision.None;
    private SnapshotRevision _published = SnapshotRevision.None;

    public ClusterListener(ClusterListenerSettings settings, IActorRef writer, IActorRef watch, TimeProvider time, ILogger logger)
    {
        _settings = settings;
        _writer = writer;
        _watch = watch;
        _time = time;
        _logger = logger;
        _revision = new SnapshotRevision(_life, 0);
        Become(Beginning);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public IStash Stash { get; set; } = null!;

    /// <param name="settings">The agent's name and its limits.</param>
    /// <param name="writer">Who gets the snapshots.</param>
    /// <param name="watch">Who sees what HAProxy has on a server.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The log.</param>
    public static Props CreateProps(ClusterListenerSettings settings, IActorRef writer, IActorRef watch, TimeProvider time, ILogger logger) =>
        Props.Create(() => new ClusterListener(settings, writer, watch, time, logger));

    protected override void PreStart() => _cluster.Subscribe(
        Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsSnapshot, typeof(ClusterEvent.IMemberEvent), typeof(ClusterEvent.ReachabilityEvent));

    protected override void PreRestart(Exception reason, object message)
    {
        // It is in the mailbox before the cluster's state, for which the next life asks first.
        Self.Tell(new EarlierLife([.. _members.Values], [.. _leaving], _isSelfUp));
        base.PreRestart(reason, message);
    }

    protected override void PostStop()
    {
        _cluster.Unsubscribe(Self);
        _stopped.Cancel();
        _stopped.Dispose();
        foreach (var member in _members.Values)
        {
            EndProbe(member.Node);
            if (member.IsWatched || member.Proof == NodeProof.Overdue)
            {
                _watch.Tell(new ServerQuestion.Forget(KeyOf(member.Node)));
            }
        }
    }

    // Until the cluster's state is there, a node that leaves would be one that nobody knows.
    private void Beginning()
    {
        Receive<EarlierLife>(earlier => _earlier = earlier);
        Receive<ClusterEvent.CurrentClusterState>(state =>
        {
            Become(Following);
            OnCurrentState(state);
            Stash.UnstashAll();
        });
        // From before the state, which has it all; later it might bring back one that has gone.
        Receive<ClusterEvent.IClusterDomainEvent>(_ => { });
        ReceiveAny(_ => Stash.Stash());
    }

    private void Following()
    {
        Receive<ClusterEvent.MemberRemoved>(OnRemoved);
        Receive<ClusterEvent.IMemberEvent>(change => OnMember(change.Member));
        Receive<ClusterEvent.UnreachableMember>(change => OnUnreachable(change.Member));
        Receive<ClusterEvent.ReachableMember>(change => OnReachable(change.Member));
        Receive<UnreachableDue>(OnUnreachableDue);
        Receive<NodePresence>(presence => Change(presence.Node, known => known with { Absence = presence.Absence }));
        Receive<Proven>(proven => OnProven(proven.Node, "it answers"), IsOfThisLife);
        Receive<ProofOverdue>(OnProofOverdue);
        Receive<ProbeFailed>(OnProbeFailed, IsOfThisLife);
        Receive<HeldDue>(due => AskHeld(due.Node));
        Receive<HeldAnswered>(OnHeldAnswered, IsOfThisLife);
        Receive<ServerQuestion.CheckPassed>(passed => OnProven(((WatchKey)passed.Key).Node, "HAProxy's check of it passed"), passed => IsOfThisLife((WatchKey)passed.Key));
        Receive<ServerQuestion.SessionsEnded>(ended => OnIdle(((WatchKey)ended.Key).Node), ended => IsOfThisLife((WatchKey)ended.Key));
        Receive<DrainDue>(OnDrainDue);
        Receive<HoldDue>(OnHoldDue);
        Receive<NodeArrived>(OnArrived);
        Receive<ArrivalUnconfirmed>(OnArrivalUnconfirmed);
        Receive<NodeReadiness>(OnReadiness);
        Receive<NodeLeaving>(OnLeaving);
        Receive<SnapshotApplied>(OnApplied, applied => applied.Revision.Life == _life);
    }

    private void OnCurrentState(ClusterEvent.CurrentClusterState state)
    {
        _isSelfUp = _earlier.IsSelfUp;
        _leaving.AddRange(_earlier.Leaving.Select(pending => pending with { Revision = _revision.Next }));
        foreach (var member in state.Members.Where(IsWeb))
        {
            var before = _earlier.Find(member.UniqueAddress);
            Meet(before is { } known
                ? known with { Member = member, Reachable = known.Reachable || !state.Unreachable.Contains(member) }
                : WebMember.Of(member, ProofOf(member)));
            HoldIfDowned(member, before);
        }

        // Those that the cluster does not show, but that are kept for a while.
        foreach (var known in _earlier.Members.Where(known => !_members.ContainsKey(known.Node)))
        {
            if (known.Member is null)
            {
                Meet(known);
            }
            else if (known.HeldSince is not null)
            {
                Meet(known with { Member = known.Member.Copy(MemberStatus.Removed) });
            }
        }

        _earlier = EarlierLife.None;
        _isSelfUp |= state.Members.Any(member => member.UniqueAddress == _cluster.SelfUniqueAddress && member.Status is MemberStatus.Up or MemberStatus.WeaklyUp);
        foreach (var member in state.Unreachable.Where(IsWeb))
        {
            OnUnreachable(member);
        }

        // Before the join the state is empty and says nothing; the first events after it say everything.
        if (state.Members.Count > 0)
        {
            Publish();
        }
    }

    private void OnMember(Member member)
    {
        if (member.UniqueAddress == _cluster.SelfUniqueAddress)
        {
            // The agent itself is in: from now on an empty list means that nobody is there.
            _isSelfUp |= member.Status is MemberStatus.Up or MemberStatus.WeaklyUp;
            Publish();
        }
        else if (IsWeb(member))
        {
            // Akka's members are equal whatever their status: so this one is taken without a look at the difference.
            if (_members.TryGetValue(member.UniqueAddress, out var known))
            {
                _members[member.UniqueAddress] = (known with { Member = member }).From(_revision.Next);
                HoldIfDowned(member, known);
            }
            else
            {
                Meet(WebMember.Of(member, ProofOf(member)));
            }

            Publish();
            BeginDrainOf(member.UniqueAddress);
        }
    }

    private void OnRemoved(ClusterEvent.MemberRemoved removed)
    {
        if (!IsWeb(removed.Member))
        {
            return;
        }

        // Nobody is removed in good standing: then it is this agent that lost the cluster, and its list stays as it is.
        if (removed.PreviousStatus is not (MemberStatus.Exiting or MemberStatus.Down))
        {
            _logger.LogWarning("This agent is not in the cluster any more: {Node} stays in the list.", removed.Member.Address);
            return;
        }

        if (_members.TryGetValue(removed.Member.UniqueAddress, out var known) && known.HeldSince is not null)
        {
            _members[known.Node] = known with { Member = removed.Member };
            return;
        }

        Forget(removed.Member.UniqueAddress);
    }

    // The cluster downs nodes that it cannot hear, and one that was only cut off from it serves on, while its actor system starts
    // again and joins. As long as it answers it counts as unreachable, not as gone (docs/adr/0019).
    private void HoldIfDowned(Member member, WebMember? before)
    {
        var node = member.UniqueAddress;
        if (member.Status == MemberStatus.Down && before is { Status: NodeStatus.In, Proof: NodeProof.Proven, HeldSince: null, WebServer: not null, Absence: not { IsReplaced: true } })
        {
            _members[node] = _members[node] with { HeldSince = _time.GetTimestamp() };
            AskHeld(node);
        }
    }

    private void AskHeld(UniqueAddress node)
    {
        if (_members.TryGetValue(node, out var held) && held is { HeldSince: not null, WebServer: { } server })
        {
            NodeProbe.FaultOfAsync(server, held.Protocol, held.Check, _time, _stopped.Token).PipeTo(
                Self, success: fault => new HeldAnswered(node, fault is null, _life), failure: _ => new HeldAnswered(node, false, _life));
        }
    }

    private void OnHeldAnswered(HeldAnswered answer)
    {
        if (!_members.TryGetValue(answer.Node, out var held) || held.HeldSince is not { } since)
        {
            return;
        }

        if (answer.IsAnswered && _time.GetElapsedTime(since) < HeldFor)
        {
            Timers.StartSingleTimer(new HeldDue(answer.Node), new HeldDue(answer.Node), HeldAskedEvery);
            return;
        }

        if (held.Member!.Status == MemberStatus.Removed)
        {
            Forget(answer.Node);
        }
        else
        {
            Change(answer.Node, member => member with { HeldSince = null });
        }
    }

    private void Forget(UniqueAddress node)
    {
        if (Drop(node))
        {
            Publish();
        }
    }

    private bool Drop(UniqueAddress node)
    {
        if (!_members.Remove(node))
        {
            return false;
        }

        EndProbe(node);
        _watch.Tell(new ServerQuestion.Forget(KeyOf(node)));
        Timers.Cancel(node);
        Timers.Cancel(new DrainDue(node));
        Timers.Cancel(new HeldDue(node));
        Timers.Cancel(new HoldDue(node));
        return true;
    }

    private void OnUnreachable(Member member)
    {
        if (_members.ContainsKey(member.UniqueAddress))
        {
            Timers.StartSingleTimer(member.UniqueAddress, new UnreachableDue(member.UniqueAddress), _settings.UnreachableAfter);
        }
    }

    private void OnUnreachableDue(UnreachableDue due) => Change(due.Node, member => member with { Reachable = false });

    private void OnReachable(Member member)
    {
        Timers.Cancel(member.UniqueAddress);
        Change(member.UniqueAddress, known => known with { Reachable = true, Absence = null });
    }

    // Gossip takes a few rounds to come here, more when many join at once; the node itself says it at once. It has been let
    // in by a member, else it would not know this agent; and it is asked whether it answers, like any other.
    private void OnArrived(NodeArrived arrived)
    {
        var node = new UniqueAddress(Sender.Path.Address, arrived.Incarnation);
        var arrival = WebMember.Of(node, arrived.AppVersion);
        if (!_members.ContainsKey(node) && arrival.Description is not null && arrival.Name == arrived.Node)
        {
            Meet(arrival);
            Publish();
        }
    }

    private void OnArrivalUnconfirmed(ArrivalUnconfirmed due)
    {
        if (_members.TryGetValue(due.Node, out var known) && known.Member is null)
        {
            _logger.LogWarning("{Node} at {Address} said that it has joined, but the cluster does not show it: it is taken out.", known.Name, due.Node.Address);
            Forget(due.Node);
        }
    }

    private void OnReadiness(NodeReadiness report)
    {
        if (Find(report.Node, report.Incarnation) is { } known && known.ReadinessSequence <= report.Sequence)
        {
            Change(known.Node, member => member with
            {
                ReadinessSequence = report.Sequence,
                Ready = report.Ready,
                Reason = Printable(report.Reason),
            });
            Sender.Tell(new ReadinessHeard(_settings.Agent, report.Sequence));
        }
    }

    // Whoever is up before this agent is has been serving: its checks decide. Others have to be seen to answer first.
    private NodeProof ProofOf(Member member) => _isSelfUp || member.Status == MemberStatus.Joining ? NodeProof.Pending : NodeProof.Proven;

    // Also one that an earlier life has met: whatever that was waiting for, this one waits for.
    private void Meet(WebMember member)
    {
        var node = member.Node;
        _members.Add(node, (member with { IsWatched = false, ServesSince = null }).From(_revision.Next));
        if (member.Member is null)
        {
            Timers.StartSingleTimer(new ArrivalUnconfirmed(node), new ArrivalUnconfirmed(node), ConfirmedWithin);
        }

        if (member is { Proof: not NodeProof.Proven, WebServer: { } server })
        {
            var probe = new CancellationTokenSource();
            _probes.Add(node, probe);
            var self = Self;
            NodeProbe.UntilAnsweredAsync(server, member.Protocol, member.Check, fault => self.Tell(new ProbeFailed(node, fault, _life)), _time, probe.Token)
                .PipeTo(self, success: () => new Proven(node, _life));
        }

        if (member.Proof == NodeProof.Pending)
        {
            Timers.StartSingleTimer(new ProofOverdue(node), new ProofOverdue(node), ProofOverdueAfter);
        }
        else if (member.Proof == NodeProof.Overdue)
        {
            WatchForCheck(member);
        }

        if (member.HeldSince is not null)
        {
            AskHeld(node);
        }

        BeginHoldOf(node);
        BeginDrainOf(node);
    }

    private void OnProven(UniqueAddress node, string how)
    {
        if (_members.TryGetValue(node, out var known) && known.Proof != NodeProof.Proven)
        {
            _logger.LogInformation("{Node} is healthy: {How}.", known.Name, how);
            EndProbe(node);
            _watch.Tell(new ServerQuestion.Forget(KeyOf(node)));
            foreach (var earlier in _members.Values.Where(member => member.HeldSince is not null && member.Name == known.Name).ToList())
            {
                Drop(earlier.Node);
            }

            Change(node, member => member with { Proof = NodeProof.Proven, ProbeFault = "" });
        }
    }

    private void OnProofOverdue(ProofOverdue overdue)
    {
        if (_members.TryGetValue(overdue.Node, out var known) && known is { Proof: NodeProof.Pending, Description: { } description })
        {
            _logger.LogWarning("{Node} has not answered at {Host}:{Port}: {Fault}. It gets no traffic until it does.", known.Name, overdue.Node.Address.Host, description.Port, known.ProbeFault);
            Change(overdue.Node, member => member with { Proof = NodeProof.Overdue });
            WatchForCheck(known);
        }
    }

    // A node that begins is refused for a moment: that matters once it is overdue.
    private void OnProbeFailed(ProbeFailed failed)
    {
        if (_members.TryGetValue(failed.Node, out var known) && known.Proof == NodeProof.Pending)
        {
            _members[failed.Node] = known with { ProbeFault = failed.Fault };
        }
        else
        {
            Change(failed.Node, member => member with { ProbeFault = failed.Fault });
        }
    }

    private void WatchForCheck(WebMember member)
    {
        if (member.Description is { } description)
        {
            _watch.Tell(new ServerQuestion.UntilCheckPassed(KeyOf(member.Node), description.Service, description.Name));
        }
    }

    private void EndProbe(UniqueAddress node)
    {
        Timers.Cancel(new ProofOverdue(node));
        if (_probes.Remove(node, out var probe))
        {
            probe.Cancel();
            probe.Dispose();
        }
    }

    private void OnLeaving(NodeLeaving leaving)
    {
        var node = Find(leaving.Node, leaving.Incarnation)?.Node;
        if (!_leaving.Any(pending => pending.Leaving.Node == leaving.Node && pending.Leaving.Incarnation == leaving.Incarnation))
        {
            _leaving.Add(new PendingLeave(leaving, Sender, node, _revision));
        }

        if (node is not null)
        {
            Change(node, member => member.HasAnnouncedLeave ? member : member with { HasAnnouncedLeave = true, Hold = LeaveHold.For(_settings.HoldLastLeave, leaving.PatienceMilliseconds, _time.GetTimestamp()) });
            BeginHoldOf(node);
            BeginDrainOf(node);
        }

        AnswerLeavers();
    }

    private void BeginDrainOf(UniqueAddress node)
    {
        if (_members.TryGetValue(node, out var known) && known is { Status: NodeStatus.Leaving, IsIdle: false, Hold: null } && !Timers.IsTimerActive(new DrainDue(node)))
        {
            Timers.StartSingleTimer(new DrainDue(node), new DrainDue(node), _settings.DrainTimeout);
        }
    }

    private void BeginHoldOf(UniqueAddress node)
    {
        if (_members.TryGetValue(node, out var known) && known.Hold is { } hold && !Timers.IsTimerActive(new HoldDue(node)))
        {
            Timers.StartSingleTimer(new HoldDue(node), new HoldDue(node), hold.Left(_time));
        }
    }

    private void OnHoldDue(HoldDue due)
    {
        Change(due.Node, member => member with { Hold = null });
        BeginDrainOf(due.Node);
    }

    // The node's log says why it still runs; one of an earlier release would not understand it.
    private void OnHeld(WebMember member)
    {
        if (member is { Hold: { IsTold: false } hold, Description: { } description })
        {
            _members[member.Node] = member with { Hold = hold with { IsTold = true } };
            _logger.LogInformation("{Node} leaves and is held: it is the last node of {Service} that serves; waiting up to {Seconds} s for another to serve.", member.Name, description.Service, hold.Longest.TotalSeconds);
            _leaving.Find(pending => member.Node.Equals(pending.Key) && pending.Leaving.PatienceMilliseconds is not null)?.Node
                .Tell(new NodeHeld(_settings.Agent, member.Name, member.Node.Uid, description.Service, (int)hold.Longest.TotalMilliseconds));
        }
    }

    private void OnApplied(SnapshotApplied applied)
    {
        if (!_applied.Covers(applied.Revision))
        {
            _applied = applied.Revision;
        }

        var isNews = false;
        foreach (var (node, member) in _members.Where(entry => entry.Value is { Status: NodeStatus.Leaving, IsIdle: false, IsWatched: false } member && _applied.Covers(member.ChangedAt)).ToList())
        {
            if (applied.Held.Contains(member.Key))
            {
                OnHeld(member);
                continue;
            }

            // HAProxy sends it nothing new any more; what it still has there is to end. It is not held again, whatever becomes of the others.
            isNews |= member.Hold is not null;
            _members[node] = member with { IsWatched = true, Hold = null };
            Timers.Cancel(new HoldDue(node));
            BeginDrainOf(node);
            if (member.Description is { } description)
            {
                _watch.Tell(new ServerQuestion.UntilSessionsEnded(KeyOf(node), description.Service, description.Name));
            }
        }

        // Another node is known to serve since the last snapshot: a node that is held for one may go.
        isNews |= !applied.Held.IsEmpty && _members.Values.Any(member => member.ServesSince is { } since && !_published.Covers(since) && _applied.Covers(since));
        if (isNews)
        {
            Publish();
        }

        AnswerLeavers();
    }

    private void OnIdle(UniqueAddress node)
    {
        Timers.Cancel(new DrainDue(node));
        Change(node, member => member.Status == NodeStatus.Leaving ? member with { IsIdle = true } : member);
    }

    private void OnDrainDue(DrainDue due)
    {
        if (_members.TryGetValue(due.Node, out var known))
        {
            _logger.LogWarning(
                "{Node} still has requests after HaProxy:DrainTimeout = {Timeout}: it is taken out all the same, they may end.", known.Name, _settings.DrainTimeout);
            _watch.Tell(new ServerQuestion.Forget(KeyOf(due.Node)));
            OnIdle(due.Node);
        }
    }

    private void AnswerLeavers()
    {
        foreach (var done in _leaving.Where(IsOut).ToList())
        {
            done.Node.Tell(new NodeTakenOut(_settings.Agent, done.Leaving.Node, done.Leaving.Incarnation));
            _leaving.Remove(done);
        }
    }

    private bool IsOut(PendingLeave pending) => pending.Key is not null && _members.TryGetValue(pending.Key, out var member)
        ? (member.IsIdle || member.Status == NodeStatus.Gone) && _applied.Covers(member.ChangedAt)
        : _applied.Covers(pending.Revision);

    private void Change(UniqueAddress node, Func<WebMember, WebMember> change)
    {
        if (_members.TryGetValue(node, out var known) && change(known) is { } changed && changed != known)
        {
            _members[node] = changed.From(_revision.Next);
            Publish();
        }
    }

    private void Publish()
    {
        var records = _members.Values.Order(WebMember.ByAge).Select((member, age) => member.ToRecord(age, _applied)).ToList();
        _revision = _revision.Next;
        _published = _applied;
        _writer.Tell(new MembershipChanged(
            new MembershipSnapshot(
                _revision,
                [.. records.Select(record => record.Node).OfType<NodeRecord>().OrderBy(node => node.Key, StringComparer.Ordinal)],
                [.. records.Select(record => record.Refused).OfType<RefusedNode>().OrderBy(node => node.Address, StringComparer.Ordinal)]),
            _time.GetTimestamp()));
    }

    // A message counts only for the member that it names and that it comes from.
    private WebMember? Find(string node, int incarnation) => _members.Values.FirstOrDefault(member =>
        member.Node.Uid == incarnation && member.Name == node && member.Node.Address == Sender.Path.Address);

    private WatchKey KeyOf(UniqueAddress node) => new(node, _life);

    private bool IsOfThisLife(IOfLife message) => message.Life == _life;

    private static bool IsWeb(Member member) => member.HasRole(NodeRoles.Web);

    private static string Printable(string text) => new([.. text.Take(200).Where(c => !char.IsControl(c))]);

    private sealed record EarlierLife(ImmutableArray<WebMember> Members, ImmutableArray<PendingLeave> Leaving, bool IsSelfUp)
    {
        public static readonly EarlierLife None = new([], [], false);

        public WebMember? Find(UniqueAddress node) => Members.FirstOrDefault(member => member.Node.Equals(node));
    }

    private sealed record UnreachableDue(UniqueAddress Node);

    private sealed record ArrivalUnconfirmed(UniqueAddress Node);

    private sealed record Proven(UniqueAddress Node, long Life) : IOfLife;

    private sealed record ProofOverdue(UniqueAddress Node);

    private sealed record ProbeFailed(UniqueAddress Node, string Fault, long Life) : IOfLife;

    private sealed record HeldDue(UniqueAddress Node);

    private sealed record HeldAnswered(UniqueAddress Node, bool IsAnswered, long Life) : IOfLife;

    private sealed record DrainDue(UniqueAddress Node);

    private sealed record HoldDue(UniqueAddress Node);

    private sealed record PendingLeave(NodeLeaving Leaving, IActorRef Node, UniqueAddress? Key, SnapshotRevision Revision);
}

/// <summary>What the listener goes by.</summary>
/// <param name="Agent">The agent's name.</param>
/// <param name="UnreachableAfter">How long gossip must call a node unreachable before it is believed.</param>
/// <param name="DrainTimeout">How long a node that leaves may take to finish what it has.</param>
public sealed record ClusterListenerSettings(string Agent, TimeSpan UnreachableAfter, TimeSpan DrainTimeout)
{
    /// <summary>The longest that the last node of a service that serves is held when it leaves; zero for not at all.</summary>
    public TimeSpan HoldLastLeave { get; init; }
}
