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
}
