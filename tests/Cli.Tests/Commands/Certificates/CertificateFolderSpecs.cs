using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Actors.Cli.Commands.Certificates;

namespace Actors.Cli.Tests.Commands.Certificates;

public sealed class CertificateFolderSpecs : IDisposable
{
    private readonly TemporaryFolder _root = new();

    private CertificateFolder Folder => new(_root.At("certs"), TimeProvider.System);

    public void Dispose() => _root.Dispose();

    [Fact]
    public void What_is_made_is_signed_by_the_one_authority_and_goes_with_its_key()
    {
        Assert.True(Folder.Ensure("web-1"));
        Assert.True(Folder.Ensure("web-2"));

        using var authority = X509CertificateLoader.LoadCertificateFromFile(Folder.Authority);
        foreach (var node in new[] { "web-1", "web-2" })
        {
            using var certificate = X509Certificate2.CreateFromPemFile(Folder.CertificateOf(node), Folder.KeyOf(node));
            using var chain = new X509Chain();
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
            chain.ChainPolicy.CustomTrustStore.Add(authority);
            Assert.True(chain.Build(certificate), string.Join("; ", chain.ChainStatus.Select(status => status.StatusInformation)));
            Assert.True(certificate.MatchesHostname(node));
        }
    }

    [Fact]
    public void What_is_there_stays()
    {
        Folder.Ensure("web-1");
        var before = File.ReadAllText(Folder.CertificateOf("web-1"));

        Assert.False(Folder.Ensure("web-1"));

        Assert.Equal(before, File.ReadAllText(Folder.CertificateOf("web-1")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_authority_of_ones_own_that_is_a_moment_old_signs_too(bool isRsa)
    {
        using AsymmetricAlgorithm key = isRsa ? RSA.Create(2048) : ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = key is RSA rsa
            ? new CertificateRequest("CN=own", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest("CN=own", (ECDsa)key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        var now = TimeProvider.System.GetUtcNow();
        using var authority = request.CreateSelfSigned(now, now.AddDays(30));
        _root.File("certs/ca.pem", authority.ExportCertificatePem());
        _root.File("certs/ca-key.pem", key.ExportPkcs8PrivateKeyPem());

        Assert.True(Folder.Ensure("web-1"));

        using var certificate = X509CertificateLoader.LoadCertificateFromFile(Folder.CertificateOf("web-1"));
        Assert.InRange(certificate.NotBefore, authority.NotBefore, authority.NotAfter);
        Assert.Equal(authority.NotAfter, certificate.NotAfter);
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.VerificationTime = authority.NotAfter.AddHours(-1);
        Assert.True(chain.Build(certificate), string.Join("; ", chain.ChainStatus.Select(status => status.StatusInformation)));
    }

    [Fact]
    public void What_has_ended_is_told_with_its_day()
    {
        Folder.Ensure("web-1");
        var folder = new CertificateFolder(_root.At("certs"), new LaterClock());

        var node = Assert.Throws<CommandFailed>(() => folder.Ensure("web-1"));
        var authority = Assert.Throws<CommandFailed>(() => folder.Ensure("web-2"));

        Assert.Contains("web-1.pem ended on 20", node.Message, StringComparison.Ordinal);
        Assert.Contains("ca.pem ended on 20", authority.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.CertificateOf("web-2")));
    }

    [Fact]
    public void Keys_are_for_their_owner_only()
    {
        Folder.Ensure("web-1");

        Assert.All(
            Directory.GetFiles(_root.At("certs"), "*-key.pem"),
            key => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(key)));
    }

    [Fact]
    public void An_authority_without_its_key_is_told_and_not_replaced()
    {
        Folder.Ensure("web-1");
        File.Delete(Path.Combine(_root.At("certs"), "ca-key.pem"));

        var failed = Assert.Throws<CommandFailed>(() => Folder.Ensure("web-2"));

        Assert.Contains("ca-key.pem", failed.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Folder.CertificateOf("web-2")));
    }

    private sealed class LaterClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddDays(900);
    }
}
