using System.Collections.Immutable;

namespace Actors.Clustering.Seeds;

/// <summary>What each source has given last, and the list that follows from it. Pure: answers in, the next value out.</summary>
/// <param name="Sources">The entries of the setting, in their order.</param>
public sealed record SeedBook(IReadOnlyList<SeedSource> Sources)
{
    private ImmutableDictionary<SeedSource, SeedAnswer> Answers { get; init; } = ImmutableDictionary<SeedSource, SeedAnswer>.Empty;

    /// <summary>The sources that have to be asked.</summary>
    public IEnumerable<SeedSource> Asked => Sources.Where(source => source is not SeedSource.Listed).Distinct();

    /// <summary>All that is listed or found, as it was given.</summary>
    public IEnumerable<SeedAddress> All => Sources.SelectMany(Given);

    /// <summary>The sources have been asked again.</summary>
    public SeedBook With(IEnumerable<KeyValuePair<SeedSource, SeedAnswer>> answers)
    {
        ArgumentNullException.ThrowIfNull(answers);
        return this with
        {
            Answers = answers.Aggregate(Answers, (all, one) =>
                all.SetItem(one.Key, one.Value with { Seeds = one.Value.Seeds ?? all.GetValueOrDefault(one.Key)?.Seeds })),
        };
    }

    /// <summary>The seeds as node <paramref name="self"/> is to know them.</summary>
    /// <param name="self">This node, as it calls itself.</param>
    /// <param name="isSelf">Whether another address is this node's own too.</param>
    public SeedList ListFor(SeedAddress self, Func<SeedAddress, bool> isSelf)
    {
        ArgumentNullException.ThrowIfNull(isSelf);
        var isFound = Sources is [not SeedSource.Listed, ..];
        var all = isFound ? FoundSeeds.InOrder(All) : Sources.SelectMany(source => FoundSeeds.InOrder(Given(source)));
        return new([.. all.Select(seed => seed == self || isSelf(seed) ? self : seed).Distinct()], isFound);
    }

    /// <summary>What is new about a source since <paramref name="before"/>: a fault once, and once that it is over.</summary>
    public IEnumerable<(SeedSource Source, string Fault, IReadOnlyList<SeedAddress> Seeds)> News(SeedBook before)
    {
        ArgumentNullException.ThrowIfNull(before);
        foreach (var source in Asked.Where(Answers.ContainsKey))
        {
            var (was, now) = (before.Answers.GetValueOrDefault(source), Answers[source]);
            var isNew = was is null || (was.Fault.Length == 0) != (now.Fault.Length == 0)
                // Of a name the fault is always one: it leads nowhere. A file may have another bad line.
                || (source is SeedSource.AddressFile && was.Fault != now.Fault);
            var seeds = FoundSeeds.InOrder(now.Seeds ?? []);
            if (isNew || (now.Fault.Length == 0 && !seeds.SequenceEqual(FoundSeeds.InOrder(was?.Seeds ?? []))))
            {
                yield return (source, now.Fault, seeds);
            }
        }
    }

    private IEnumerable<SeedAddress> Given(SeedSource source) =>
        source is SeedSource.Listed listed ? [listed.Address] : Answers.GetValueOrDefault(source)?.Seeds ?? [];
}
