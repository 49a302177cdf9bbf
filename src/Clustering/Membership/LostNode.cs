using Akka.Actor;
using Akka.Cluster;
using Akka.Remote;
using Microsoft.Extensions.Logging;

namespace Actors.Clustering.Membership;

/// <summary>Starts the actor system again where the cluster has lost this node, and the node cannot know so by gossip.</summary>
public sealed class LostNode : ReceiveActor, IWithTimers
{
    /// <summary>The actor's name below <c>/user</c>.</summary>
    public const string Name = "lost-node";

    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly ClusterTimings _timings;
    private readonly ILogger _logger;
    private int _joining;
    private bool _isOver;

    /// <summary>Made by <see cref="CreateProps"/>.</summary>
    public LostNode(ClusterTimings timings, ILogger logger)
    {
        _timings = timings;
        _logger = logger;
        Receive<CheckDue>(_ => CheckJoining());
        Receive<ThisActorSystemQuarantinedEvent>(OnQuarantined, _ => !_isOver);
        Receive<NodeRestarts>(_ => End());
    }

    /// <inheritdoc />
    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>How to make one.</summary>
    public static Props CreateProps(ClusterTimings timings, ILogger logger) => Props.Create(() => new LostNode(timings, logger));

    /// <inheritdoc />
    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe(Self, typeof(ThisActorSystemQuarantinedEvent));
        Context.System.EventStream.Subscribe(Self, typeof(NodeRestarts));
        Timers.StartPeriodicTimer(nameof(CheckDue), new CheckDue(), _timings.AskSeedsEvery);
    }

    // The members that let it in have all started again before it was up: what has their addresses now does not know it, and a node that
    // is only joining decides nothing by itself.
    private void CheckJoining()
    {
        _joining = _cluster.SelfMember.Status == MemberStatus.Joining ? _joining + 1 : 0;
        if (_joining > _timings.MostJoining)
        {
            _logger.LogWarning("Stuck in Joining: no member takes up this node. Restarting the actor system.");
            Announce();
            CoordinatedShutdown.Get(Context.System).Run(CoordinatedShutdown.ClusterDowningReason.Instance);
        }
    }

    // A member has shut this actor system out for good, because the cluster took it for dead; it takes messages only of a new one.
    private void OnQuarantined(ThisActorSystemQuarantinedEvent quarantined)
    {
        if (_cluster.SelfMember.Status is MemberStatus.Up or MemberStatus.WeaklyUp
            && _cluster.State.Members.Any(member => member.Address == quarantined.RemoteAddress))
        {
            _logger.LogWarning("Quarantined by {Member}; restarting the actor system.", quarantined.RemoteAddress);
            Announce();
            _cluster.Down(_cluster.SelfAddress);
        }
    }

    private void Announce()
    {
        End();
        Context.System.EventStream.Publish(new NodeRestarts());
    }

    private void End()
    {
        _isOver = true;
        Timers.CancelAll();
    }

    private sealed record CheckDue;
}
