using System.Text.Json;
using CliWrap;
using CliWrap.Buffered;

namespace Actors.EndToEnd.Faults;

/// <summary>
/// The disk that the agent writes to is full, or may not be written: HAProxy serves on, the status says why, and it goes on by itself once
/// there is room.
/// </summary>
[Trait("Tier", "Long")]
[Trait("Needs", "Root")]
public sealed class FullDiskSpecs : IAsyncLifetime
{
    private LocalSystem _system = null!;

    private string Disk => Path.Combine(_system.Folder, "disk");

    [Fact]
    public async Task A_full_disk()
    {
        await StartAsync();
        await using var traffic = new SteadyTraffic(_system);
        var filler = Path.Combine(Disk, "filler");

        await Command("dd", $"if=/dev/zero of={filler} bs=4k", CommandResultValidation.None);
        _system.StartWeb(3);

        await UntilRefusedAsync();
        File.Delete(filler);
        await UntilWellAsync();
        await traffic.AssertNothingLostAsync();
    }

    [Fact]
    public async Task A_disk_that_may_not_be_written()
    {
        await StartAsync();
        await using var traffic = new SteadyTraffic(_system);

        await Command("mount", $"-o remount,ro {Disk}");
        _system.StartWeb(3);

        await UntilRefusedAsync();
        await Command("mount", $"-o remount,rw {Disk}");
        await UntilWellAsync();
        await traffic.AssertNothingLostAsync();
    }

    public async Task InitializeAsync()
    {
        _system = await Systems.OpenAsync(nodes: 5);
        Directory.CreateDirectory(Disk);
        await Command("mount", $"-t tmpfs -o size=256k tmpfs {Disk}");
    }

    public async Task DisposeAsync()
    {
        await Command("umount", $"-l {Disk}");
        await _system.DisposeAsync();
    }

    private async Task StartAsync()
    {
        _system.StartSeed();
        // Sockets, which need no room, stay elsewhere: what is tried here is what the agent writes.
        _system.StartHa($"--HaProxy:ConfigPath={Disk}/haproxy.cfg", $"--HaProxy:NodesPath={Disk}/nodes");
        _system.StartWeb(1);
        _system.StartWeb(2);
        await _system.UntilServedByAsync(1, 2);
        await _system.UntilOneClusterAsync("seed-1", "ha-1", "web-1", "web-2");
        await _system.UntilSettledAsync();
    }

    private async Task UntilRefusedAsync()
    {
        await _system.UntilStatusAsync(
            "the disk is told", status => status.GetProperty("lastFailure") is { ValueKind: JsonValueKind.Object } failure
            && failure.GetRawText().Contains(Disk, StringComparison.Ordinal));
        await _system.UntilServedByAsync(1, 2);
    }

    private async Task UntilWellAsync()
    {
        await _system.UntilServedByAsync(1, 2, 3);
        await _system.UntilStatusAsync("nothing is wrong", status => status.GetProperty("lastFailure").ValueKind == JsonValueKind.Null);
    }

    private static async Task Command(
        string program, string arguments, CommandResultValidation validation = CommandResultValidation.ZeroExitCode) =>
        await Cli.Wrap(program).WithArguments(arguments).WithValidation(validation).ExecuteBufferedAsync();
}
