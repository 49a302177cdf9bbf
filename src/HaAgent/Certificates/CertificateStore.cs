using System.Collections.Immutable;
using System.Text;
using Actors.Clustering;
using Actors.HaAgent.HaProxy;
using Actors.HaAgent.Settings;

namespace Actors.HaAgent.Certificates;

/// <summary>
/// The agent's own folder of certificates, for this user only, with nothing in it that HAProxy does not take. Its one home.
/// </summary>
public sealed class CertificateStore(HaProxyOptions options, HaProxyBinary binary)
{
    private const UnixFileMode FolderMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public CertificatePaths Paths { get; } = CertificatePaths.Of(options);

    /// <summary>Whether HAProxy has certificates to serve.</summary>
    public bool HasAny => File.Exists(Paths.List);

    /// <summary>What was served last, by the name of its file.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be read.</exception>
    public ImmutableSortedDictionary<string, Certificate> Read() =>
        !HasAny ? CertificateSelection.None : CertificateSelection.None.AddRange(
        Directory.EnumerateFiles(Paths.Folder, "*" + CertificateFolder.Ending)
            .Select(path => CertificatePem.Read(Path.GetFileName(path), File.ReadAllText(path, Encoding.Latin1)).Certificate)
            .OfType<Certificate>()
            .Select(certificate => KeyValuePair.Create(certificate.Name, certificate)));

    /// <summary>
    /// Makes the folder hold what is wanted, in an order in which HAProxy could read it at any moment, and gives the certificates' files
    /// that changed.
    /// </summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public ImmutableArray<string> Write(CertificateSelection selection)
    {
        if (selection.Wanted.IsEmpty)
        {
            return [];
        }

        MakeFolder(Paths.Folder);
        var files = Paths.Files(selection).ToList();
        var changed = files.Where(file => WriteIfOther(file.Path, file.Certificate.Pem)).Select(file => file.Path).ToImmutableArray();
        WriteIfOther(Paths.List, Paths.ListText(selection));
        var keep = files.Select(file => file.Path).Append(Paths.List).ToHashSet(StringComparer.Ordinal);
        foreach (var path in Directory.EnumerateFiles(Paths.Folder).Where(path => !keep.Contains(path)))
        {
            File.Delete(path);
        }

        return changed;
    }

    /// <summary>
    /// Has HAProxy judge certificates before it gets them: what it does not serve must not be in its way when it starts. Null where it
    /// takes them all.
    /// </summary>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public async Task<string?> TryAsync(IReadOnlyCollection<Certificate> certificates, CancellationToken cancellationToken)
    {
        MakeFolder(Paths.Folder);
        MakeFolder(Paths.Trial);
        try
        {
            foreach (var certificate in certificates)
            {
                AtomicFile.Write(Path.Combine(Paths.Trial, certificate.Name), Encoding.ASCII.GetBytes(certificate.Pem), FileMode);
            }

            var list = Path.Combine(Paths.Trial, "crt-list");
            AtomicFile.Write(
                list,
                Encoding.ASCII.GetBytes(
                    string.Concat(certificates.Select(certificate => Path.Combine(Paths.Trial, certificate.Name) + "\n"))),
                FileMode);
            var config = Path.Combine(Paths.Trial, "haproxy.cfg");
            // Nothing listens: HAProxy only reads it.
            AtomicFile.Write(
                config,
                Encoding.ASCII.GetBytes(
                    "defaults\n    mode http\n    timeout client 1s\n    timeout server 1s\n    timeout connect 1s\nfrontend trial\n    "
                        + $"bind 127.0.0.1:443 ssl crt-list {list}\n"),
                FileMode);
            return await binary.CheckAsync(config, cancellationToken) is { } refusal ? Words(refusal) : null;
        }
        finally
        {
            Directory.Delete(Paths.Trial, recursive: true);
        }
    }

    // What comes after where it stands in a file that is gone by now.
    private static string Words(string refusal)
    {
        const string Place = "in section 'frontend' : ";
        var line = refusal.Split('\n').FirstOrDefault(line => line.Contains(Place, StringComparison.Ordinal))
            ?? refusal.ReplaceLineEndings(" ");
        var at = line.IndexOf(Place, StringComparison.Ordinal);
        return "HAProxy refuses it: " + (at < 0 ? line : line[(at + Place.Length)..]).Trim();
    }

    private void MakeFolder(string path)
    {
        Directory.CreateDirectory(options.RuntimePath);
        Directory.CreateDirectory(path);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, FolderMode);
        }
    }

    private static bool WriteIfOther(string path, string text)
    {
        if (File.Exists(path) && File.ReadAllText(path, Encoding.Latin1) == text)
        {
            return false;
        }

        AtomicFile.Write(path, Encoding.ASCII.GetBytes(text), FileMode);
        return true;
    }
}
