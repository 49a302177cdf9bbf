using Actors.Clustering;
using Actors.Clustering.Messages;
using Akka.Actor;
using Akka.Cluster;
using Microsoft.Extensions.Logging;

namespace Actors.Backend.Leaving;

/// <summary>
/// The web node's line to every <c>ha</c> agent: says that it is there, pushes readiness when it changes, and before a stop
/// asks all of them to take the node out. All are repeated until heard, since a message may be lost and an agent may come later.
/// </summary>
public sealed class AgentLink : ReceiveActor, IWithTimers
{
    /// <summary>Where an agent hears it, below its root.</summary>
    private const string AgentPath = "user/cluster-listener";

    private static readonly TimeSpan RepeatEvery = TimeSpan.FromMilliseconds(500);
    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly HashSet<Address> _agents = [];
    private readonly HashSet<Address> _heard = [];
    private readonly HashSet<Address> _takenOut = [];
    private readonly string _node;
    private readonly Readiness _readiness;
    private readonly ILogger _logger;
    private ReadinessState _state = new(0, false, "");
    private IActorRef? _leaver;
    private TimeSpan _leavesBy;

    /// <summary>Made by <see cref="CreateProps"/>.</summary>
    public AgentLink(string node, Readiness readiness, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(readiness);
        _node = node;
        _readiness = readiness;
        _logger = logger;
        Receive<ClusterEvent.MemberUp>(change => OnAgentUp(change.Member));
        Receive<ClusterEvent.MemberWeaklyUp>(change => OnAgentUp(change.Member));
        Receive<ClusterEvent.MemberLeft>(change => OnAgentGone(change.Member));
        Receive<ClusterEvent.MemberDowned>(change => OnAgentGone(change.Member));
        Receive<ClusterEvent.MemberRemoved>(change => OnAgentGone(change.Member));
        Receive<ClusterEvent.UnreachableMember>(change => OnAgentGone(change.Member));
        Receive<ClusterEvent.ReachableMember>(change => OnAgentUp(change.Member));
        Receive<ClusterEvent.IMemberEvent>(_ => { });
        Receive<ReadinessState>(OnReadiness);
        Receive<ReadinessHeard>(OnHeard);
        Receive<Leave>(OnLeave);
        Receive<NodeTakenOut>(OnTakenOut);
        Receive<NodeHeld>(OnHeld);
        Receive<RepeatDue>(_ => OnRepeatDue());
    }

    /// <inheritdoc />
    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>How to make one.</summary>
    /// <param name="node">The node's name.</param>
    /// <param name="readiness">Whether its app wants traffic.</param>
    /// <param name="logger">Where it says what becomes of the node.</param>
    public static Props CreateProps(string node, Readiness readiness, ILogger logger) =>
        Props.Create(() => new AgentLink(node, readiness, logger));

    /// <inheritdoc />
    protected override void PreStart()
    {
        _cluster.Subscribe(
            Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents, typeof(ClusterEvent.IMemberEvent), typeof(ClusterEvent.ReachabilityEvent));
        var self = Self;
        _unsubscribe = Subscribe(_readiness, state => self.Tell(state));
        // Read after that: what changed in between comes twice, and nothing never.
        _state = _readiness.State;
        Timers.StartPeriodicTimer(nameof(RepeatDue), RepeatDue.Instance, RepeatEvery);
    }

    /// <inheritdoc />
    protected override void PostStop()
    {
        _unsubscribe();
        _cluster.Unsubscribe(Self);
    }

    private Action _unsubscribe = () => { };

    private static Action Subscribe(Readiness readiness, Action<ReadinessState> handler)
    {
        readiness.Changed += handler;
        return () => readiness.Changed -= handler;
    }

    private void OnAgentUp(Member member)
    {
        if (member.HasRole(NodeRoles.Ha) && member.Status is MemberStatus.Up or MemberStatus.WeaklyUp && _agents.Add(member.Address))
        {
            Report(member.Address);
        }
    }

    private void OnAgentGone(Member member)
    {
        _agents.Remove(member.Address);
        _heard.Remove(member.Address);
        AnswerWhenDone();
    }

    private void OnReadiness(ReadinessState state)
    {
        // Changes of two threads may come in the other order.
        if (state.Sequence <= _state.Sequence)
        {
            return;
        }

        _state = state;
        _heard.Clear();
        OnRepeatDue();
    }

    private void OnHeard(ReadinessHeard heard)
    {
        if (heard.Sequence == _state.Sequence)
        {
            _heard.Add(Sender.Path.Address);
        }
    }

    private void OnLeave(Leave leave)
    {
        _logger.LogInformation("{Node} is leaving: asking {Agents} agent(s) to take it out.", _node, _agents.Count);
        _leaver = Sender;
        _leavesBy = Context.System.Scheduler.MonotonicClock + leave.Patience;
        OnRepeatDue();
        AnswerWhenDone();
    }

    private void OnTakenOut(NodeTakenOut taken)
    {
        if (taken.Incarnation == _cluster.SelfUniqueAddress.Uid && _takenOut.Add(Sender.Path.Address))
        {
            _logger.LogInformation("{Node} has been taken out by {Agent}.", _node, taken.Agent);
            AnswerWhenDone();
        }
    }

    private void OnHeld(NodeHeld held)
    {
        if (held.Incarnation == _cluster.SelfUniqueAddress.Uid)
        {
            _logger.LogInformation(
                "{Node} is held by {Agent}: it is the last node of {Service} that serves; waiting up to {Seconds} s for another to serve.", _node, held.Agent, held.Service, held.LongestMilliseconds / 1000.0);
        }
    }

    private void OnRepeatDue()
    {
        foreach (var agent in _agents)
        {
            Report(agent);
        }
    }

    private void Report(Address agent)
    {
        if (_leaver is not null && !_takenOut.Contains(agent))
        {
            To(agent).Tell(new NodeLeaving(_node, _cluster.SelfUniqueAddress.Uid) { PatienceMilliseconds = (int)(_leavesBy - Context.System.Scheduler.MonotonicClock).TotalMilliseconds });
        }
        else if (_leaver is null && !_heard.Contains(agent))
        {
            To(agent).Tell(new NodeArrived(_node, _cluster.SelfUniqueAddress.Uid, _cluster.SelfMember.AppVersion.ToString()));
            To(agent).Tell(new NodeReadiness(_node, _cluster.SelfUniqueAddress.Uid, _state.Sequence, _state.Ready, _state.Reason));
        }
    }

    private static ActorSelection To(Address agent) => Context.ActorSelection(new RootActorPath(agent) / AgentPath.Split('/'));

    private void AnswerWhenDone()
    {
        if (_leaver is not null && _agents.IsSubsetOf(_takenOut))
        {
            _leaver.Tell(new Left(_takenOut.Count));
        }
    }

    /// <summary>Asks every agent to take the node out; answered with <see cref="Left"/> when all reachable ones have.</summary>
    /// <param name="Patience">How long the node waits for that.</param>
    public sealed record Leave(TimeSpan Patience);

    /// <summary>Every reachable agent has taken the node out.</summary>
    /// <param name="Agents">How many there were.</param>
    public sealed record Left(int Agents);

    private sealed record RepeatDue
    {
        public static readonly RepeatDue Instance = new();
    }
}
