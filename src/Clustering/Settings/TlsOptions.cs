using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Actors.Clustering.Settings;

/// <summary>
/// TLS for the cluster, with certificates on both sides: who has none that our own authority has signed gets nothing. All three
/// paths are given, or none. Keys are read from files, never from settings themselves.
/// </summary>
/// <param name="Certificate">The node's certificate with its key.</param>
/// <param name="Authorities">Whose signature counts; the machine's own list of authorities does not.</param>
public sealed record TlsOptions(X509Certificate2 Certificate, X509Certificate2Collection Authorities)
{
    private const string CertificateKey = "TlsCertificate";
    private const string KeyKey = "TlsKey";
    private const string AuthorityKey = "TlsAuthority";

    /// <summary>Reads the settings; null where none is given. What is wrong is in the reader's faults.</summary>
    public static TlsOptions? Read(SettingsReader settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var keys = new[] { CertificateKey, KeyKey, AuthorityKey };
        var paths = keys.Select(key => settings.Text(key, "", path => path.Length == 0 || File.Exists(path), "there is no such file"))
            .ToArray();
        if (paths.All(path => path.Length == 0))
        {
            return null;
        }

        foreach (var missing in keys.Where((_, index) => paths[index].Length == 0))
        {
            settings.Fault(missing, "", $"{string.Join(", ", keys)} are given together, or none of them");
        }

        if (!paths.All(File.Exists))
        {
            return null;
        }

        try
        {
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPemFile(paths[2]);
            var options = new TlsOptions(X509Certificate2.CreateFromPemFile(paths[0], paths[1]), authorities);
            if (options.WhyNot(options.Certificate) is { } why)
            {
                settings.Fault(CertificateKey, paths[0], $"no other node would take it: {why}");
            }

            return options;
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            settings.Fault(
                CertificateKey, string.Join(", ", paths),
                $"cannot be read as a certificate, its key and the authority's certificate, in PEM: {error.Message}");
            return null;
        }
    }

    /// <summary>Why a peer's certificate is not taken; null where it is.</summary>
    public string? WhyNot(X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(Authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(certificate)
            ? null
            : string.Join("; ", chain.ChainStatus.Select(status => status.StatusInformation.Trim()).Distinct());
    }
}
