using System.Collections.Immutable;
using Actors.Clustering.Messages;
using Akka.Actor;
using Akka.Cluster;
using Microsoft.Extensions.Logging;

namespace Actors.Clustering.Downing;

/// <summary>
/// Downs members that have died, each at its own time (docs/adr/0021). The leader asks all who can be reached whether they hear one that
/// gossip calls unreachable; where most have answered and nobody does, it is downed. All that is less plain, a network in two or a
/// link that only some miss, is left to Akka's split brain resolver, which takes longer.
/// </summary>
public sealed class CrashDowning : ReceiveActor, IWithTimers
{
    /// <summary>The actor's name below <c>/user</c>.</summary>
    public const string Name = "crash-downing";

    /// <summary>More than these are asked about in the next round: a message has a limit.</summary>
    private const int MostAtOnce = 50;

    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly IScheduler _clock = Context.System.Scheduler;
    private readonly ClusterTimings _timings;
    private readonly ILogger _logger;
    private UnreachableSince _unreachable = UnreachableSince.None;
    private VoteRound _round = VoteRound.None;
    private TimeSpan? _askedAt;
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
            _unreachable = UnreachableSince.None;
        }
        else if (!Timers.IsTimerActive(nameof(LookDue)))
        {
            Timers.StartPeriodicTimer(nameof(LookDue), new LookDue(), _timings.CheckUnreachableEvery);
        }
    }

    private void Look()
    {
        var state = _cluster.State;
        // One that is down or exiting already is removed without a vote.
        var unreachable = state.Unreachable.Where(member => member.Status is not (MemberStatus.Down or MemberStatus.Exiting));
        _unreachable = _unreachable.Observe([.. unreachable.Select(member => member.UniqueAddress)], Now);
        if (_round.IsOpen || state.Leader != _cluster.SelfAddress || (_askedAt is { } last && Now - last < _timings.VoteEvery))
        {
            return;
        }

        Address[] suspects = [.. _unreachable.For(_timings.DownAfter, Now).Take(MostAtOnce)];
        if (suspects.Length > 0)
        {
            Ask(state, suspects);
        }
    }

    private void Ask(ClusterEvent.CurrentClusterState state, Address[] suspects)
    {
        _askedAt = Now;
        // Those that only another member cannot reach are asked too: that may be a suspect that has given up everybody, and has died.
        Address[] asked =
        [
            .. state.Members
                .Where(member => !state.Unreachable.Contains(member) || HeardOf([member.Address]).Count > 0)
                .Select(member => member.Address)
                .Where(address => address != _cluster.SelfAddress),
        ];
        _round = _round.Next(suspects, _cluster.SelfAddress, HeardOf(suspects), asked);
        var doubt = new MemberDoubt(_round.Number, [.. suspects.Select(suspect => suspect.ToString())]);
        foreach (var address in asked)
        {
            Context.ActorSelection(new RootActorPath(address) / "user" / Name).Tell(doubt);
        }

        Timers.StartSingleTimer(nameof(AnswersDue), new AnswersDue(), _timings.VoteWithin);
        JudgeWhenAll();
    }

    private void OnDoubt(MemberDoubt doubt)
    {
        if (_cluster.State.Members.Any(member => member.Address == Sender.Path.Address))
        {
            Sender.Tell(new MemberDoubtAnswer(doubt.Round, [.. HeardOf(Read(doubt.Members)).Select(heard => heard.ToString())]));
        }
    }

    private void OnAnswer(MemberDoubtAnswer answer)
    {
        _round = _round.Answer(answer.Round, Sender.Path.Address, Read(answer.Heard));
        JudgeWhenAll();
    }

    private void JudgeWhenAll()
    {
        if (_round.IsComplete)
        {
            Judge();
        }
    }

    private void Judge()
    {
        Timers.Cancel(nameof(AnswersDue));
        foreach (var dead in _round.Dead(_cluster.State.Members.Count(member => member.Status is not MemberStatus.Down)))
        {
            _logger.LogWarning("Downing {Member}: none of {Count} members can reach it.", dead, _round.Answers);
            _cluster.Down(dead);
        }

        _round = _round.Close();
    }

    // Only those that this node listens to: of the others it knows nothing.
    private List<Address> HeardOf(IEnumerable<Address> members) =>
        [.. members.Where(member => _cluster.FailureDetector.IsMonitoring(member) && _cluster.FailureDetector.IsAvailable(member))];

    private static List<Address> Read(IReadOnlyList<string> addresses) =>
        [.. addresses.Select(text => Address.TryParse(text, out var address) ? address : null).OfType<Address>()];

    private sealed record LookDue;

    private sealed record AnswersDue;
}
