using Actors.HaAgent.Settings;

namespace Actors.HaAgent.Certificates;

/// <summary>What the agent reports of TLS for users.</summary>
/// <param name="Folder">The folder that certificates come from.</param>
/// <param name="Serving">Whether users are served by TLS.</param>
/// <param name="Why">Why not, or what is wrong with the folder as a whole; empty for nothing.</param>
/// <param name="Files">Each file of the folder, and each that is served still, by name.</param>
public sealed record CertificatesReport(string Folder, bool Serving, string Why, IReadOnlyList<CertificateReport> Files)
{
    /// <summary>Somebody should see to a certificate that ends within this time.</summary>
    public static readonly TimeSpan Soon = TimeSpan.FromDays(14);

    /// <summary>The report for a look.</summary>
    public static CertificatesReport Of(string folder, CertificatePaths paths, CertificateLook look, DateTimeOffset now)
    {
        var (wanted, refused) = (look.Selection.Wanted, look.Selection.Refused);
        var files = wanted.Keys.Union(refused.Keys).Order(StringComparer.Ordinal)
            .Select(name => File(name, wanted.GetValueOrDefault(name), refused.GetValueOrDefault(name, ""))).ToList();
        var isServing = !wanted.IsEmpty && look.Held is not null;
        var why = wanted.IsEmpty ? $"users come in without TLS: {look.Selection.Why}"
            : look.Selection.Why.Length > 0 ? $"the last good ones stay: {look.Selection.Why}"
            : isServing ? "" : "HAProxy does not serve them: it has not read them yet, or its template has no tls.crt_list";
        return new CertificatesReport(folder, isServing, why, files);

        CertificateReport File(string name, Certificate? served, string refusal) => new(
            name,
            served is null
            ? CertificateState.Refused
            : look.Held?.Has(paths.Of(name), served.Thumbprint) == true
            ? CertificateState.InUse
            : CertificateState.Waiting,
            served is null || refusal.Length == 0 ? refusal : $"the last good one stays: {refusal}",
            served?.Names ?? [],
            served?.NotAfter,
            served is not null && served.NotAfter - now < Soon);
    }

    /// <summary>By value: a report that says the same is the same.</summary>
    public bool Equals(CertificatesReport? other) =>
        other is not null && Folder == other.Folder && Serving == other.Serving && Why == other.Why && Files.SequenceEqual(other.Files);

    /// <inheritdoc />
    public override int GetHashCode() => Why.GetHashCode(StringComparison.Ordinal);
}

/// <summary>A file of certificates.</summary>
/// <param name="File">Its name.</param>
/// <param name="State">What became of it.</param>
/// <param name="Reason">Why what is in the file now is not served; empty where it is.</param>
/// <param name="Names">The names that the served one is for.</param>
/// <param name="NotAfter">When the served one ends; null where none is.</param>
/// <param name="EndsSoon">Whether that is within <see cref="CertificatesReport.Soon"/>, or over.</param>
public sealed record CertificateReport(
    string File, CertificateState State, string Reason, IReadOnlyList<string> Names, DateTimeOffset? NotAfter, bool EndsSoon)
{
    /// <summary>By value.</summary>
    public bool Equals(CertificateReport? other) =>
        other is not null && File == other.File && State == other.State && Reason == other.Reason
        && NotAfter == other.NotAfter && EndsSoon == other.EndsSoon && Names.SequenceEqual(other.Names);

    /// <inheritdoc />
    public override int GetHashCode() => File.GetHashCode(StringComparison.Ordinal);
}

/// <summary>What became of a file of certificates.</summary>
public enum CertificateState
{
    /// <summary>HAProxy serves it, read back.</summary>
    InUse,

    /// <summary>It is good, and HAProxy does not have it yet.</summary>
    Waiting,

    /// <summary>Nothing is served under its name.</summary>
    Refused,
}
