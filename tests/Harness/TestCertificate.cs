using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Actors.Harness;

/// <summary>Certificates that tests make for themselves.</summary>
public static class TestCertificate
{
    /// <summary>PEM of a certificate that signs itself, with its key.</summary>
    /// <param name="name">The DNS name that it is for.</param>
    /// <param name="from">When it begins, from now.</param>
    /// <param name="until">When it ends, from now.</param>
    /// <param name="rsaBits">A key of RSA of this many bits; 0 for one of EC.</param>
    public static (string Certificate, string Key, string Thumbprint) Make(
        string name, TimeSpan? from = null, TimeSpan? until = null, int rsaBits = 0)
    {
        using var ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var rsa = RSA.Create();
        if (rsaBits > 0)
        {
            rsa.KeySize = rsaBits;
        }

        var request = rsaBits > 0
            ? new CertificateRequest($"CN={name}", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            : new CertificateRequest($"CN={name}", ec, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now + (from ?? TimeSpan.FromDays(-1)), now + (until ?? TimeSpan.FromDays(90)));
        return (
            certificate.ExportCertificatePem() + "\n",
            rsaBits > 0 ? rsa.ExportPkcs8PrivateKeyPem() + "\n" : ec.ExportPkcs8PrivateKeyPem() + "\n", certificate.Thumbprint);
    }

    /// <summary>Certificate and key as a file has them.</summary>
    public static string File(string name, TimeSpan? from = null, TimeSpan? until = null, int rsaBits = 0)
    {
        var (certificate, key, _) = Make(name, from, until, rsaBits);
        return certificate + key;
    }

    /// <summary>Puts a new one for <c>a.test</c> into a folder as <c>a.pem</c>, in one step; its thumbprint.</summary>
    public static async Task<string> PutAsync(string folder)
    {
        var (certificate, key, thumbprint) = Make("a.test");
        var path = Path.Combine(folder, "a.pem");
        await System.IO.File.WriteAllTextAsync(path + ".new", certificate + key);
        System.IO.File.Move(path + ".new", path, overwrite: true);
        return thumbprint;
    }

    /// <summary>
    /// The thumbprint of what a new connection to a port of this machine gets that asks for <c>a.test</c>; why it gets none.
    /// </summary>
    public static async Task<string> ServedAtAsync(int port)
    {
        try
        {
            using var socket = new TcpClient();
            await socket.ConnectAsync("127.0.0.1", port);
            await using var tls = new SslStream(socket.GetStream());
            await tls.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = "a.test",
                    RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null
                });
            return tls.RemoteCertificate!.GetCertHashString();
        }
        catch (Exception error) when (error is SocketException or IOException or AuthenticationException)
        {
            return error.Message;
        }
    }
}
