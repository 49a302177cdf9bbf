using System.Formats.Tar;
using System.IO.Compression;
using Actors.Dev.Packing;

namespace Actors.Dev.Tests.Packing;

public sealed class TarballSpecs : IDisposable
{
    private static readonly DateTimeOffset Time = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_has_folders_files_and_links_in_order_of_root_and_of_one_time()
    {
        var path = Make("a.tar.gz", Files());

        using var packed = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var tar = new TarReader(packed);
        var found = new List<string>();
        while (tar.GetNextEntry() is { } entry)
        {
            Assert.Equal((0, 0, Time), (entry.Uid, entry.Gid, entry.ModificationTime));
            found.Add($"{entry.Name} {Convert.ToString((int)entry.Mode, 8)} {entry.LinkName}".TrimEnd());
        }

        Assert.Equal(
            ["x/ 755", "x/LICENSE 644", "x/bin/ 755", "x/bin/actors 755", "x/bin/actors-web 777 actors", "x/etc/ 755", "x/etc/a 644"],
            found);
    }

    [Fact]
    public void The_same_files_make_the_same_bytes()
    {
        var first = File.ReadAllBytes(Make("a.tar.gz", Files()));
        // Written later, by somebody with another umask, in another order.
        File.SetLastWriteTimeUtc(_folder.At("program"), DateTime.UnixEpoch);
        File.SetUnixFileMode(_folder.At("program"), UnixFileMode.UserRead | UnixFileMode.UserExecute);

        Assert.Equal(first, File.ReadAllBytes(Make("b.tar.gz", Files().Reverse())));
    }

    private string Make(string name, IEnumerable<PackedFile> files)
    {
        Tarball.Write(_folder.At(name), "x", files, Time);
        return _folder.At(name);
    }

    private IEnumerable<PackedFile> Files()
    {
        if (!File.Exists(_folder.At("program")))
        {
            File.SetUnixFileMode(_folder.File("program", "I run."), (UnixFileMode)0b111_101_101);
        }

        return [
            PackedFile.Of("bin/actors", new FileInfo(_folder.At("program"))), new PackedLink("bin/actors-web", "actors"),
            PackedFile.Of("etc/a", "settings"), PackedFile.Of("LICENSE", "free")];
    }
}
