using System.Net;
using Actors.Clustering.Settings;

namespace Actors.HaAgent.Certificates;

/// <summary>The settings of the section <c>HaProxy</c> that are about TLS for users.</summary>
/// <param name="CertificatesPath">The folder of certificates, one PEM file each with chain and key, named <c>*.pem</c>; empty for no TLS.</param>
/// <param name="HttpsPort">The port that users reach by TLS.</param>
/// <param name="Redirects">Whether who comes without TLS is sent to it.</param>
public sealed record CertificateOptions(string CertificatesPath, int HttpsPort, bool Redirects)
{
    private const string On = "on";
    private const string Off = "off";

    /// <summary>Whether TLS is wanted.</summary>
    public bool IsWanted => CertificatesPath.Length > 0;

    public static CertificateOptions Read(SettingsReader settings) => new(
        settings.Text("CertificatesPath", "", path => path.Length == 0 || path.StartsWith('/'), "must be the absolute path of a folder with PEM files"),
        settings.Number("HttpsPort", 443, 1, IPEndPoint.MaxPort),
        settings.Text("HttpsRedirect", Off, text => text is On or Off, $"must be {On} (who comes without TLS is sent to it) or {Off}") == On);

    /// <summary>Sees that TLS has a port of its own.</summary>
    public static HaProxyOptions Check(SettingsReader settings, HaProxyOptions options)
    {
        if (options.Tls.IsWanted && (options.Tls.HttpsPort == options.HttpPort || options.Tls.HttpsPort == options.StatsPort))
        {
            settings.Fault(
                nameof(HttpsPort), options.Tls.HttpsPort.ToString(System.Globalization.CultureInfo.InvariantCulture),
                "must be another port than HttpPort and StatsPort");
        }

        return options;
    }
}
