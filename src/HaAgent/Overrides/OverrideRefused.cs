using Actors.HaAgent.Events;

namespace Actors.HaAgent.Overrides;

/// <summary>An override was refused.</summary>
/// <param name="Field">The field that is wrong: <c>node</c>, <c>service</c>, <c>weight</c>, <c>by</c>, <c>reason</c> or
/// <c>force</c>.</param>
/// <param name="Why">Why, and what would be right.</param>
public sealed record OverrideRefused(string Field, string Why)
{
    /// <summary>The kind of refusal, the same each time.</summary>
    public string Title { get; init; } = "The override was refused";

    /// <summary>Why an override may not be set, what it guards included; null where it may.</summary>
    public static OverrideRefused? Of(OverrideBook book, SetOverride set)
    {
        ArgumentNullException.ThrowIfNull(set);
        return Of(book, set.Subject, set.Change, set.Author)
            ?? (set.Guarded is { } seen ? OverrideGuard.Against(book, set.Subject, set.Change, seen) : null);
    }

    /// <summary>Why an override may not be set whatever there is; null where it may.</summary>
    public static OverrideRefused? Of(OverrideBook book, string subject, OverrideChange change, Author author) => change switch
    {
        OverrideChange.SetCanary when !ServiceOverride.IsKey(subject) => new("service", $"a service's name is {NodeNames.Rule}"),
        OverrideChange.SetFrozen when subject != FreezeOverride.Key => new("node", "only all servers together can be frozen"),
        not (OverrideChange.SetCanary or OverrideChange.SetFrozen) when !NodeNames.IsValid(subject) =>
            new("node", $"a node's name is {NodeNames.Rule}"),
        OverrideChange.SetWeight { Weight: < 0 or > 256 } => new("weight", "must be 0 to 256, or null for the node's own"),
        _ when author.Fault is { } fault => new(fault.Field, fault.Why),
        not OverrideChange.SetFrozen when book.For(subject) is null && book.InForce.Count() >= OverrideBook.Most =>
            new("node", $"there are {OverrideBook.Most} overrides, and no more may be: take some back"),
        _ => TooLong(book, subject, change, author),
    };

    // No agent would read it back.
    private static OverrideRefused? TooLong(OverrideBook book, string subject, OverrideChange change, Author author) =>
        book.With(subject, change, author, DateTimeOffset.MaxValue).Last.TryGetValue(subject, out var wanted)
            && OverrideText.Write(subject, wanted).Length is var length and > OverrideText.Longest
            ? new(
                author.Reason is null ? "by" : "reason",
                $"the override takes {length} characters where it is kept, and {OverrideText.Longest} are the most: shorten it, or use "
                    + "fewer characters that are no letters, such as pictures, quotes and backslashes")
            : null;
}
