using Actors.Clustering.Messages;
using Akka.Actor;
using Akka.Cluster;

namespace Actors.Clustering.Downing;

/// <summary>
/// Which members the leader asks the others about, and when: those that have been unreachable for a while, one question at a time. Pure.
/// </summary>
public sealed record CrashInquiry
{
    /// <summary>No member has been unreachable yet.</summary>
    public static readonly CrashInquiry None = new();

    /// <summary>More than these are asked about in the next round: a message has a limit.</summary>
    private const int MostAtOnce = 50;

    /// <summary>The question that is open, or the last one.</summary>
    public VoteRound Round { get; private init; } = VoteRound.None;

    private UnreachableSince Unreachable { get; init; } = UnreachableSince.None;

    private TimeSpan? AskedAt { get; init; }

    /// <summary>These members are unreachable now, and no others.</summary>
    /// <param name="members">The members.</param>
    /// <param name="now">The moment; all moments are of one clock.</param>
    public CrashInquiry Observe(IReadOnlyCollection<UniqueAddress> members, TimeSpan now) =>
        this with { Unreachable = Unreachable.Observe(members, now) };

    /// <summary>The members to ask about now, the longest unreachable first; none while a question is open, or soon after one.</summary>
    /// <param name="timings">How long it waits.</param>
    /// <param name="now">The moment.</param>
    public IReadOnlyList<Address> Suspects(ClusterTimings timings, TimeSpan now)
    {
        ArgumentNullException.ThrowIfNull(timings);
        return Round.IsOpen || (AskedAt is { } last && now - last < timings.VoteEvery)
            ? []
            : [.. Unreachable.For(timings.DownAfter, now).Take(MostAtOnce)];
    }

    /// <summary>Those of the unreachable members that a vote is about: one that is down or exiting already is removed without.</summary>
    /// <param name="unreachable">The members that gossip calls unreachable.</param>
    public static IReadOnlyCollection<UniqueAddress> Undecided(IEnumerable<Member> unreachable) =>
    [
        .. unreachable.Where(member => member.Status is not (MemberStatus.Down or MemberStatus.Exiting))
            .Select(member => member.UniqueAddress),
    ];

    /// <summary>The members that are asked, of the whole state of the cluster.</summary>
    /// <param name="state">What gossip says.</param>
    /// <param name="self">The one that asks.</param>
    /// <param name="hears">Whether the one that asks reaches a member.</param>
    public static IReadOnlyList<Address> Voters(ClusterEvent.CurrentClusterState state, Address self, Func<Address, bool> hears)
    {
        ArgumentNullException.ThrowIfNull(state);
        return Voters(
            state.Members.Select(member => member.Address), state.Unreachable.Select(member => member.Address).ToHashSet(), self, hears);
    }

    /// <summary>
    /// The members that are asked: all that can be reached, and those that only another member cannot reach, since that may be a suspect
    /// that had given up all others before it died.
    /// </summary>
    /// <param name="members">The members.</param>
    /// <param name="unreachable">Those of them that gossip calls unreachable.</param>
    /// <param name="self">The one that asks.</param>
    /// <param name="hears">Whether the one that asks reaches a member.</param>
    public static IReadOnlyList<Address> Voters(
        IEnumerable<Address> members, IReadOnlySet<Address> unreachable, Address self, Func<Address, bool> hears) =>
        [.. members.Where(member => member != self && (!unreachable.Contains(member) || hears(member)))];

    /// <summary>The question that is open, as it is sent.</summary>
    public MemberDoubt Doubt => new(Round.Number, DoubtText.Of(Round.Suspects));

    /// <summary>Those that are dead, by what has been answered.</summary>
    /// <param name="state">What gossip says.</param>
    public IReadOnlyList<Address> Dead(ClusterEvent.CurrentClusterState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return Round.Dead(
            [.. state.Members.Where(member => member.Status is not MemberStatus.Down).Select(member => member.Address)],
            [.. Undecided(state.Unreachable).Select(member => member.Address)]);
    }

    /// <summary>The question is asked.</summary>
    /// <param name="suspects">The members that it is about, one or more.</param>
    /// <param name="self">The one that asks.</param>
    /// <param name="heard">Those of them that it reaches itself.</param>
    /// <param name="voters">The members that it asks.</param>
    /// <param name="now">The moment.</param>
    public CrashInquiry Ask(
        IReadOnlyCollection<Address> suspects,
        Address self,
        IReadOnlyCollection<Address> heard,
        IEnumerable<Address> voters,
        TimeSpan now) =>
        this with { Round = Round.Next(suspects, self, heard, voters), AskedAt = now };

    /// <summary>A member answers, see <see cref="VoteRound.Answer"/>.</summary>
    /// <param name="round">The round that it answers.</param>
    /// <param name="from">The member.</param>
    /// <param name="heard">Those of the suspects that it reaches.</param>
    public CrashInquiry Answer(int round, Address from, IReadOnlyCollection<Address> heard) =>
        this with { Round = Round.Answer(round, from, heard) };

    /// <summary>The question is over.</summary>
    public CrashInquiry Close() => this with { Round = Round.Close() };

    /// <summary>No member is unreachable any more: each counts from the start if it is again.</summary>
    public CrashInquiry Forget() => this with { Unreachable = UnreachableSince.None };
}
