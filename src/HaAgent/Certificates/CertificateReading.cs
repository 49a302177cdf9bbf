namespace Actors.HaAgent.Certificates;

/// <summary>What a file of the folder was found to be.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Certificate">The certificate in it; null where it has none that can be served.</param>
/// <param name="Reason">Why it cannot be served; empty where it can.</param>
public sealed record CertificateReading(string Name, Certificate? Certificate, string Reason)
{
    public static CertificateReading Of(Certificate certificate) => new(certificate.Name, certificate, "");

    public static CertificateReading Refused(string name, string reason) => new(name, null, reason);
}
