using System.Formats.Tar;
using System.IO.Compression;

namespace Actors.Dev.Packing;

/// <summary>
/// A compressed tar archive in which nothing is of the machine that made it: sorted, of root, all of one time. The same files make the same
/// bytes.
/// </summary>
internal static class Tarball
{
    /// <param name="path">The archive's.</param>
    /// <param name="folder">In which all of it is, in the archive.</param>
    /// <param name="files">What is in it.</param>
    /// <param name="time">Of all of them.</param>
    public static void Write(string path, string folder, IEnumerable<PackedFile> files, DateTimeOffset time)
    {
        using var file = File.Create(path);
        using var packed = new GZipStream(file, CompressionLevel.SmallestSize);
        using var tar = new TarWriter(packed, TarEntryFormat.Ustar);
        var folders = new HashSet<string>();
        foreach (var one in files.OrderBy(file => file.Path, StringComparer.Ordinal))
        {
            foreach (var parent in ParentsOf($"{folder}/{one.Path}").Where(folders.Add))
            {
                Add(new UstarTarEntry(TarEntryType.Directory, parent + "/") { Mode = PackedFile.FolderMode });
            }

            AddFile(one, $"{folder}/{one.Path}");
        }

        void Add(UstarTarEntry entry)
        {
            entry.ModificationTime = time;
            (entry.Uid, entry.Gid, entry.UserName, entry.GroupName) = (0, 0, "root", "root");
            tar.WriteEntry(entry);
        }

        void AddFile(PackedFile one, string name)
        {
            switch (one)
            {
                case PackedLink link:
                    Add(new UstarTarEntry(TarEntryType.SymbolicLink, name) { LinkName = link.Target, Mode = PackedFile.LinkMode });
                    break;
                case PackedBytes bytes:
                    using (var content = new MemoryStream(bytes.Content))
                    {
                        Add(new UstarTarEntry(TarEntryType.RegularFile, name) { Mode = PackedFile.ModeOf(false), DataStream = content });
                    }

                    break;
                case PackedCopy copy:
                    using (var content = File.OpenRead(copy.Source))
                    {
                        Add(new UstarTarEntry(TarEntryType.RegularFile, name)
                        {
                            Mode = PackedFile.ModeOf(copy.IsExecutable),
                            DataStream = content,
                        });
                    }

                    break;
                default:
                    throw new ArgumentOutOfRangeException(nameof(one));
            }
        }
    }

    /// <summary>The outermost first.</summary>
    private static IEnumerable<string> ParentsOf(string path)
    {
        for (var at = path.IndexOf('/', StringComparison.Ordinal); at >= 0; at = path.IndexOf('/', at + 1))
        {
            yield return path[..at];
        }
    }
}
