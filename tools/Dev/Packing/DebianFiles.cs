using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Actors.Dev.Machine;
using Actors.Dev.Processes;

namespace Actors.Dev.Packing;

/// <summary>Makes a <c>.deb</c> of files by dpkg-deb, so that the same files make the same bytes.</summary>
internal static class DebianFiles
{
    /// <summary>What makes it.</summary>
    public const string Program = "dpkg-deb";

    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(10);

    /// <summary>Path of dpkg-deb.</summary>
    /// <exception cref="CommandFailed">There is none.</exception>
    public static string Require() => Programs.Find(Program) ?? throw new CommandFailed(
        ExitCode.MachineLacks, $"{Program} is missing here, which makes .deb packages.",
        "Install the package dpkg, or leave them out: --only tarball nuget");

    /// <summary>Makes one.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="files">What is in it.</param>
    /// <param name="time">Of all its files.</param>
    /// <param name="staging">A folder for its files, which is removed.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task MakeAsync(
        string path, IEnumerable<PackedFile> files, DateTimeOffset time, string staging, CancellationToken cancellationToken)
    {
        try
        {
            Stage(staging, files, time);
            var result = await Shell.RunAsync(
                [Require(), "--build", "--root-owner-group", "-Zxz", staging, path],
                Bound, cancellationToken,
                environment: new Dictionary<string, string?>
                {
                    [ReleaseVersions.TimeVariable] = time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
                    // Several compress other blocks than one does.
                    ["DPKG_DEB_THREADS_MAX"] = "1",
                });
            if (result.ExitCode != 0)
            {
                throw new CommandFailed(
                    ExitCode.Failed, $"{Program} does not make {Path.GetFileName(path)}:", [.. result.Lines.TakeLast(10)]);
            }
        }
        finally
        {
            if (Directory.Exists(staging))
            {
                Directory.Delete(staging, recursive: true);
            }
        }
    }

    /// <summary>
    /// Puts files where they are to be, with their permissions whatever the umask, and of one time: dpkg-deb keeps an older one.
    /// </summary>
    private static void Stage(string folder, IEnumerable<PackedFile> files, DateTimeOffset time)
    {
        foreach (var file in files)
        {
            var place = Path.Combine(folder, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            switch (file)
            {
                case PackedLink link:
                    File.CreateSymbolicLink(place, link.Target);
                    break;
                case PackedBytes bytes:
                    File.WriteAllBytes(place, bytes.Content);
                    File.SetUnixFileMode(place, PackedFile.ModeOf(false));
                    break;
                case PackedCopy copy:
                    File.Copy(copy.Source, place);
                    File.SetLastWriteTimeUtc(place, time.UtcDateTime);
                    File.SetUnixFileMode(place, PackedFile.ModeOf(copy.IsExecutable));
                    break;
                default:
                    throw new ArgumentOutOfRangeException(nameof(files));
            }
        }

        foreach (var inner in Directory.GetDirectories(folder, "*", SearchOption.AllDirectories).Append(folder))
        {
            File.SetUnixFileMode(inner, PackedFile.FolderMode);
        }
    }

    /// <summary>In KiB, a file rounded up, as dpkg counts it.</summary>
    public static long SizeOf(IEnumerable<PackedFile> files) => files.Sum(file => file switch
    {
        PackedCopy copy => (new FileInfo(copy.Source).Length + 1023) / 1024,
        PackedBytes bytes => (bytes.Content.Length + 1023) / 1024,
        _ => 1,
    });

    /// <summary>By which <c>dpkg --verify</c> sees what has been changed.</summary>
    [SuppressMessage("Security", "CA5351", Justification = "It is dpkg's own format.")]
    public static string Md5Sums(IEnumerable<PackedFile> files)
    {
        var lines = new StringBuilder();
        foreach (var file in files.OrderBy(file => file.Path, StringComparer.Ordinal))
        {
            var content = file switch
            {
                PackedCopy copy => File.ReadAllBytes(copy.Source),
                PackedBytes bytes => bytes.Content,
                _ => null,
            };
            if (content is not null)
            {
                lines.Append(Convert.ToHexStringLower(MD5.HashData(content))).Append("  ").Append(file.Path).Append('\n');
            }
        }

        return lines.ToString();
    }

    /// <summary>As <c>gzip -9n</c>.</summary>
    public static byte[] Compressed(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize))
        {
            gzip.Write(content);
        }

        return packed.ToArray();
    }
}
