using System.Collections.Immutable;
using Actors.Clustering.Identity;
using Actors.Clustering.Messages;
using Actors.Clustering.Seeds;
using Akka.Actor;
using Akka.Cluster;
using Microsoft.Extensions.Logging;

namespace Actors.Clustering.Joining;

/// <summary>
/// Brings the node into its cluster: asks its contacts which cluster they belong to, joins one that is of its own, or forms a cluster (<see cref="JoinState"/>). It asks from the
/// start of the actor system on, so that connections are open by the time the node may join, and ends when the node is a member.
/// </summary>
public sealed class ClusterEntry : ReceiveActor, IWithTimers
{
    /// <summary>The actor's name below <c>/user</c>.</summary>
    public const string Name = "cluster-entry";

    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly HashSet<SeedAddress> _greeters = [];
    private readonly ClusterIdentityFile _identity;
    private readonly ClusterTimings _timings;
    private readonly StrangerClusters _strangers;
    private readonly ILogger _logger;
    private JoinState _state;
    private JoinStep _step = JoinStep.Wait.Instance;
    private TimeSpan? _stepAt;
    private int _tries;
    private bool _mayJoin;

    /// <summary>Made by <see cref="CreateProps"/>.</summary>
    public ClusterEntry(SeedAddress self, SeedPlan plan, ClusterCard card, ClusterIdentityFile identity, StrangerClusters strangers, ClusterTimings timings, ILogger logger)
    {
        _state = new JoinState(self, plan, card, timings, TimeSpan.Zero);
        _identity = identity;
        _timings = timings;
        _strangers = strangers;
        _logger = logger;
        Receive<GreetDue>(_ => OnGreetDue());
        Receive<ClusterGreeting>(OnGreeting);
        Receive<ActorIdentity>(OnAnswer);
        Receive<MayJoin>(_ => OnMayJoin());
        Receive<ClusterEvent.IMemberEvent>(OnMember);
        Receive<AskAlso>(also => _state = _state.WithAddresses(also.Addresses));
        Receive<WaitingDue>(_ => OnWaitingDue());
        Receive<GiveUpDue>(_ => CoordinatedShutdown.Get(Context.System).Run(CoordinatedShutdown.ClusterJoinUnsuccessfulReason.Instance));
    }

    /// <inheritdoc />
    public ITimerScheduler Timers { get; set; } = null!;

    private static TimeSpan Now => Context.System.Scheduler.MonotonicClock;

    /// <param name="self">The node.</param>
    /// <param name="plan">Whom it asks.</param>
    /// <param name="card">Which cluster it belongs to.</param>
    /// <param name="identity">Where the cluster's identity is kept.</param>
    /// <param name="strangers">Where clusters of other systems are named.</param>
    /// <param name="timings">How long it waits.</param>
    /// <param name="logger">The log.</param>
    public static Props CreateProps(SeedAddress self, SeedPlan plan, ClusterCard card, ClusterIdentityFile identity, StrangerClusters strangers, ClusterTimings timings, ILogger logger) =>
        Props.Create(() => new ClusterEntry(self, plan, card, identity, strangers, timings, logger));

    /// <inheritdoc />
    protected override void PreStart()
    {
        _cluster.Subscribe(Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents, typeof(ClusterEvent.IMemberEvent));
        // The first one not by the timer: the scheduler's thread has still to start, and connections are to open while the web server does.
        OnGreetDue();
        Timers.StartPeriodicTimer(nameof(GreetDue), GreetDue.Instance, _timings.GreetEvery, _timings.GreetEvery);
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
        if (answer.Subject is not { } subject || SeedAddress.From(subject.Path.Address) is not { } contact)
        {
            return;
        }

        if (ClusterGreeter.Greet(answer, _state.Own.Cluster, Self))
        {
            _greeters.Add(contact);
        }
        else if (!_greeters.Contains(contact))
        {
            Hear(contact, ClusterCard.Silent, isMember: true);
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
        Timers.StartPeriodicTimer(nameof(WaitingDue), WaitingDue.Instance, _timings.WaitingSaidAfter, _timings.WaitingSaidEvery);
        if (_state.Plan.GiveUpAfter is { } limit)
        {
            Timers.StartSingleTimer(nameof(GiveUpDue), GiveUpDue.Instance, limit);
        }

        Step();
    }

    private void OnWaitingDue() => _logger.LogWarning("This node is in no cluster yet. It asks {Contacts}.", _state.Described(Now));

    // The same again only after a while: then it is another member's turn.
    private void Step()
    {
        if (!_mayJoin)
        {
            return;
        }

        var isOver = Now - _stepAt >= _timings.AskAgainAfter;
        var step = _state.Next(Now, isOver ? _tries + 1 : _tries);
        if (step is JoinStep.Wait || !isOver && step.GetType() == _step.GetType() || step == _step && step is not JoinStep.Join)
        {
            return;
        }

        (_step, _stepAt, _tries) = (step, Now, isOver ? _tries + 1 : _tries);
        switch (step)
        {
            case JoinStep.Join join:
                _cluster.Join(join.Member.ToAddress(_cluster.SelfAddress));
                break;
            case JoinStep.AskSilent ask:
                _cluster.JoinSeedNodes(ask.Nodes.Select(node => node.ToAddress(_cluster.SelfAddress)));
                break;
            case JoinStep.Form:
                // Before it lets others in, who ask for it.
                _identity.OrNew();
                _cluster.Join(_cluster.SelfAddress);
                break;
        }
    }

    private void OnMember(ClusterEvent.IMemberEvent change)
    {
        if (!change.Member.UniqueAddress.Equals(_cluster.SelfUniqueAddress) || change.Member.Status is not (MemberStatus.Joining or MemberStatus.WeaklyUp or MemberStatus.Up))
        {
            return;
        }

        if (_step is JoinStep.Join { Identity: { } identity })
        {
            _identity.Adopt(identity);
        }

        Context.Stop(Self);
    }

    /// <summary>The node may join now.</summary>
    public sealed record MayJoin
    {
        /// <summary>The only one.</summary>
        public static readonly MayJoin Instance = new();
    }

    /// <summary>Seeds that are listed by a name may call themselves by an address of it.</summary>
    /// <param name="Addresses">The addresses of each name.</param>
    public sealed record AskAlso(ImmutableDictionary<SeedAddress, IReadOnlyList<SeedAddress>> Addresses);

    private sealed record GreetDue
    {
        public static readonly GreetDue Instance = new();
    }

    private sealed record WaitingDue
    {
        public static readonly WaitingDue Instance = new();
    }

    private sealed record GiveUpDue
    {
        public static readonly GiveUpDue Instance = new();
    }
}
