namespace Actors.Clustering.Hosting;

/// <summary>How long to wait before something is started again: doubling, bounded, forgiven after a time of health.</summary>
/// <param name="First">The first wait.</param>
/// <param name="Longest">The longest wait.</param>
/// <param name="Forgiven">What has run this long begins again with the first wait.</param>
public sealed record RestartBackoff(TimeSpan First, TimeSpan Longest, TimeSpan Forgiven)
{
    /// <summary>Failures in a row so far.</summary>
    public int Failures { get; init; }

    /// <summary>The wait after something has run for <paramref name="ran"/>, and the back-off to go on with.</summary>
    public (TimeSpan Wait, RestartBackoff Next) After(TimeSpan ran)
    {
        var failures = ran >= Forgiven ? 0 : Failures;
        var wait = TimeSpan.FromTicks(Math.Min(Longest.Ticks, First.Ticks << Math.Min(failures, 20)));
        return (wait, this with { Failures = failures + 1 });
    }
}
