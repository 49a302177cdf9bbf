using Actors.Clustering;
using Actors.Clustering.Messages;
using Akka.Actor;
using Akka.Cluster;
using Microsoft.Extensions.Logging;

namespace Actors.Backend.Leaving;

/// <summary>
/// The web node's line to every <c>ha</c> agent: announces the node, pushes readiness when it changes, and before a stop
/// asks all of them to remove the node. All are repeated until received, since a message may be lost and an agent may come later.
/// </summary>
public sealed class AgentLink : ReceiveActor, IWithTimers
{
    private const string AgentPath = "user/cluster-listener";
    private static readonly TimeSpan RepeatEvery = TimeSpan.FromMilliseconds(500);
    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly string _node;
    private readonly Readiness _readiness;
    private readonly Action<ReadinessState> _forward;
    private readonly ILogger _logger;
    private AgentReports _reports = new(new ReadinessState(0, false, ""));
    private IActorRef _leaver = ActorRefs.Nobody;

    /// <summary>Made by <see cref="CreateProps"/>.</summary>
    public AgentLink(string node, Readiness readiness, ILogger logger)
    {
        ArgumentNullException.ThrowIfNull(readiness);
        (_node, _readiness, _logger) = (node, readiness, logger);
        var self = Self;
        _forward = state => self.Tell(state);
        Receive<ClusterEvent.ReachableMember>(change => OnAgent(change.Member));
        Receive<ClusterEvent.UnreachableMember>(change => OnAgentGone(change.Member, change.Member.Status));
        Receive<ClusterEvent.MemberRemoved>(change => OnAgentGone(change.Member, change.PreviousStatus));
        Receive<ClusterEvent.IMemberEvent>(change => OnAgent(change.Member));
        Receive<ReadinessState>(OnReadiness);
        Receive<ReadinessHeard>(heard => _reports = _reports.HeardBy(Sender.Path.Address, heard.Sequence));
        Receive<LeaveAgents>(OnLeave);
        Receive<NodeRemoved>(OnRemoved, taken => IsOwn(taken.Incarnation));
        Receive<NodeHeld>(held => LeaveLog.Held(_logger, _node, held), held => IsOwn(held.Incarnation));
        Receive<RepeatDue>(_ => Repeat());
    }

    /// <inheritdoc />
    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>How to make one.</summary>
    public static Props CreateProps(string node, Readiness readiness, ILogger logger) =>
        Props.Create(() => new AgentLink(node, readiness, logger));

    /// <inheritdoc />
    protected override void PreStart()
    {
        _cluster.Subscribe(
            Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents,
            typeof(ClusterEvent.IMemberEvent), typeof(ClusterEvent.ReachabilityEvent));
        _readiness.Changed += _forward;
        // Read after that: what changed in between comes twice, and nothing never.
        _reports = new AgentReports(_readiness.State);
        Timers.StartPeriodicTimer(nameof(RepeatDue), new RepeatDue(), RepeatEvery);
    }

    /// <inheritdoc />
    protected override void PostStop()
    {
        _readiness.Changed -= _forward;
        _cluster.Unsubscribe(Self);
    }

    private static TimeSpan Now => Context.System.Scheduler.MonotonicClock;

    private void OnAgent(Member member)
    {
        if (member.Status is not (MemberStatus.Up or MemberStatus.WeaklyUp))
        {
            OnAgentGone(member, member.Status);
        }
        else if (member.HasRole(NodeRoles.Ha) && !_reports.Agents.Contains(member.Address))
        {
            _reports = _reports.With(member.Address);
            ReportTo([member.Address]);
        }
    }

    private void OnAgentGone(Member member, MemberStatus was)
    {
        _reports = _reports.Without(member.Address, was, AgentOnStop.KeepsHaProxy(member.AppVersion.ToString()), Now);
        AnswerWhenDone();
    }

    private void Repeat()
    {
        ReportTo(_reports.Agents);
        AnswerWhenDone();
    }

    private void OnReadiness(ReadinessState state)
    {
        if (_reports.With(state) is var next && next != _reports)
        {
            _reports = next;
            ReportTo(_reports.Agents);
        }
    }

    private void OnLeave(LeaveAgents leave)
    {
        LeaveLog.Begins(_logger, _node, _reports.Agents.Count, _reports.AwaitedBack(Now).Count());
        _leaver = Sender;
        _reports = _reports.Leave(Now + leave.Patience);
        Repeat();
    }

    private void OnRemoved(NodeRemoved taken)
    {
        if (_reports.RemovedBy(Sender.Path.Address) is var next && next != _reports)
        {
            _reports = next;
            LeaveLog.Removed(_logger, _node, taken.Agent);
            AnswerWhenDone();
        }
    }

    private void ReportTo(IEnumerable<Address> agents)
    {
        var self = _cluster.SelfMember;
        foreach (var agent in agents)
        {
            var to = Context.ActorSelection(new RootActorPath(agent) / AgentPath.Split('/'));
            foreach (var message in _reports.For(agent, _node, self.UniqueAddress.Uid, self.AppVersion.ToString(), Now))
            {
                to.Tell(message);
            }
        }
    }

    private void AnswerWhenDone()
    {
        if (_reports.IsDone(Now))
        {
            _leaver.Tell(new RemovedByAgents(_reports.Removals));
            _leaver = ActorRefs.Nobody;
        }
    }

    // Not what an earlier life of the actor system, at the same address, has asked for.
    private bool IsOwn(int incarnation) => incarnation == _cluster.SelfUniqueAddress.Uid;

    private sealed record RepeatDue;
}
