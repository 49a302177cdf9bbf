using System.Collections.Immutable;

namespace Actors.HaAgent.Reconciling;

/// <summary>
/// The parts that are left out of the configuration, and when they are tried again: after 5 s, then after twice as long each time, up to
/// a minute. One that is defined anew is tried at once. Pure.
/// </summary>
/// <param name="Entries">The parts, each with the definition that was refused.</param>
/// <param name="RetryAfter">How long they stay left out.</param>
/// <param name="Until">Until when they do, on the clock of <see cref="At"/>.</param>
public sealed record LeftOutParts(ImmutableArray<(LeftOut Left, string Definition)> Entries, TimeSpan RetryAfter, TimeSpan Until)
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LastRetry = TimeSpan.FromMinutes(1);

    /// <summary>Nothing is left out.</summary>
    public static readonly LeftOutParts None = new([], FirstRetry, TimeSpan.Zero);

    /// <summary>What is left out.</summary>
    public ImmutableArray<LeftOut> Parts => [.. Entries.Select(entry => entry.Left)];

    /// <summary>Those that were left out when they were last tried again, until that is applied.</summary>
    public ImmutableHashSet<ConfigPart> Tried { get; init; } = [];

    /// <summary>Those that stay left out at a moment without being tried.</summary>
    /// <param name="now">The moment.</param>
    /// <param name="definitionOf">What a part is now.</param>
    public LeftOutParts At(TimeSpan now, Func<ConfigPart, string> definitionOf) =>
        now >= Until
            ? this with { Entries = [], Tried = Entries.IsEmpty ? Tried : [.. Parts.Select(left => left.Part)] }
            : this with { Entries = [.. Entries.Where(entry => definitionOf(entry.Left.Part) == entry.Definition)] };

    /// <summary>After a trial these are left out.</summary>
    /// <param name="parts">What was refused; none where all was taken.</param>
    /// <param name="now">The moment.</param>
    /// <param name="definitionOf">What a part is now.</param>
    public LeftOutParts After(IReadOnlyCollection<LeftOut> parts, TimeSpan now, Func<ConfigPart, string> definitionOf)
    {
        ArgumentNullException.ThrowIfNull(parts);
        if (parts.Count == 0)
        {
            return None;
        }

        var these = parts.Select(left => left.Part).ToHashSet();
        var isAsBefore = these.SetEquals(Entries.Select(entry => entry.Left.Part)) || these.SetEquals(Tried);
        var wait = isAsBefore ? Min(RetryAfter * 2, LastRetry) : FirstRetry;
        return new LeftOutParts([.. parts.Select(left => (left, definitionOf(left.Part)))], wait, now + wait);
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
