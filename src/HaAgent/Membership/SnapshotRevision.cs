using System.Globalization;

namespace Actors.HaAgent.Membership;

/// <summary>
/// Which snapshot of which life of the listener. Supervision may restart the listener alone: its numbers begin again then, and
/// an answer for an earlier life says nothing of what the present one has published.
/// </summary>
/// <param name="Life">1 or more; another one for each life of a listener in this process.</param>
/// <param name="Number">Rises with each snapshot of a life, from 1.</param>
public readonly record struct SnapshotRevision(long Life, long Number)
{
    /// <summary>No snapshot: it covers none, and none covers it.</summary>
    public static readonly SnapshotRevision None;

    /// <summary>The next one of the same life.</summary>
    public SnapshotRevision Next => this with { Number = Number + 1 };

    /// <summary>Whether this snapshot has all that the other one has.</summary>
    public bool Covers(SnapshotRevision other) => Life == other.Life && Life != 0 && Number >= other.Number;

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Life}.{Number}");
}
