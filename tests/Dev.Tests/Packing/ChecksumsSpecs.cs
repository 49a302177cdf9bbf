using Actors.Dev.Packing;
using Actors.Dev.Processes;

namespace Actors.Dev.Tests.Packing;

public sealed class ChecksumsSpecs : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task They_are_as_sha256sum_takes_them()
    {
        _folder.File("b.deb", "two");
        _folder.File("a.tar.gz", "one");

        var sums = Checksums.Write(_folder.Path, ["b.deb", "a.tar.gz"]);

        Assert.Equal(["a.tar.gz", "b.deb"], sums.Keys);
        var checkedBySystem = await Shell.RunAsync(
            ["sha256sum", "--check", "--strict", PackNames.Checksums], TimeSpan.FromSeconds(30), CancellationToken.None,
            folder: _folder.Path);
        Assert.Equal((0, "a.tar.gz: OK\nb.deb: OK"), (checkedBySystem.ExitCode, checkedBySystem.Text));
    }

    [Fact]
    public void What_an_earlier_run_has_made_goes_and_all_else_stays()
    {
        _folder.File("actors-0.1.0.tar.gz", "old");
        Checksums.Write(_folder.Path, ["actors-0.1.0.tar.gz"]);
        _folder.File("notes.txt", "mine");
        File.AppendAllText(_folder.At(PackNames.Checksums), "00  ../outside\n00  \n");

        Checksums.RemoveFormer(_folder.Path);
        Checksums.RemoveFormer(_folder.Path);

        Assert.Equal(["notes.txt"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName));
    }
}
