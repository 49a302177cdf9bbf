using System.Collections.Immutable;
using System.Globalization;

namespace Actors.HaAgent.Certificates;

/// <summary>Which certificates are to be served. Pure.</summary>
/// <param name="Wanted">Those, by the name of their file.</param>
/// <param name="Refused">Why a file is not served as it is, by its name; the last good one of that name may be.</param>
/// <param name="Why">What is wrong with the folder as a whole, so that the last good ones stay; empty for nothing.</param>
public sealed record CertificateSelection(
    ImmutableSortedDictionary<string, Certificate> Wanted, ImmutableSortedDictionary<string, string> Refused, string Why)
{
    /// <summary>None.</summary>
    public static readonly ImmutableSortedDictionary<string, Certificate> None = ImmutableSortedDictionary.Create<string, Certificate>(
        StringComparer.Ordinal);

    /// <summary>
    /// The one for clients that name no server, or one that no certificate is for: the first by name, as where HAProxy reads a folder; null
    /// for none.
    /// </summary>
    public Certificate? Default => Wanted.Count == 0 ? null : Wanted.First().Value;

    /// <summary>
    /// What is valid is served. In the place of what is not stays the last good one of that name, whatever its age; and where a
    /// folder has nothing at all, which is how a mount that went away looks, all of them stay.
    /// </summary>
    /// <param name="lastGood">What was served until now.</param>
    /// <param name="files">What the files of the folder were found to be.</param>
    /// <param name="error">Why the folder could not be read; empty where it could.</param>
    /// <param name="now">The time.</param>
    public static CertificateSelection Of(
        ImmutableSortedDictionary<string, Certificate> lastGood, IEnumerable<CertificateReading> files, string error, DateTimeOffset now)
    {
        var wanted = None.ToBuilder();
        var refused = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            var reason = file.Certificate is { } found ? OutOfTime(found, now) : file.Reason;
            // One that expires while it is served is no worse than nothing.
            if (reason.Length == 0 || (file.Certificate is { } same && lastGood.GetValueOrDefault(file.Name)?.Pem == same.Pem))
            {
                wanted[file.Name] = file.Certificate!;
                continue;
            }

            refused[file.Name] = reason;
            if (lastGood.GetValueOrDefault(file.Name) is { } last)
            {
                wanted[file.Name] = last;
            }
        }

        return wanted.Count > 0
            ? new CertificateSelection(wanted.ToImmutable(), refused.ToImmutable(), "")
            : new CertificateSelection(
                lastGood, refused.ToImmutable(), error.Length > 0 ? error : "the folder has no certificate that can be served");
    }

    private static string OutOfTime(Certificate certificate, DateTimeOffset now) =>
        certificate.NotAfter < now ? string.Create(CultureInfo.InvariantCulture, $"it has expired on {certificate.NotAfter:u}")
        : certificate.NotBefore > now ? string.Create(CultureInfo.InvariantCulture, $"it is not valid before {certificate.NotBefore:u}")
        : "";
}
