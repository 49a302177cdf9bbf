using Actors.Clustering.Identity;
using Actors.Clustering.Messages;
using Actors.Clustering.Seeds;
using Akka.Actor;
using Akka.Cluster;
using Akka.Remote;
using Microsoft.Extensions.Logging;

namespace Actors.Clustering.Membership;

/// <summary>
/// Makes one cluster of two. After a partition both sides may live on, each by itself, and Akka never asks again. Every node knows
/// the configured seeds: those that are not in its cluster are asked, again and again, which one they are in
/// (docs/adr/0015). Only clusters of one system become one (docs/adr/0033). The members of the one that gives way start their actor systems again and join the other.
/// </summary>
public sealed class SplitHealer : ReceiveActor, IWithTimers
{
    /// <summary>The actor's name below <c>/user</c>.</summary>
    public const string Name = "split-healer";

    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly StrangerSeeds _strangers;
    private readonly IReadOnlyList<Address> _seeds;
    private readonly Func<ClusterCard> _card;
    private readonly Action<ClusterMoveTarget> _move;
    private readonly ClusterTimings _timings;
    private readonly ILogger _logger;
    private bool _isMoving;
    private int _joining;

    /// <summary>Made by <see cref="CreateProps"/>.</summary>
    public SplitHealer(Func<ClusterCard> card, StrangerClusters strangers, Action<ClusterMoveTarget> move, ClusterTimings timings, ILogger logger)
    {
        _card = card;
        _strangers = new StrangerSeeds(card, strangers);
        _seeds = [.. (card().Seeds ?? []).Select(seed => seed.ToAddress(_cluster.SelfAddress)).Where(seed => seed != _cluster.SelfAddress)];
        _move = move;
        _timings = timings;
        _logger = logger;
        Receive<AskDue>(_ => OnAskDue());
        Receive<ClusterGreeting>(greeting => OnGreeting(Sender.Path.Address, ClusterCard.Of(greeting), greeting.IsMember));
        Receive<ActorIdentity>(answer => _strangers.OnAnswer(answer, Self));
        Receive<ClusterAsk>(OnAsk);
        Receive<ClusterMove>(OnMove);
        Receive<MoveDue>(_ => _cluster.Down(_cluster.SelfAddress));
        Receive<ThisActorSystemQuarantinedEvent>(OnQuarantined);
    }

    /// <inheritdoc />
    public ITimerScheduler Timers { get; set; } = null!;

    private ClusterEvent.CurrentClusterState State => _cluster.State;

    private bool IsMember => !_isMoving && _cluster.SelfMember.Status is MemberStatus.Up or MemberStatus.WeaklyUp;

    /// <param name="card">Which cluster this is, with the configured seeds.</param>
    /// <param name="strangers">Where clusters of other systems are named.</param>
    /// <param name="move">Told whom to ask after the next start.</param>
    /// <param name="timings">How long it waits.</param>
    /// <param name="logger">The log.</param>
    public static Props CreateProps(Func<ClusterCard> card, StrangerClusters strangers, Action<ClusterMoveTarget> move, ClusterTimings timings, ILogger logger) =>
        Props.Create(() => new SplitHealer(card, strangers, move, timings, logger));

    /// <inheritdoc />
    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe(Self, typeof(ThisActorSystemQuarantinedEvent));
        Timers.StartPeriodicTimer(nameof(AskDue), AskDue.Instance, _timings.AskSeedsEvery);
    }

    private void OnAskDue()
    {
        RestartWhereForgotten();
        if (!IsMember)
        {
            return;
        }

        var members = State.Members.Select(member => member.Address).ToHashSet();
        // One of release 0.1.0 says nothing of its cluster.
        foreach (var silent in _strangers.Look(Context, _seeds.Where(seed => !members.Contains(seed))))
        {
            OnGreeting(silent, ClusterCard.Silent, isMember: true);
        }
    }

    private void OnGreeting(Address other, ClusterCard card, bool isMember)
    {
        if (isMember && IsMember && !IsInCluster(other) && !_strangers.IsStranger(card, other))
        {
            On(other).Tell(ClusterClaim.Of(State, _card()).ToAsk());
        }
    }

    // Those who let it in have all started again before it was up: whoever has their addresses now does not know it, and a node that
    // is only joining decides nothing by itself.
    private void RestartWhereForgotten()
    {
        _joining = _cluster.SelfMember.Status == MemberStatus.Joining ? _joining + 1 : 0;
        if (_joining > _timings.MostJoining && !_isMoving)
        {
            _logger.LogWarning("Nobody takes up this node, which has been let in: it starts again.");
            _isMoving = true;
            CoordinatedShutdown.Get(Context.System).Run(CoordinatedShutdown.ClusterDowningReason.Instance);
        }
    }

    private void OnAsk(ClusterAsk ask)
    {
        // Whoever is in our list as well is not a stranger yet: the cluster has to give up its earlier life first.
        if (!IsMember || IsInCluster(Sender.Path.Address) || ClusterClaim.Of(ask) is not { } theirs || _strangers.IsStranger(theirs.Card, Sender.Path.Address))
        {
            return;
        }

        var ours = ClusterClaim.Of(State, _card());
        if (ours.YieldsTo(theirs))
        {
            MoveAll(new(theirs.Contacts, theirs.Card.Identity?.Value), Sender.Path.Address);
        }
        else
        {
            var claim = ours.ToAsk();
            Sender.Tell(new ClusterMove(claim.Contacts) { Claim = claim });
        }
    }

    private void OnMove(ClusterMove move)
    {
        var sender = Sender.Path.Address;
        var contacts = ClusterClaim.Read(move.Contacts);
        if (!IsMember || contacts.Count == 0)
        {
            return;
        }

        if (IsInCluster(sender))
        {
            Move(new(contacts, move.Identity));
        }
        else if (_seeds.Contains(sender))
        {
            // A question may have been under way for as long as the network was cut, and this cluster be the larger one by now: then the
            // other one gives way, and both would.
            var theirs = move.Claim is null ? null : ClusterClaim.Of(move.Claim);
            if (!_strangers.IsStranger(theirs?.Card ?? ClusterCard.Silent, sender) && (theirs is null || ClusterClaim.Of(State, _card()).YieldsTo(theirs)))
            {
                MoveAll(new(contacts, theirs?.Card.Identity?.Value), sender);
            }
        }
        else
        {
            _logger.LogWarning("{Stranger}, neither a member nor a seed, wants this cluster to move: refused.", sender);
        }
    }

    private void MoveAll(ClusterMoveTarget target, Address other)
    {
        _logger.LogWarning("There are two clusters: this one gives way to that of {Other}.", other);
        var order = new ClusterMove([.. target.Contacts.Select(contact => contact.ToString())]) { Identity = target.Identity };
        foreach (var member in State.Members.Where(member => member.Address != _cluster.SelfAddress))
        {
            On(member.Address).Tell(order);
        }

        Move(target);
    }

    private void Move(ClusterMoveTarget target)
    {
        _isMoving = true;
        _logger.LogWarning("This node moves to the cluster of {Contacts}.", string.Join(", ", target.Contacts));
        _move(target);
        var delay = _cluster.SelfRoles.Contains(NodeRoles.Ha) ? TimeSpan.Zero : _timings.OthersMoveAfter;
        Timers.StartSingleTimer(nameof(MoveDue), MoveDue.Instance, delay);
    }

    // A member has shut this actor system out for good, because the cluster took it for dead; only a new one is heard again.
    private void OnQuarantined(ThisActorSystemQuarantinedEvent quarantined)
    {
        if (IsMember && IsInCluster(quarantined.RemoteAddress))
        {
            _logger.LogWarning("{Member} has shut this actor system out: it starts again.", quarantined.RemoteAddress);
            _isMoving = true;
            _cluster.Down(_cluster.SelfAddress);
        }
    }

    private bool IsInCluster(Address address) => State.Members.Any(member => member.Address == address);

    private static ActorSelection On(Address address) => Context.ActorSelection(new RootActorPath(address) / "user" / Name);

    private sealed record AskDue
    {
        public static readonly AskDue Instance = new();
    }

    private sealed record MoveDue
    {
        public static readonly MoveDue Instance = new();
    }
}
