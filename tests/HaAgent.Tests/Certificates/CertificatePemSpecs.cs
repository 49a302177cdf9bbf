using System.Security.Cryptography;
using Actors.HaAgent.Certificates;
using Actors.HaAgent.HaProxy;

namespace Actors.HaAgent.Tests.Certificates;

public sealed class CertificatePemSpecs
{
    [Theory]
    [InlineData(0)]
    [InlineData(2048)]
    public void A_file_with_certificate_chain_and_key_is_taken_whatever_stands_between(int rsaBits)
    {
        var (certificate, key, thumbprint) = TestCertificate.Make("a.test", rsaBits: rsaBits);
        var (link, _, _) = TestCertificate.Make("authority.test");

        var reading = CertificatePem.Read("a.pem", $"Bag Attributes\n\n{certificate}\n\nsubject=a\n{link}\n\n{key}\n\n");

        Assert.Equal("", reading.Reason);
        Assert.Equal((thumbprint, "a.test 127.0.0.1"), (reading.Certificate!.Thumbprint, string.Join(' ', reading.Certificate.Names)));
        // An empty line is where HAProxy's runtime API takes the end to be.
        Assert.DoesNotContain("\n\n", reading.Certificate.Pem, StringComparison.Ordinal);
        Assert.Equal(3, reading.Certificate.Pem.Split("-----BEGIN").Length - 1);
        Assert.DoesNotContain("Bag ", reading.Certificate.Pem, StringComparison.Ordinal);
    }

    [Fact]
    public void The_key_of_EC_with_its_parameters_as_openssl_writes_it_is_taken()
    {
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        var request = new System.Security.Cryptography.X509Certificates.CertificateRequest("CN=old.test", ec, HashAlgorithmName.SHA384);
        using var certificate = request.CreateSelfSigned(TimeProvider.System.GetUtcNow(), TimeProvider.System.GetUtcNow().AddDays(1));
        const string Parameters = "-----BEGIN EC PARAMETERS-----\nBgUrgQQAIg==\n-----END EC PARAMETERS-----\n";

        var reading = CertificatePem.Read("old.pem", Parameters + ec.ExportECPrivateKeyPem() + "\n" + certificate.ExportCertificatePem());

        Assert.Equal("", reading.Reason);
        // Without other names it is for its common name.
        Assert.Equal("old.test", Assert.Single(reading.Certificate!.Names));
    }

    public static TheoryData<string, string, string> Broken()
    {
        var (certificate, key, _) = TestCertificate.Make("a.test");
        var (_, otherKey, _) = TestCertificate.Make("b.test");
        using var ec = ECDsa.Create();
        var encrypted = ec.ExportEncryptedPkcs8PrivateKeyPem(
            "secret", new PbeParameters(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, 1000));
        return new()
        {
            { "a.pem", "", "not PEM" },
            { "a.pem", "hello", "not PEM" },
            { "a.pem", certificate, "no private key" },
            { "a.pem", key, "no certificate" },
            { "a.pem", certificate + otherKey, "not that of its first certificate" },
            { "a.pem", certificate + key + otherKey, "more than one private key" },
            { "a.pem", certificate + encrypted, "pass phrase" },
            { "a.pem",
                certificate
                    + "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\nAAAA\n-----END RSA PRIVATE "
                    + "KEY-----\n",
                "pass phrase" },
            { "a.pem", certificate + "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", "damaged" },
            { "a.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n" + key, "damaged" },
            { "a.pem", certificate + "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n" + key, "damaged" },
            { "a b.pem", certificate + key, "letters, digits" },
            { "a\n.pem", certificate + key, "letters, digits" },
        };
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_file_that_cannot_be_served_is_refused_with_the_reason(string name, string text, string reason)
    {
        var reading = CertificatePem.Read(name, text);

        Assert.Null(reading.Certificate);
        Assert.Equal(name, reading.Name);
        Assert.Contains(reason, reading.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void No_text_that_is_made_of_a_certificate_has_its_key()
    {
        var (certificate, key, _) = TestCertificate.Make("a.test");
        var read = CertificatePem.Read("a.pem", certificate + key).Certificate!;
        var secret = key.Split('\n')[1];

        Assert.Contains(secret, read.Pem, StringComparison.Ordinal);
        var set = new CertificateCommand.Set("/run/certs/a.pem", read.Pem);
        foreach (
            var text in new[] { $"{read}", $"{CertificateReading.Of(read)}", $"{set}", set.Words, $"{new SourceFile("a.pem", key, "")}" })
        {
            Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
        }
    }
}
