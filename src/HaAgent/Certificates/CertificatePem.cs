using System.Collections.Immutable;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Actors.HaAgent.Certificates;

/// <summary>
/// Reads a PEM file with a key, its certificate and the chain. What HAProxy gets is written anew from the blocks that are needed: its
/// runtime API takes an empty line for the end of the file, and what is outside a block is for no program.
/// </summary>
public static class CertificatePem
{
    private const string CertificateLabel = "CERTIFICATE";
    private const string EncryptedLabel = "ENCRYPTED PRIVATE KEY";

    // HAProxy takes it for a list of them where it is in a name (configuration manual, "crt-list"; management guide, "show ssl crt-list").
    private const string NameSigns = "._-";

    /// <summary>The rule for names of files: they stand in HAProxy's list of certificates and in its commands.</summary>
    public const string NameRule = "a certificate's file is named with letters, digits, '.', '_' and '-'";

    public static bool IsName(string name) =>
        name.All(c => char.IsAsciiLetterOrDigit(c) || NameSigns.Contains(c, StringComparison.Ordinal));

    /// <summary>Reads the content of a file.</summary>
    public static CertificateReading Read(string name, string text)
    {
        if (!IsName(name))
        {
            return CertificateReading.Refused(name, NameRule);
        }

        var blocks = Blocks(text);
        if (blocks.IsEmpty)
        {
            return CertificateReading.Refused(name, "it is not PEM");
        }

        if (blocks.Any(block => block.Label == EncryptedLabel || block.IsEncrypted))
        {
            return CertificateReading.Refused(name, "its key has a pass phrase, which cannot be typed in here");
        }

        var keys = blocks.Where(block => block.Label.EndsWith("PRIVATE KEY", StringComparison.Ordinal)).ToList();
        var certificates = blocks.Where(block => block.Label == CertificateLabel).ToList();
        return certificates.Count == 0 ? CertificateReading.Refused(name, "it has no certificate")
            : keys.Count == 0 ? CertificateReading.Refused(name, "it has no private key: certificate, chain and key belong into one file")
            : keys.Count > 1 ? CertificateReading.Refused(name, "it has more than one private key")
            : Read(name, keys[0], certificates);
    }

    private static CertificateReading Read(string name, Block key, List<Block> certificates)
    {
        try
        {
            if (PublicKeyOf(key) is not { } publicKey)
            {
                return CertificateReading.Refused(name, "its private key is damaged, or neither RSA nor EC");
            }

            // The chain has to be certificates too, or HAProxy refuses the whole.
            foreach (var link in certificates.Skip(1))
            {
                X509CertificateLoader.LoadCertificate(link.Content).Dispose();
            }

            using var leaf = X509CertificateLoader.LoadCertificate(certificates[0].Content);
            return leaf.PublicKey.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(publicKey)
                ? CertificateReading.Of(new Certificate(name, string.Concat(certificates.Prepend(key).Select(block => block.Text)))
                {
                    Thumbprint = leaf.Thumbprint,
                    Names = NamesOf(leaf),
                    NotBefore = leaf.NotBefore.ToUniversalTime(),
                    NotAfter = leaf.NotAfter.ToUniversalTime(),
                })
                : CertificateReading.Refused(name, "its private key is not that of its first certificate");
        }
        catch (CryptographicException error)
        {
            return CertificateReading.Refused(name, $"a certificate in it is damaged: {error.Message}");
        }
    }

    // As the certificate has it; null where the key cannot be read.
    private static byte[]? PublicKeyOf(Block key)
    {
        using var rsa = RSA.Create();
        using var ec = ECDsa.Create();
        foreach (var algorithm in new AsymmetricAlgorithm[] { rsa, ec })
        {
            try
            {
                algorithm.ImportFromPem(key.Text);
                return algorithm.ExportSubjectPublicKeyInfo();
            }
            catch (Exception error) when (error is CryptographicException or ArgumentException)
            {
                // of another kind, or damaged: known once no kind fits
            }
        }

        return null;
    }

    private static ImmutableArray<string> NamesOf(X509Certificate2 leaf)
    {
        var alternative = leaf.Extensions.OfType<X509SubjectAlternativeNameExtension>().ToList();
        var names = alternative.SelectMany(names =>
            names.EnumerateDnsNames().Concat(
                names.EnumerateIPAddresses().Select((IPAddress address) => address.ToString()))).ToImmutableArray();
        return names.IsEmpty && leaf.GetNameInfo(X509NameType.SimpleName, forIssuer: false) is { Length: > 0 } common ? [common] : names;
    }

    private static ImmutableArray<Block> Blocks(string text)
    {
        var blocks = ImmutableArray.CreateBuilder<Block>();
        for (var rest = text.AsSpan(); PemEncoding.TryFind(rest, out var found); rest = rest[found.Location.End..])
        {
            var content = new byte[found.DecodedDataLength];
            if (Convert.TryFromBase64Chars(rest[found.Base64Data], content, out _))
            {
                blocks.Add(new Block(rest[found.Label].ToString(), content));
            }
        }

        // A key with a pass phrase in the old way has headers in its block, which is no PEM to .NET.
        return text.Contains("Proc-Type: 4,ENCRYPTED", StringComparison.Ordinal)
            ? blocks.ToImmutable().Add(new Block("PRIVATE KEY", []) { IsEncrypted = true })
            : blocks.ToImmutable();
    }

    private sealed record Block(string Label, byte[] Content)
    {
        public bool IsEncrypted { get; init; }

        public string Text => new StringBuilder().Append(PemEncoding.Write(Label, Content)).Append('\n').ToString();
    }
}
