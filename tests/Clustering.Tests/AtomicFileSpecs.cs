using System.Diagnostics;

namespace Actors.Clustering.Tests;

public sealed class AtomicFileSpecs : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("atomic-").FullName;
    private string? _mounted;

    public void Dispose()
    {
        if (_mounted is not null)
        {
            Run("umount", _mounted);
        }

        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void A_file_is_replaced_and_nothing_is_left_beside_it()
    {
        AtomicFile.Write(At("a"), "one"u8);
        AtomicFile.Write(At("a"), "2"u8);

        Assert.Equal("2", File.ReadAllText(At("a")));
        Assert.Equal([At("a")], Directory.GetFiles(_folder));
    }

    [Theory]
    [InlineData("there")]
    [InlineData(null)]
    public void A_link_stays_a_link_and_what_it_leads_to_is_written(string? before)
    {
        Directory.CreateDirectory(At("other"));
        if (before is not null)
        {
            File.WriteAllText(At("other/real"), before);
        }

        File.CreateSymbolicLink(At("link"), At("other/real"));
        File.CreateSymbolicLink(At("link-to-link"), At("link"));

        AtomicFile.Write(At("link-to-link"), "new"u8);

        Assert.Equal("new", File.ReadAllText(At("other/real")));
        Assert.Equal((At("link"), At("other/real")), (new FileInfo(At("link-to-link")).LinkTarget, new FileInfo(At("link")).LinkTarget));
    }

    [Theory]
    [InlineData("a longer text than what follows")]
    [InlineData("")]
    public void A_file_that_is_mounted_by_itself_is_written_in_place(string before)
    {
        File.WriteAllText(At("source"), before);
        File.WriteAllText(At("mounted"), "");
        Run("mount", "--bind", At("source"), At("mounted"));
        _mounted = At("mounted");

        AtomicFile.Write(At("mounted"), "new"u8);

        Assert.Equal(("new", "new"), (File.ReadAllText(At("source")), File.ReadAllText(At("mounted"))));
        Assert.False(File.Exists(At("mounted" + AtomicFile.TemporarySuffix)));
    }

    private string At(string name) => Path.Combine(_folder, name);

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
