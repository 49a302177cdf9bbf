using System.Collections.Immutable;

namespace Actors.HaAgent.Certificates;

/// <summary>
/// What was reported of the certificates, and the reloads where HAProxy did not take them. Pure: what a look came to gives the next value
/// and what is to be done.
/// </summary>
/// <param name="Folder">The folder that certificates come from.</param>
public sealed record CertificateFollowing(string Folder)
{
    private CertificatesReport? Reported { get; init; }

    private string Failure { get; init; } = "";

    private CertificateReloads Reloads { get; init; } = CertificateReloads.None;

    /// <summary>The folder and HAProxy were looked at.</summary>
    /// <param name="look">What it came to.</param>
    /// <param name="report">What is reported of it.</param>
    /// <param name="now">The moment, on a clock that only goes forward.</param>
    public Step Looked(CertificateLook look, CertificatesReport report, TimeSpan now)
    {
        ArgumentNullException.ThrowIfNull(look);
        ArgumentNullException.ThrowIfNull(report);
        var isReloading = look.Refusal is not null && Reloads.MayReload(now);
        var next = this with
        {
            Failure = "",
            Reloads = isReloading ? Reloads.Reloaded(now)
                : look.Refusal is null && look.Held is not null ? CertificateReloads.None
                : Reloads,
        };
        return next.Report(
            report,
            [
                .. look.Commands.IsEmpty ? Nothing : [Log(LogLevel.Information, Words(look))],
                .. look.IsFirst ? [new CertificateEffect.Render("there are certificates: TLS is served")] : Nothing,
                .. isReloading ? Reload(look.Refusal!) : Nothing,
            ]);
    }

    /// <summary>They could not be looked at; the same failure is reported once.</summary>
    /// <param name="why">Why.</param>
    public Step Failed(string why) => why == Failure
        ? new Step(this, [])
        : (this with { Failure = why }).Report(
            (Reported ?? new CertificatesReport(Folder, false, "", [])) with { Why = $"they cannot be watched: {why}" },
            [Log(LogLevel.Error, $"The certificates cannot be watched, what is served stays: {why}")]);

    private static ImmutableArray<CertificateEffect> Nothing => [];

    private static CertificateEffect.Log Log(LogLevel level, string line) => new(level, line);

    private static string Words(CertificateLook look) =>
        $"Certificates: {Listing.Count(look.Commands.Length, "command")}: {string.Join("; ", look.Commands)}";

    private static ImmutableArray<CertificateEffect> Reload(string refusal) =>
    [
        Log(LogLevel.Warning, $"Certificates: the runtime API did not do it, a reload follows. {refusal}"),
        new CertificateEffect.Reload($"certificates that the runtime API did not take: {refusal}"),
    ];

    private Step Report(CertificatesReport report, ImmutableArray<CertificateEffect> effects) => report.Equals(Reported)
        ? new Step(this, effects)
        : new Step(
            this with { Reported = report },
            [
                .. effects,
                .. CertificateNews.Between(Reported, report).Select(news => Log(news.Level, news.Line)),
                new CertificateEffect.Report(report),
            ]);

    /// <summary>What follows from an event.</summary>
    /// <param name="Next">The next value.</param>
    /// <param name="Effects">What is to be done, in this order.</param>
    public readonly record struct Step(CertificateFollowing Next, ImmutableArray<CertificateEffect> Effects);
}
