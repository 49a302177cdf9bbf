using System.Collections.Immutable;
using Actors.Clustering.Identity;
using Actors.Clustering.Messages;
using Actors.Clustering.Seeds;
using Akka.Actor;
using Akka.Cluster;
using Microsoft.Extensions.Logging;

namespace Actors.Clustering.Joining;

/// <summary>
/// Brings the node into its cluster: asks its contacts which cluster they belong to, and joins it or forms one (<see cref="JoinState"/>).
/// It asks from the start of the actor system on, so that connections are open by the time the node may join; it ends with the node a
/// member.
/// </summary>
public sealed class ClusterEntry : ReceiveActor, IWithTimers
{
    /// <summary>The actor's name below <c>/user</c>.</summary>
    public const string Name = "cluster-entry";

    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly Greeters _greeters;
    private readonly JoinEffects _effects;
    private readonly StrangerClusters _strangers;
    private readonly ILogger _logger;
    private JoinState _state;
    private JoinTries _tries = JoinTries.None;
    private bool _mayJoin;

    /// <summary>Made by <see cref="CreateProps"/>.</summary>
    public ClusterEntry(JoinState state, ClusterIdentityFile identity, StrangerClusters strangers, ILogger logger)
    {
        _state = state;
        _greeters = new Greeters(state.Own.Cluster);
        _effects = new JoinEffects(_cluster, identity);
        _strangers = strangers;
        _logger = logger;
        Receive<GreetDue>(_ => OnGreetDue());
        Receive<ClusterGreeting>(OnGreeting);
        Receive<ActorIdentity>(OnAnswer);
        Receive<MayJoin>(_ => OnMayJoin());
        Receive<ClusterEvent.IMemberEvent>(OnMember);
        Receive<AskAlso>(also => _state = _state.WithAddresses(also.Addresses));
        Receive<SeedsFound>(OnSeedsFound);
        Receive<WaitingDue>(_ => OnWaitingDue());
        Receive<GiveUpDue>(_ => JoinEffects.GiveUp(Context.System));
    }

    /// <inheritdoc />
    public ITimerScheduler Timers { get; set; } = null!;

    private static TimeSpan Now => Context.System.Scheduler.MonotonicClock;

    /// <summary>How to make one.</summary>
    public static Props CreateProps(JoinState state, ClusterIdentityFile identity, StrangerClusters strangers, ILogger logger) =>
        Props.Create(() => new ClusterEntry(state, identity, strangers, logger));

    /// <inheritdoc />
    protected override void PreStart()
    {
        _cluster.Subscribe(Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents, typeof(ClusterEvent.IMemberEvent));
        Context.System.EventStream.Subscribe(Self, typeof(SeedsFound));
        // The first one not by the timer: the scheduler's thread has still to start, and connections are to open while the web server does.
        OnGreetDue();
        Timers.StartPeriodicTimer(nameof(GreetDue), new GreetDue(), _state.Timings.GreetEvery, _state.Timings.GreetEvery);
    }

    /// <inheritdoc />
    protected override void PostStop() => _cluster.Unsubscribe(Self);

    private void OnGreetDue()
    {
        foreach (var contact in _state.Plan.Contacts.Where(contact => contact != _state.Self))
        {
            ClusterGreeter.Look(Context, contact.ToAddress(_cluster.SelfAddress));
        }

        Step();
    }

    private void OnGreeting(ClusterGreeting greeting)
    {
        if (SeedAddress.From(Sender.Path.Address) is { } contact)
        {
            Hear(contact, ClusterCard.Of(greeting), greeting.IsMember);
        }
    }

    private void OnAnswer(ActorIdentity answer)
    {
        if (_greeters.Silent(answer, Self) is { } silent)
        {
            Hear(silent, ClusterCard.Silent, isMember: true);
        }
    }

    private void Hear(SeedAddress contact, ClusterCard card, bool isMember)
    {
        _state = _state.With(contact, card, isMember, Now);
        if (_state.StrangerAt(contact) is { } stranger)
        {
            _strangers.Tell(contact, stranger, _state.Own);
        }

        Step();
    }

    private void OnMayJoin()
    {
        _mayJoin = true;
        _state = _state with { Began = Now };
        Timers.StartPeriodicTimer(nameof(WaitingDue), new WaitingDue(), _state.Timings.WaitingSaidAfter, _state.Timings.WaitingSaidEvery);
        if (_state.Plan.GiveUpAfter is { } limit)
        {
            Timers.StartSingleTimer(nameof(GiveUpDue), new GiveUpDue(), limit);
        }

        Step();
    }

    private void OnSeedsFound(SeedsFound found)
    {
        _state = _state.WithSeeds(found.Seeds, found.IsAnswered, Now);
        Step();
    }

    private void OnWaitingDue()
    {
        _logger.LogWarning("This node is in no cluster yet. It asks {Contacts}.", _state.Described(Now));
        if (_state.Seeds.IsFound && _cluster.SelfRoles.Contains(NodeRoles.Seed) && !_state.Seeds.Addresses.Contains(_state.Self))
        {
            _logger.LogWarning(
                "This seed calls itself {Self} and does not find itself among the seeds of Node:Seeds ({Seeds}), so it forms no cluster. "
                    + "Set Node:Host to the address that it is found by; where a name has only addresses of what is healthy or ready, see "
                    + "docs/cluster.md.",
                _state.Self, string.Join(", ", _state.Seeds.Addresses));
        }
    }

    private void Step()
    {
        if (_mayJoin && _tries.Next(_state, Now) is var next && next != _tries)
        {
            _tries = next;
            _effects.CarryOut(next.Step);
        }
    }

    private void OnMember(ClusterEvent.IMemberEvent change)
    {
        if (change.Member.Status is MemberStatus.Joining or MemberStatus.WeaklyUp or MemberStatus.Up
            && change.Member.UniqueAddress.Equals(_cluster.SelfUniqueAddress))
        {
            _effects.Complete(_tries.Step);
            Context.Stop(Self);
        }
    }

    /// <summary>The node may join now.</summary>
    public sealed record MayJoin;

    /// <summary>Seeds that are listed by a name may call themselves by an address of it.</summary>
    /// <param name="Addresses">The addresses of each name.</param>
    public sealed record AskAlso(ImmutableDictionary<SeedAddress, IReadOnlyList<SeedAddress>> Addresses);

    /// <summary>Published when the sources of the seeds have been asked again.</summary>
    /// <param name="Seeds">The seeds as they are known now.</param>
    /// <param name="IsAnswered">Whether all sources have answered.</param>
    public sealed record SeedsFound(SeedList Seeds, bool IsAnswered);

    private sealed record GreetDue;

    private sealed record WaitingDue;

    private sealed record GiveUpDue;
}
