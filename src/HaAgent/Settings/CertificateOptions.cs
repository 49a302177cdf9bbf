using System.Globalization;
using System.Net;
using Actors.Clustering.Settings;

namespace Actors.HaAgent.Settings;

/// <summary>The settings of the section <c>HaProxy</c> that are about TLS for clients.</summary>
/// <param name="CertificatesPath">The folder of certificates, one PEM file each with chain and key, named <c>*.pem</c>; empty for no
/// TLS.</param>
/// <param name="HttpsPort">The port that clients reach by TLS.</param>
/// <param name="Redirects">Whether who comes without TLS is sent to it.</param>
public sealed record CertificateOptions(string CertificatesPath, int HttpsPort, bool Redirects)
{
    private const string On = "on";
    private const string Off = "off";

    /// <summary>Whether TLS is wanted.</summary>
    public bool IsWanted => CertificatesPath.Length > 0;

    public static CertificateOptions Read(SettingsReader settings) => new(
        settings.Text(
            "CertificatesPath", "", path => path.Length == 0 || path.StartsWith('/'),
            "must be the absolute path of a folder with PEM files"),
        settings.Number("HttpsPort", 443, 1, IPEndPoint.MaxPort),
        settings.Text(
            "HttpsRedirect", Off, text => text is On or Off, $"must be {On} (clients without TLS are sent to it) or {Off}") == On);

    /// <summary>Sees that TLS has a port of its own, and that no client is sent to where nothing listens.</summary>
    public static HaProxyOptions Check(SettingsReader settings, HaProxyOptions options)
    {
        var tls = options.Tls;
        if (tls.IsWanted && (tls.HttpsPort == options.HttpPort
            || tls.HttpsPort == options.StatsPort
            || IPEndPoint.TryParse(options.CliBind, out var cli)
            && tls.HttpsPort == cli.Port))
        {
            settings.Fault(
                nameof(HttpsPort), tls.HttpsPort.ToString(CultureInfo.InvariantCulture),
                "must be another port than those of HttpPort, StatsPort and CliBind");
        }

        if (tls is { IsWanted: false, Redirects: true })
        {
            settings.Fault("HttpsRedirect", On, $"needs certificates: set {nameof(CertificatesPath)} too, or leave it {Off}");
        }

        return options;
    }
}
