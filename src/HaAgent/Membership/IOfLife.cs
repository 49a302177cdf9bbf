namespace Actors.HaAgent.Membership;

/// <summary>An answer that comes to the listener from outside of it: what an earlier life has asked for counts no more.</summary>
internal interface IOfLife
{
    /// <summary>Which life of the listener has asked, see <see cref="SnapshotRevision.Life"/>.</summary>
    long Life { get; }
}
