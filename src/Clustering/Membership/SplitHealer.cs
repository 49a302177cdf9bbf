using Actors.Clustering.Identity;
using Actors.Clustering.Messages;
using Actors.Clustering.Seeds;
using Akka.Actor;
using Akka.Cluster;
using Microsoft.Extensions.Logging;

namespace Actors.Clustering.Membership;

/// <summary>
/// Makes one cluster of two. After a partition both sides may live on, each by itself, and Akka never asks again. Every node knows the
/// configured seeds: those that are not in its cluster are asked, again and again, which one they are in (docs/adr/0015). Only clusters of
/// one system become one (docs/adr/0033). The members of the one that gives way start their actor systems again and join the other.
/// </summary>
public sealed class SplitHealer : ReceiveActor, IWithTimers
{
    /// <summary>The actor's name below <c>/user</c>.</summary>
    public const string Name = "split-healer";

    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly StrangerSeeds _strangers;
    private readonly Func<ClusterCard> _card;
    private readonly Action<ClusterMoveTarget> _move;
    private readonly ClusterTimings _timings;
    private readonly ILogger _logger;
    private bool _isMoving;

    /// <summary>Made by <see cref="CreateProps"/>.</summary>
    public SplitHealer(
        Func<ClusterCard> card, StrangerClusters strangers, Action<ClusterMoveTarget> move, ClusterTimings timings, ILogger logger)
    {
        (_strangers, _card, _move, _timings, _logger) = (new StrangerSeeds(card, strangers), card, move, timings, logger);
        Receive<AskDue>(_ => OnAskDue());
        Receive<ClusterGreeting>(greeting => OnGreeting(Sender.Path.Address, ClusterCard.Of(greeting), greeting.IsMember));
        Receive<ActorIdentity>(answer => _strangers.OnAnswer(answer, Self));
        Receive<ClusterAsk>(OnAsk);
        Receive<ClusterMove>(OnMove);
        Receive<MoveDue>(_ => _cluster.Down(_cluster.SelfAddress));
        Receive<NodeRestarts>(_ => _isMoving = true);
    }

    /// <inheritdoc />
    public ITimerScheduler Timers { get; set; } = null!;

    private ClusterEvent.CurrentClusterState State => _cluster.State;

    // Others from one moment to the next, where they are found.
    private IEnumerable<Address> Seeds =>
        (_card().Seeds ?? []).Select(seed => seed.ToAddress(_cluster.SelfAddress)).Where(seed => seed != _cluster.SelfAddress);

    private bool IsMember => !_isMoving && _cluster.SelfMember.Status is MemberStatus.Up or MemberStatus.WeaklyUp;

    /// <summary>How to make one; after the next start, <c>move</c> says which nodes to ask.</summary>
    public static Props CreateProps(
        Func<ClusterCard> card, StrangerClusters strangers, Action<ClusterMoveTarget> move, ClusterTimings timings, ILogger logger) =>
        Props.Create(() => new SplitHealer(card, strangers, move, timings, logger));

    /// <inheritdoc />
    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe(Self, typeof(NodeRestarts));
        Timers.StartPeriodicTimer(nameof(AskDue), new AskDue(), _timings.AskSeedsEvery);
    }

    private void OnAskDue()
    {
        // One from before 0.1.0 says nothing of its cluster.
        foreach (var silent in IsMember ? _strangers.Look(Context, Seeds.Where(seed => !IsInCluster(seed))) : [])
        {
            OnGreeting(silent, ClusterCard.Silent, isMember: true);
        }
    }

    private void OnGreeting(Address other, ClusterCard card, bool isMember)
    {
        if (isMember && IsMember && !IsInCluster(other) && !_strangers.IsStranger(card, other))
        {
            On(other).Tell(Claim().ToAsk());
        }
    }

    private void OnAsk(ClusterAsk ask)
    {
        // One that is in our list as well is no stranger yet: the cluster has to give up its earlier life first.
        if (IsMember && !IsInCluster(Sender.Path.Address) && ClusterClaim.Of(ask) is { } theirs
            && !_strangers.IsStranger(theirs.Card, Sender.Path.Address))
        {
            CarryOut(Healing.OfAsk(Claim(), theirs));
        }
    }

    private void OnMove(ClusterMove move)
    {
        var sender = Sender.Path.Address;
        var from = IsInCluster(sender) ? MoveSender.Member : Seeds.Contains(sender) ? MoveSender.Seed : MoveSender.Unknown;
        if (IsMember)
        {
            CarryOut(Healing.OfMove(move, from, Claim, card => _strangers.IsStranger(card, sender)));
        }
    }

    private void CarryOut(Healing step)
    {
        switch (step)
        {
            case Healing.Answer answer:
                Sender.Tell(answer.Message);
                break;
            case Healing.MoveAll all:
                MoveAll(all.Target, Sender.Path.Address);
                break;
            case Healing.Move move:
                Move(move.Target);
                break;
            case Healing.Refuse:
                _logger.LogWarning("Merge request of {Address} refused: it is neither a member nor a seed.", Sender.Path.Address);
                break;
        }
    }

    private void MoveAll(ClusterMoveTarget target, Address other)
    {
        _logger.LogWarning("Split brain: this cluster yields to that of {Other}.", other);
        var message = Healing.ToMembers(target);
        foreach (var member in State.Members.Where(member => member.Address != _cluster.SelfAddress))
        {
            On(member.Address).Tell(message);
        }

        Move(target);
    }

    private void Move(ClusterMoveTarget target)
    {
        _isMoving = true;
        Context.System.EventStream.Publish(new NodeRestarts());
        _logger.LogWarning("This node moves to the cluster of {Contacts}.", string.Join(", ", target.Contacts));
        _move(target);
        var delay = _cluster.SelfRoles.Contains(NodeRoles.Ha) ? TimeSpan.Zero : _timings.OthersMoveAfter;
        Timers.StartSingleTimer(nameof(MoveDue), new MoveDue(), delay);
    }

    private ClusterClaim Claim() => ClusterClaim.Of(State, _card());
    private bool IsInCluster(Address address) => State.Members.Any(member => member.Address == address);

    private static ActorSelection On(Address address) => Context.ActorSelection(new RootActorPath(address) / "user" / Name);

    private sealed record AskDue;
    private sealed record MoveDue;
}
