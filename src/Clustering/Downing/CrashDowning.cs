using System.Collections.Immutable;
using Actors.Clustering.Messages;
using Akka.Actor;
using Akka.Cluster;
using Microsoft.Extensions.Logging;

namespace Actors.Clustering.Downing;

/// <summary>
/// Downs members that have died, each at its own time (docs/adr/0021). The leader asks all who can be reached whether they hear one that
/// gossip calls unreachable; where most have answered and none does, it is downed. All that is less plain, a network in two or a
/// link that only some miss, is left to Akka's split brain resolver, which takes longer.
/// </summary>
public sealed class CrashDowning : ReceiveActor, IWithTimers
{
    /// <summary>The actor's name below <c>/user</c>.</summary>
    public const string Name = "crash-downing";

    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly IScheduler _clock = Context.System.Scheduler;
    private readonly ClusterTimings _timings;
    private readonly ILogger _logger;
    private CrashInquiry _inquiry = CrashInquiry.None;
    private ImmutableHashSet<UniqueAddress> _watched = [];

    /// <summary>Made by <see cref="CreateProps"/>.</summary>
    public CrashDowning(ClusterTimings timings, ILogger logger)
    {
        _timings = timings;
        _logger = logger;
        Receive<ClusterEvent.UnreachableMember>(gone => Watch(_watched.Add(gone.Member.UniqueAddress)));
        Receive<ClusterEvent.ReachableMember>(back => Watch(_watched.Remove(back.Member.UniqueAddress)));
        Receive<ClusterEvent.MemberRemoved>(removed => Watch(_watched.Remove(removed.Member.UniqueAddress)));
        Receive<LookDue>(_ => Look());
        Receive<MemberDoubt>(OnDoubt);
        Receive<MemberDoubtAnswer>(OnAnswer);
        Receive<AnswersDue>(_ => Judge());
    }

    /// <inheritdoc />
    public ITimerScheduler Timers { get; set; } = null!;

    // The actor system's own clock, which its timers run on too.
    private TimeSpan Now => _clock.MonotonicClock;

    /// <param name="timings">How long it waits.</param>
    /// <param name="logger">The log.</param>
    public static Props CreateProps(ClusterTimings timings, ILogger logger) => Props.Create(() => new CrashDowning(timings, logger));

    /// <inheritdoc />
    protected override void PreStart() => _cluster.Subscribe(
        Self,
        ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents,
        typeof(ClusterEvent.ReachabilityEvent),
        typeof(ClusterEvent.MemberRemoved));

    /// <inheritdoc />
    protected override void PostStop() => _cluster.Unsubscribe(Self);

    // It looks while a member is unreachable: at rest there is nothing to look at.
    private void Watch(ImmutableHashSet<UniqueAddress> next)
    {
        _watched = next;
        if (next.IsEmpty)
        {
            Timers.Cancel(nameof(LookDue));
            _inquiry = _inquiry.Forget();
        }
        else if (!Timers.IsTimerActive(nameof(LookDue)))
        {
            Timers.StartPeriodicTimer(nameof(LookDue), new LookDue(), _timings.CheckUnreachableEvery);
        }
    }

    private void Look()
    {
        var state = _cluster.State;
        _inquiry = _inquiry.Observe(CrashInquiry.Undecided(state.Unreachable), Now);
        if (state.Leader == _cluster.SelfAddress && _inquiry.Suspects(_timings, Now) is { Count: > 0 } suspects)
        {
            Ask(state, suspects);
        }
    }

    private void Ask(ClusterEvent.CurrentClusterState state, IReadOnlyList<Address> suspects)
    {
        var voters = CrashInquiry.Voters(state, _cluster.SelfAddress, Hears);
        _inquiry = _inquiry.Ask(suspects, _cluster.SelfAddress, HeardOf(suspects), voters, Now);
        foreach (var address in voters)
        {
            Context.ActorSelection(new RootActorPath(address) / "user" / Name).Tell(_inquiry.Doubt);
        }

        Timers.StartSingleTimer(nameof(AnswersDue), new AnswersDue(), _timings.VoteWithin);
        JudgeWhenAll();
    }

    private void OnDoubt(MemberDoubt doubt)
    {
        if (_cluster.State.Members.Any(member => member.Address == Sender.Path.Address))
        {
            Sender.Tell(new MemberDoubtAnswer(doubt.Round, DoubtText.Of(HeardOf(DoubtText.Read(doubt.Members)))));
        }
    }

    private void OnAnswer(MemberDoubtAnswer answer)
    {
        _inquiry = _inquiry.Answer(answer.Round, Sender.Path.Address, DoubtText.Read(answer.Heard));
        JudgeWhenAll();
    }

    private void JudgeWhenAll()
    {
        if (_inquiry.Round.IsComplete)
        {
            Judge();
        }
    }

    private void Judge()
    {
        Timers.Cancel(nameof(AnswersDue));
        foreach (var dead in _inquiry.Dead(_cluster.State))
        {
            _logger.LogWarning("Downing {Member}: none of {Count} members can reach it.", dead, _inquiry.Round.Answers);
            _cluster.Down(dead);
        }

        _inquiry = _inquiry.Close();
    }

    // Only those that this node listens to: of the others it knows nothing.
    private List<Address> HeardOf(IEnumerable<Address> members) => [.. members.Where(Hears)];

    private bool Hears(Address member) => _cluster.FailureDetector.IsMonitoring(member) && _cluster.FailureDetector.IsAvailable(member);

    private sealed record LookDue;

    private sealed record AnswersDue;
}
