using System.Text.Json;
using Actors.Dev.Packing;
using Actors.Dev.Processes;
using Actors.Dev.State;

namespace Actors.Dev.Tests.Packing;

/// <summary>The real <c>./actors pack</c>, and what it makes, used as somebody without a .NET and without the repository would.</summary>
[Trait("Tier", "Long")]
public sealed class PackedSpecs : IDisposable
{
    private static readonly string Root = RunFolder.Find().Root;
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(20);

    private readonly TemporaryFolder _out = new();
    private readonly TemporaryFolder _machine = new();

    public void Dispose()
    {
        _out.Dispose();
        _machine.Dispose();
    }

    [Fact]
    public async Task What_is_packed_runs_where_there_is_nothing_else()
    {
        var report = await PackAsync();

        Assert.Equal(0, (await RunAsync(_out.Path, "sha256sum", "--check", "--strict", PackNames.Checksums)).ExitCode);
        var tarball = Assert.Single(report.Files, file => file.Name.EndsWith(".tar.gz", StringComparison.Ordinal)).Name;
        await RunAsync(_machine.Path, "tar", "-xzf", _out.At(tarball), "--strip-components=1");
        foreach (var program in (string[])["actors", "actors-seed", "actors-ha", "actors-web"])
        {
            var said = await AloneAsync(_machine.At($"bin/{program}"), "--version");
            Assert.Equal(report.Version, said.Split('+')[0]);
            Assert.Contains("Usage:", await AloneAsync(_machine.At($"bin/{program}"), "--help"), StringComparison.Ordinal);
        }

        Assert.Equal(report.Version, (await AloneAsync(_machine.At("bin/actors"), "node", "--version")).Split('+')[0]);
        Assert.Contains(
            $"actors {report.Version}", await File.ReadAllTextAsync(_machine.At("share/man/man1/actors-seed.1")), StringComparison.Ordinal);
        Assert.Equal(
            await AloneAsync(_machine.At("bin/actors"), "completion", "bash") + "\n",
            await File.ReadAllTextAsync(_machine.At("share/bash-completion/completions/actors")));
        using var bill = JsonDocument.Parse(await File.ReadAllTextAsync(_machine.At("sbom.cdx.json")));
        Assert.Equal(report.Version, bill.RootElement.GetProperty("metadata").GetProperty("component").GetProperty("version").GetString());
    }

    [Fact]
    public async Task The_same_commit_makes_the_same_files()
    {
        var first = await PackAsync();

        Assert.Equal(first.Files, (await PackAsync()).Files);
    }

    private async Task<PackReport> PackAsync()
    {
        // A run of the long tier has built it; a run of some tests has not, and it is built here.
        var built = Environment.GetEnvironmentVariable("ACTORS_BUILD") is { Length: > 0 } folder
            && File.Exists(RunFolder.Program(folder)) && !File.Exists(Path.Combine(folder, "actors.dll"))
            ? (string[])["--executable", RunFolder.Program(folder)] : [];
        var json = _machine.At("report.json");
        var result = await Shell.RunAsync(
            [
                "sh", "-c", "json=$1; shift; exec \"$@\" >\"$json\"", "sh", json, Path.Combine(Root, "actors"), "pack",
                "--only", "tarball", "deb", "--out", _out.Path, "--json", .. built,
            ],
            Bound, CancellationToken.None, folder: _machine.Path);
        Assert.True(result.ExitCode == 0, result.Text);
        return JsonSerializer.Deserialize(await File.ReadAllTextAsync(json), PackJson.Default.PackReport)!;
    }

    private static async Task<string> AloneAsync(string program, params string[] arguments)
    {
        using var empty = new TemporaryFolder();
        return (await RunAsync(empty.Path, ["env", "-i", program, .. arguments])).Text;
    }

    private static async Task<ShellResult> RunAsync(string folder, params string[] command)
    {
        var result = await Shell.RunAsync(command, TimeSpan.FromMinutes(1), CancellationToken.None, folder: folder);
        Assert.True(result.ExitCode == 0, $"{string.Join(' ', command)}: {result.Text}");
        return result;
    }
}
