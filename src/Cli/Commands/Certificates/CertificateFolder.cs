using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Actors.Cli.Commands.Certificates;

/// <summary>
/// An authority and the certificates that it has signed, as PEM files in a folder: what the cluster's TLS needs (docs/adr/0014).
/// Whatever is there already stays. Keys may be read by their owner only.
/// </summary>
internal sealed class CertificateFolder(string folder, TimeProvider time)
{
    private const string EkuServer = "1.3.6.1.5.5.7.3.1";
    private const string EkuClient = "1.3.6.1.5.5.7.3.2";

    /// <summary>The clock of another machine may be behind.</summary>
    private static readonly TimeSpan Backdated = TimeSpan.FromHours(1);

    /// <summary>As long as clients of the web take one for.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(825);

    public string Authority => Path.Combine(folder, "ca.pem");

    private string AuthorityKey => Path.Combine(folder, "ca-key.pem");

    public string CertificateOf(string node) => Path.Combine(folder, node + ".pem");

    public string KeyOf(string node) => Path.Combine(folder, node + "-key.pem");

    /// <summary>The node's certificate is there when this returns; whether it was made now.</summary>
    /// <exception cref="CommandFailed">
    /// There is an authority's certificate without its key, or the other way round; or one of those that are there has ended.
    /// </exception>
    public bool Ensure(string node)
    {
        if (File.Exists(CertificateOf(node)) && File.Exists(KeyOf(node)))
        {
            using var there = X509CertificateLoader.LoadCertificateFromFile(CertificateOf(node));
            return there.NotAfter > time.GetUtcNow() ? false : throw Ended(there, CertificateOf(node), KeyOf(node));
        }

        Directory.CreateDirectory(folder);
        using var authority = OpenAuthority() ?? MakeAuthority();
        if (authority.NotAfter <= time.GetUtcNow())
        {
            throw Ended(authority, Authority, AuthorityKey);
        }

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=" + node, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(EkuServer), new Oid(EkuClient)], false));
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(node);
        request.CertificateExtensions.Add(names.Build());
        var now = time.GetUtcNow();
        var (begin, end) = (now - Backdated, now + Lifetime);
        // None is good for longer than its authority (RFC 5280, 6.1), which may be a moment old.
        using var certificate = request.Create(
            authority.SubjectName,
            GeneratorOf(authority),
            begin > authority.NotBefore ? begin : authority.NotBefore,
            end < authority.NotAfter ? end : authority.NotAfter,
            RandomNumberGenerator.GetBytes(16));
        Write(KeyOf(node), key.ExportPkcs8PrivateKeyPem());
        Write(CertificateOf(node), certificate.ExportCertificatePem());
        return true;
    }

    private X509Certificate2? OpenAuthority()
    {
        if (File.Exists(Authority) != File.Exists(AuthorityKey))
        {
            throw new CommandFailed(
                ExitCode.Failed,
                $"of {Authority} and {AuthorityKey} only one is there.",
                "Put the other one back, or take another folder for a new authority.");
        }

        try
        {
            return File.Exists(Authority) ? X509Certificate2.CreateFromPemFile(Authority, AuthorityKey) : null;
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException)
        {
            throw new CommandFailed(
                ExitCode.Failed,
                $"{Authority} and {AuthorityKey} are no certificate and its key: {error.Message}",
                "Put them back, or take another folder for a new authority.");
        }
    }

    private X509Certificate2 MakeAuthority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=actors cluster", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        var now = time.GetUtcNow();
        var authority = request.CreateSelfSigned(now - Backdated, now + Lifetime);
        Write(AuthorityKey, key.ExportPkcs8PrivateKeyPem());
        Write(Authority, authority.ExportCertificatePem());
        return authority;
    }

    // One's own authority may have a key of either kind.
    private static X509SignatureGenerator GeneratorOf(X509Certificate2 authority) =>
        authority.GetECDsaPrivateKey() is { } curve ? X509SignatureGenerator.CreateForECDsa(curve)
            : X509SignatureGenerator.CreateForRSA(
                authority.GetRSAPrivateKey() ?? throw new CommandFailed(
                    ExitCode.Failed, "the authority's key is neither of an elliptic curve nor RSA.", "Take another folder for a new one."),
                RSASignaturePadding.Pkcs1);

    private static CommandFailed Ended(X509Certificate2 certificate, string path, string key) => new(
        ExitCode.Failed,
        $"{path} ended on {certificate.NotAfter.ToUniversalTime():yyyy-MM-dd}.",
        $"Delete it and {key} to have new ones made; those that an authority signed end with it.");

    private static void Write(string path, string pem)
    {
        using var file = new FileStream(
            path,
            new FileStreamOptions
            {
                Mode = FileMode.Create,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            });
        using var writer = new StreamWriter(file);
        writer.Write(pem);
        writer.Write('\n');
    }
}
