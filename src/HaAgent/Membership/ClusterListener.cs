using Actors.Clustering;
using Actors.Clustering.Messages;
using Actors.HaAgent.Applying;
using Akka.Actor;
using Akka.Cluster;

namespace Actors.HaAgent.Membership;

/// <summary>
/// Hears the cluster's events and what the nodes say of themselves, and publishes snapshots. When a node announces that it
/// leaves, it answers once the snapshot without the node has been applied.
/// </summary>
public sealed class ClusterListener : ReceiveActor, IWithTimers
{
    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly Dictionary<UniqueAddress, WebMember> _members = [];
    private readonly List<PendingLeave> _leaving = [];
    private readonly string _agent;
    private readonly TimeSpan _unreachableAfter;
    private readonly IActorRef _writer;
    private readonly ILogger _logger;
    private long _revision;
    private long _applied;

    public ClusterListener(string agent, TimeSpan unreachableAfter, IActorRef writer, ILogger logger)
    {
        _agent = agent;
        _unreachableAfter = unreachableAfter;
        _writer = writer;
        _logger = logger;
        Receive<ClusterEvent.CurrentClusterState>(OnCurrentState);
        Receive<ClusterEvent.MemberRemoved>(OnRemoved);
        Receive<ClusterEvent.IMemberEvent>(change => OnMember(change.Member));
        Receive<ClusterEvent.UnreachableMember>(change => OnUnreachable(change.Member));
        Receive<ClusterEvent.ReachableMember>(change => OnReachable(change.Member));
        Receive<UnreachableDue>(OnUnreachableDue);
        Receive<NodeReadiness>(OnReadiness);
        Receive<NodeLeaving>(OnLeaving);
        Receive<PlanApplied>(OnApplied);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props CreateProps(string agent, TimeSpan unreachableAfter, IActorRef writer, ILogger logger) =>
        Props.Create(() => new ClusterListener(agent, unreachableAfter, writer, logger));

    protected override void PreStart() => _cluster.Subscribe(
        Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsSnapshot, typeof(ClusterEvent.IMemberEvent), typeof(ClusterEvent.ReachabilityEvent));

    protected override void PostStop() => _cluster.Unsubscribe(Self);

    private void OnCurrentState(ClusterEvent.CurrentClusterState state)
    {
        foreach (var member in state.Members.Where(IsWeb))
        {
            _members[member.UniqueAddress] = new WebMember(member);
        }

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
            Publish();
        }
        else if (IsWeb(member))
        {
            _members[member.UniqueAddress] = _members.TryGetValue(member.UniqueAddress, out var known)
                ? known with { Member = member }
                : new WebMember(member);
            Publish();
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

        if (_members.Remove(removed.Member.UniqueAddress))
        {
            Timers.Cancel(removed.Member.UniqueAddress);
            Publish();
        }
    }

    private void OnUnreachable(Member member)
    {
        if (_members.ContainsKey(member.UniqueAddress))
        {
            Timers.StartSingleTimer(member.UniqueAddress, new UnreachableDue(member.UniqueAddress), _unreachableAfter);
        }
    }

    private void OnUnreachableDue(UnreachableDue due) => Change(due.Node, member => member with { Reachable = false });

    private void OnReachable(Member member)
    {
        Timers.Cancel(member.UniqueAddress);
        Change(member.UniqueAddress, known => known with { Reachable = true });
    }

    private void OnReadiness(NodeReadiness report)
    {
        if (Find(report.Node, report.Incarnation) is { } known && known.ReadinessSequence <= report.Sequence)
        {
            Change(known.Member.UniqueAddress, member => member with
            {
                ReadinessSequence = report.Sequence,
                Ready = report.Ready,
                Reason = Printable(report.Reason),
            });
            Sender.Tell(new ReadinessHeard(_agent, report.Sequence));
        }
    }

    private void OnLeaving(NodeLeaving leaving)
    {
        var known = Find(leaving.Node, leaving.Incarnation);
        if (known is not null)
        {
            Change(known.Member.UniqueAddress, member => member with { IsLeaving = true });
        }

        _leaving.Add(new PendingLeave(leaving, Sender, _revision));
        AnswerLeavers();
    }

    private void OnApplied(PlanApplied applied)
    {
        _applied = Math.Max(_applied, applied.Revision);
        AnswerLeavers();
    }

    private void AnswerLeavers()
    {
        foreach (var done in _leaving.Where(pending => pending.Revision <= _applied).ToList())
        {
            done.Node.Tell(new NodeTakenOut(_agent, done.Leaving.Node, done.Leaving.Incarnation));
            _leaving.Remove(done);
        }
    }

    private void Change(UniqueAddress node, Func<WebMember, WebMember> change)
    {
        if (_members.TryGetValue(node, out var known) && change(known) is { } changed && changed != known)
        {
            _members[node] = changed;
            Publish();
        }
    }

    private void Publish()
    {
        var records = _members.Values.Order(WebMember.ByAge).Select((member, age) => member.ToRecord(age)).ToList();
        _writer.Tell(new MembershipChanged(new MembershipSnapshot(
            ++_revision,
            [.. records.Select(record => record.Node).OfType<NodeRecord>().OrderBy(node => node.Key, StringComparer.Ordinal)],
            [.. records.Select(record => record.Refused).OfType<RefusedNode>().OrderBy(node => node.Address, StringComparer.Ordinal)])));
    }

    // A message counts only for the member that it names and that it comes from.
    private WebMember? Find(string node, int incarnation) => _members.Values.FirstOrDefault(member =>
        member.Member.UniqueAddress.Uid == incarnation
        && NodeRoles.NameOf(member.Member.Roles) == node
        && member.Member.Address == Sender.Path.Address);

    private static bool IsWeb(Member member) => member.HasRole(NodeRoles.Web);

    private static string Printable(string text) => new([.. text.Take(200).Where(c => !char.IsControl(c))]);

    private sealed record UnreachableDue(UniqueAddress Node);

    private sealed record PendingLeave(NodeLeaving Leaving, IActorRef Node, long Revision);
}
