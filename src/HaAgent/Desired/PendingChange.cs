using System.Collections.Immutable;

namespace Actors.HaAgent.Desired;

/// <summary>What the next change comes of. Several events that wait become one change.</summary>
/// <param name="HeardAt">When the first of it was heard, as a timestamp; null for nothing.</param>
/// <param name="What">What it was, in words, in the order it was heard in.</param>
public sealed record PendingChange(long? HeardAt, ImmutableList<string> What)
{
    private const int MostWords = 8;

    /// <summary>Nothing.</summary>
    public static readonly PendingChange None = new(null, []);

    /// <summary>All of it in one line.</summary>
    public string Words => Listing.Of(What, MostWords);

    /// <summary>With one more event; an empty word counts for the moment only.</summary>
    public PendingChange With(string what, long heardAt) =>
        new(HeardAt ?? heardAt, what.Length == 0 || What.Contains(what) ? What : What.Add(what));

    /// <summary>With several events of one moment; none at all counts for the moment.</summary>
    public PendingChange With(IEnumerable<string> what, long heardAt) =>
        what.Aggregate(With("", heardAt), (pending, one) => pending.With(one, heardAt));

    /// <summary>This, which was not applied, and what was heard since.</summary>
    public PendingChange Before(PendingChange later) =>
        new(HeardAt ?? later.HeardAt, What.AddRange(later.What.Where(what => !What.Contains(what))));
}
