using Actors.HaAgent.Settings;

namespace Actors.HaAgent.Certificates;

/// <summary>What the agent reports of TLS for clients. Pure.</summary>
public static class CertificateReports
{
    /// <summary>The report for a look.</summary>
    public static CertificatesReport Of(string folder, CertificatePaths paths, CertificateLook look, DateTimeOffset now)
    {
        var (wanted, refused) = (look.Selection.Wanted, look.Selection.Refused);
        var files = wanted.Keys.Union(refused.Keys).Order(StringComparer.Ordinal)
            .Select(name => File(name, wanted.GetValueOrDefault(name), refused.GetValueOrDefault(name, ""))).ToList();
        var isServing = !wanted.IsEmpty && look.Held is not null;
        var why = wanted.IsEmpty ? $"clients come in without TLS: {look.Selection.Why}"
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
            served is not null && served.NotAfter - now < CertificatesReport.Soon);
    }
}
