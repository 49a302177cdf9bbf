using System.Collections.Immutable;
using Actors.Clustering.Identity;
using Actors.Clustering.Seeds;

namespace Actors.Clustering.Joining;

/// <summary>
/// What a node that is in no cluster knows of those that it asks, and what follows. Only members of its own system are asked to let it
/// in (docs/adr/0033), and only what answers as one is waited for (docs/adr/0032). Pure: an event in, the next value out.
/// </summary>
/// <param name="Self">The node.</param>
/// <param name="Plan">The nodes that it asks.</param>
/// <param name="Own">Which cluster it belongs to.</param>
/// <param name="Timings">How long it waits.</param>
/// <param name="Began">When it began; all times are of one clock.</param>
public sealed record JoinState(SeedAddress Self, SeedPlan Plan, ClusterCard Own, ClusterTimings Timings, TimeSpan Began)
{
    /// <summary>A node from before 0.1.0 is one that has answered twice, and not said which cluster it belongs to.</summary>
    private const int SilentTimes = 2;

    /// <summary>The seeds as the node knows them.</summary>
    public SeedList Seeds { get; init; } = SeedList.Empty;

    private TimeSpan SeedsSince { get; init; }

    private ImmutableDictionary<SeedAddress, Heard> Answers { get; init; } = ImmutableDictionary<SeedAddress, Heard>.Empty;

    private TimeSpan? MemberSince { get; init; }

    private ImmutableDictionary<SeedAddress, IReadOnlyList<SeedAddress>> Addresses { get; init; } =
        ImmutableDictionary<SeedAddress, IReadOnlyList<SeedAddress>>.Empty;

    private IEnumerable<SeedAddress> Others => Plan.Contacts.Where(contact => contact != Self);

    /// <summary>Whether the node may form a cluster.</summary>
    public bool MayForm => Plan.Contacts is [var first, ..] && first == Self;

    /// <summary>
    /// Seeds that are listed by a name are asked by its addresses too, and are the same where they call themselves by one (docs/adr/0031).
    /// </summary>
    public JoinState WithAddresses(ImmutableDictionary<SeedAddress, IReadOnlyList<SeedAddress>> addresses)
    {
        ArgumentNullException.ThrowIfNull(addresses);
        return this with
        {
            Addresses = addresses,
            Plan = Plan with { Contacts = [.. Plan.Contacts.Concat(addresses.Values.SelectMany(some => some)).Distinct()] }
        };
    }

    /// <summary>The sources of the seeds have been asked again.</summary>
    /// <param name="seeds">The seeds as they are known now.</param>
    /// <param name="isAnswered">Whether all of them have answered: where one has not, the seeds may be others by now.</param>
    /// <param name="at">When.</param>
    public JoinState WithSeeds(SeedList seeds, bool isAnswered, TimeSpan at)
    {
        ArgumentNullException.ThrowIfNull(seeds);
        if (isAnswered && seeds.Addresses.SequenceEqual(Seeds.Addresses))
        {
            return this;
        }

        var next = this with
        {
            Seeds = seeds,
            SeedsSince = at,
            Own = Own with { Seeds = seeds.Addresses },
            Plan = Plan.WithSeeds(Self, seeds.Addresses, Timings),
        };
        return Addresses.IsEmpty ? next : next.WithAddresses(Addresses);
    }

    /// <summary>A contact has answered.</summary>
    /// <param name="contact">Which.</param>
    /// <param name="card">Which cluster it belongs to; <see cref="ClusterCard.Silent"/> where it has not said.</param>
    /// <param name="isMember">Whether it is a member of it now.</param>
    /// <param name="at">When.</param>
    public JoinState With(SeedAddress contact, ClusterCard card, bool isMember, TimeSpan at)
    {
        ArgumentNullException.ThrowIfNull(card);
        var before = Answers.GetValueOrDefault(contact);
        if (!Others.Contains(contact) || card.Seeds is null && before is { Card.Seeds: not null }
            && at - before.At <= Timings.AnswerCountsFor)
        {
            return this;
        }

        var times = card.Seeds is null ? (before?.Times ?? 0) + 1 : 0;
        var heard = new Heard(card, isMember, at, times);
        return this with
        {
            Answers = Answers.SetItem(contact, heard),
            MemberSince = MemberSince ?? (isMember && card.Seeds is not null && KinOf(card) != Kin.Stranger ? at : null),
        };
    }

    /// <summary>What the contact is to this node.</summary>
    public Kin KinOf(ClusterCard card)
    {
        ArgumentNullException.ThrowIfNull(card);
        return Plan.Move is not { } move
            ? Kinship.ForJoin(Own with { Seeds = [.. (Own.Seeds ?? []).Select(seed => AsIn(card, seed))] }, card)
            : card.Cluster == Own.Cluster && (move.Identity is null || card.Identity is null || card.Identity.Value == move.Identity)
                ? Kin.Own
            : Kin.Stranger;
    }

    /// <summary>The cluster that the contact is a member of, where that is certainly another system's; else null.</summary>
    public ClusterCard? StrangerAt(SeedAddress contact) =>
        Answers.TryGetValue(contact, out var answer) && answer.IsMember && (answer.Card.Seeds is not null || answer.Times >= SilentTimes)
            && KinOf(answer.Card) == Kin.Stranger ? answer.Card : null;

    /// <summary>What is known of each contact, for people.</summary>
    public string Described(TimeSpan now) =>
        !Others.Any() ? "no other node: none is configured or remembered" : string.Join("; ", Others.Select(contact =>
        !Answers.TryGetValue(contact, out var answer) || now - answer.At > Timings.AnswerCountsFor ? $"{contact} (no answer)"
        : KinOf(answer.Card) == Kin.Stranger ? $"{contact} (of another system: {answer.Card})"
        : answer.IsMember ? $"{contact} (a member, which does not let this node in)"
        : $"{contact} (in no cluster yet either)"));

    /// <summary>What the node does now.</summary>
    /// <param name="now">What time it is.</param>
    /// <param name="tries">How often a member has been asked in vain: then it is another one's turn.</param>
    public JoinStep Next(TimeSpan now, int tries)
    {
        var heard = Others.Where(contact => Answers.TryGetValue(contact, out var answer) && now - answer.At <= Timings.AnswerCountsFor)
            .Select(contact => (Contact: contact, Answer: Answers[contact], Kin: KinOf(Answers[contact].Card))).ToList();
        var members = heard.Where(one => one.Answer is { IsMember: true, Card.Seeds: not null } && one.Kin != Kin.Stranger).ToList();
        if (members.Exists(one => one.Kin == Kin.Own))
        {
            members = [.. members.Where(one => one.Kin == Kin.Own)];
        }
        else if (now - Began < Timings.DoubtFor)
        {
            members = [];
        }

        if (MayForm && !Seeds.IsFound && members.Count > 0 && MemberSince is { } since
            && now - (since > Began ? since : Began) >= Timings.FormAfterRestart)
        {
            return JoinStep.Form.Instance;
        }

        if (members.Count > 0)
        {
            var group = members.Where(one => one.Answer.Card.Identity?.Value == members[0].Answer.Card.Identity?.Value).ToList();
            var (member, answer, _) = group[tries % group.Count];
            return new JoinStep.Join(member, answer.Card.Identity);
        }

        var silent = heard.Where(one => one.Answer.Times >= SilentTimes && one.Kin == Kin.Own).Select(one => one.Contact).ToList();
        if (silent.Count > 0)
        {
            return new JoinStep.AskSilent(string.Join(' ', MayForm && !Seeds.IsFound ? silent.Prepend(Self) : silent));
        }

        if (Seeds.IsFound)
        {
            var answering = heard.Where(one => one.Kin != Kin.Stranger).Select(one => one.Contact).ToHashSet();
            var unchanged = now - (SeedsSince > Began ? SeedsSince : Began);
            return Plan.Move is null && FoundSeeds.MayForm(Self, Seeds.Addresses, answering, unchanged, Timings)
                ? JoinStep.Form.Instance
                : JoinStep.Wait.Instance;
        }

        var isAnswered = Others.All(contact =>
            heard.Exists(one => one.Contact == contact && one.Answer.Times == 0 && (one.Kin == Kin.Stranger || !one.Answer.IsMember)));
        return MayForm && (isAnswered || now - Began >= Plan.AnswerWithin) ? JoinStep.Form.Instance : JoinStep.Wait.Instance;
    }

    // A seed as the other node lists it, by its name or by an address of it.
    private SeedAddress AsIn(ClusterCard card, SeedAddress seed) =>
        Addresses.TryGetValue(seed, out var addresses) && card.Seeds is { } theirs && !theirs.Contains(seed)
            ? addresses.FirstOrDefault(theirs.Contains) ?? seed
            : seed;

    private sealed record Heard(ClusterCard Card, bool IsMember, TimeSpan At, int Times);
}
