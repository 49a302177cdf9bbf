using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Actors.HaAgent.Settings;

namespace Actors.HaAgent.Certificates;

/// <summary>The folder that certificates come from: not the agent's own, only read. Its one home.</summary>
public sealed class CertificateFolder(HaProxyOptions options)
{
    public const string Ending = ".pem";

    /// <summary>A longer file is no certificate, in bytes.</summary>
    private const int Longest = 1_000_000;

    /// <summary>
    /// Reads every file as it is at this moment. A mounted secret is replaced by swapping a link: times and names say nothing, only content
    /// does.
    /// </summary>
    public FolderReading Read()
    {
        try
        {
            return new FolderReading(
                [
                    .. Directory.EnumerateFiles(options.Tls.CertificatesPath, "*" + Ending)
                        .Select(path => Path.GetFileName(path))
                        .Where(name => !name.StartsWith('.'))
                        .Order(StringComparer.Ordinal)
                        .Select(Read),
                ],
                "");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new FolderReading([], error.Message);
        }
    }

    private SourceFile Read(string name)
    {
        try
        {
            using var stream = File.OpenRead(Path.Combine(options.Tls.CertificatesPath, name));
            if (stream.Length > Longest)
            {
                return new SourceFile(name, "", "it is too long for a certificate");
            }

            // PEM is ASCII; whatever else is there must not fail to be read.
            using var reader = new StreamReader(stream, Encoding.Latin1);
            return new SourceFile(name, reader.ReadToEnd(), "");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new SourceFile(name, "", $"it cannot be read: {error.Message}");
        }
    }
}

/// <summary>The folder's content.</summary>
/// <param name="Files">Its files, by name.</param>
/// <param name="Error">Why it could not be read; empty where it could.</param>
public sealed record FolderReading(ImmutableArray<SourceFile> Files, string Error)
{
    /// <summary>The same for the same content.</summary>
    public string Hash
    {
        get
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach (var part in Files.SelectMany(file => new[] { file.Name, file.Text, file.Error }).Append(Error))
            {
                hash.AppendData(Encoding.UTF8.GetBytes(part));
                hash.AppendData([0]);
            }

            return Convert.ToHexStringLower(hash.GetCurrentHash());
        }
    }
}

/// <summary>A file of the folder.</summary>
/// <param name="name">Its name.</param>
/// <param name="text">Its content: a secret.</param>
/// <param name="error">Why it could not be read; empty where it could.</param>
public sealed class SourceFile(string name, string text, string error)
{
    public string Name { get; } = name;

    public string Text { get; } = text;

    public string Error { get; } = error;
}
