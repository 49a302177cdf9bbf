using System.Globalization;

namespace Actors.HaAgent.Certificates;

/// <summary>What is worth a line in the log between two reports. Pure.</summary>
public static class CertificateNews
{
    /// <param name="before">The report before; null for none.</param>
    /// <param name="now">The report now.</param>
    public static IEnumerable<(LogLevel Level, string Line)> Between(CertificatesReport? before, CertificatesReport now)
    {
        if (now.Why.Length > 0 && now.Why != before?.Why)
        {
            // At each start HAProxy has not read them for a moment.
            var isPending = !now.Serving && now.Files.Any(file => file.State == CertificateState.Waiting);
            yield return (isPending ? LogLevel.Information : LogLevel.Warning, $"Certificates in {now.Folder}: {now.Why}");
        }

        var old = (before?.Files ?? []).ToDictionary(file => file.File, StringComparer.Ordinal);
        foreach (var file in now.Files)
        {
            var was = old.GetValueOrDefault(file.File);
            if (file.Reason.Length > 0 && file.Reason != was?.Reason)
            {
                yield return (LogLevel.Warning, $"The certificate {file.File} is refused; {file.Reason}");
            }

            if (file.State == CertificateState.InUse && (was?.State != CertificateState.InUse || was.NotAfter != file.NotAfter))
            {
                yield return (
                    LogLevel.Information,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"The certificate {file.File} is served for {string.Join(' ', file.Names)} until {file.NotAfter:u}."));
            }

            if (file is { EndsSoon: true, NotAfter: { } end } && (was?.EndsSoon != true || was.NotAfter != end))
            {
                yield return (
                    LogLevel.Warning,
                    string.Create(CultureInfo.InvariantCulture, $"The certificate {file.File} ends on {end:u}: replace it."));
            }
        }

        foreach (var gone in old.Keys.Except(now.Files.Select(file => file.File), StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            yield return (LogLevel.Information, $"The certificate {gone} is gone.");
        }
    }
}
