namespace Actors.HaAgent.Certificates;

/// <summary>
/// The reloads for certificates that the runtime API did not take. Each leaves an old worker: one that did not help is not tried again
/// soon. Pure.
/// </summary>
/// <param name="At">When the last one was, on a clock that only goes forward; null for none since the certificates were taken.</param>
/// <param name="Wait">How long after it there is no other.</param>
public sealed record CertificateReloads(TimeSpan? At, TimeSpan Wait)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <summary>None was needed.</summary>
    public static readonly CertificateReloads None = new(null, FirstWait);

    /// <summary>Whether there may be one now.</summary>
    public bool MayReload(TimeSpan now) => At is not { } at || now - at >= Wait;

    /// <summary>There is one now.</summary>
    public CertificateReloads Reloaded(TimeSpan now) =>
        At is null ? this with { At = now } : new(now, Wait * 2 < LongestWait ? Wait * 2 : LongestWait);
}
