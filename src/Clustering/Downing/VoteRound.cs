using System.Collections.Immutable;
using Akka.Actor;

namespace Actors.Clustering.Downing;

/// <summary>One question to the members of whether they hear those that gossip calls unreachable, and its answers. Pure.</summary>
public sealed record VoteRound
{
    /// <summary>None has been asked anything yet.</summary>
    public static readonly VoteRound None = new();

    private ImmutableHashSet<Address> Asked { get; init; } = [];

    private ImmutableDictionary<Address, IReadOnlyCollection<Address>> Heard { get; init; } =
        ImmutableDictionary<Address, IReadOnlyCollection<Address>>.Empty;

    /// <summary>By which its answers are known.</summary>
    public int Number { get; private init; }

    /// <summary>Those it is about; none once it is over.</summary>
    public IReadOnlyCollection<Address> Suspects { get; private init; } = [];

    /// <summary>Whether answers are waited for.</summary>
    public bool IsOpen => Suspects.Count > 0;

    /// <summary>Whether all that were asked have answered.</summary>
    public bool IsComplete => IsOpen && Heard.Count > Asked.Count;

    /// <summary>How many have answered, the one that asks included.</summary>
    public int Answers => Heard.Count;

    /// <summary>The next round.</summary>
    /// <param name="suspects">Those it is about, one or more.</param>
    /// <param name="self">The member that asks.</param>
    /// <param name="heard">Which of them it reaches itself.</param>
    /// <param name="asked">The members that it asks.</param>
    public VoteRound Next(
        IReadOnlyCollection<Address> suspects, Address self, IReadOnlyCollection<Address> heard, IEnumerable<Address> asked) => new()
        {
            Number = Number + 1,
            Suspects = suspects,
            Asked = [.. asked],
            Heard = ImmutableDictionary<Address, IReadOnlyCollection<Address>>.Empty.Add(self, heard),
        };

    /// <summary>An answer; that of an earlier round, and that of one that was not asked, change nothing.</summary>
    /// <param name="round">Which round it answers.</param>
    /// <param name="from">Whose it is.</param>
    /// <param name="heard">Which of the suspects it reaches.</param>
    public VoteRound Answer(int round, Address from, IReadOnlyCollection<Address> heard) =>
        IsOpen && round == Number && Asked.Contains(from) ? this with { Heard = Heard.SetItem(from, heard) } : this;

    /// <summary>
    /// Those of the suspects that are dead, by what has been answered. A round takes a moment: one that is reachable by now, or has begun
    /// its next life at that address, is not; and one that has answered and left since then has no vote.
    /// </summary>
    /// <param name="members">The members by now, the suspects too.</param>
    /// <param name="unreachable">Those of them that gossip calls unreachable by now, and that are not down.</param>
    public IReadOnlyList<Address> Dead(IReadOnlyCollection<Address> members, IReadOnlyCollection<Address> unreachable) => CrashVote.Dead(
        members.Count, [.. Suspects.Where(unreachable.Contains)],
        [.. Heard.Where(answer => members.Contains(answer.Key)).Select(answer => answer.Value)]);

    /// <summary>It is over: no answer to it counts any more.</summary>
    public VoteRound Close() => this with { Suspects = [] };
}
