namespace Actors.Contracts.Api;

/// <summary>What an agent reports of TLS for clients.</summary>
/// <param name="Folder">The folder that certificates come from.</param>
/// <param name="Serving">Whether clients are served by TLS.</param>
/// <param name="Why">Why not, or what is wrong with the folder as a whole; empty for nothing.</param>
/// <param name="Files">Each file of the folder, and each that is served still, by name.</param>
public sealed record CertificatesReport(string Folder, bool Serving, string Why, IReadOnlyList<CertificateReport> Files)
{
    /// <summary>An operator should see to a certificate that ends within this time.</summary>
    public static readonly TimeSpan Soon = TimeSpan.FromDays(14);

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
/// <param name="EndsSoon">Whether that is within 14 days, or over.</param>
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
