using System.Globalization;
using System.Runtime.InteropServices;
using Actors.Harness.Networks;
using CliWrap;
using CliWrap.Buffered;

namespace Actors.EndToEnd.Machines;

/// <summary>
/// A machine: a root file system of its own, booted by systemd in a container of systemd-nspawn, in a network namespace of a
/// <see cref="Lan"/>. Needs root.
/// </summary>
internal sealed class Machine : IAsyncDisposable
{
    private static readonly string[] Surroundings = [
        "-i", "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/root", "LC_ALL=C",
        "DEBIAN_FRONTEND=noninteractive"];

    // Of no use to a native executable. typeof(object) lives in ROOT/shared/Microsoft.NETCore.App/VERSION/.
    private static readonly string DotNet = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(3);
    private readonly string _folder;
    private readonly Func<NodeProcess> _start;
    private NodeProcess _process;

    private Machine(string name, string folder, Func<NodeProcess> start) =>
        (Name, _folder, _start, _process) = (name, folder, start, start());

    public string Name { get; }

    private string Root => Path.Combine(_folder, "root");

    /// <summary>Makes one of the image, and boots it.</summary>
    /// <param name="name">Its name, also its node's in the network.</param>
    /// <param name="image">The image's folder, which stays as it is.</param>
    /// <param name="folder">An own folder.</param>
    /// <param name="lan">Where it is.</param>
    public static async Task<Machine> BootAsync(string name, string image, string folder, Lan lan)
    {
        foreach (var part in new[] { "upper", "work", "root" })
        {
            Directory.CreateDirectory(Path.Combine(folder, part));
        }

        var root = Path.Combine(folder, "root");
        await ExecuteAsync("mount", [
            "-t", "overlay", "overlay", "-o",
            $"lowerdir={image},upperdir={Path.Combine(folder, "upper")},workdir={Path.Combine(folder, "work")}", root]);
        await File.WriteAllTextAsync(Path.Combine(root, "etc", "hostname"), name + "\n");
        var machine = new Machine(name, folder, () => NodeProcess.Start(
            [
                .. Launcher(lan.NamespaceOf(name)), "--quiet", "--boot", "--register=no", "--console=pipe", $"--machine={name}",
                $"--directory={root}", $"--network-namespace-path=/run/netns/{lan.NamespaceOf(name)}", "--resolv-conf=off",
                "--timezone=off", "--link-journal=no", $"--bind-ro={DotNet}:/usr/share/dotnet",
            ],
            name, Path.Combine(folder, "console.log"), managementPort: 0));
        await machine.UntilUpAsync();
        return machine;
    }

    /// <summary>Puts a file into root's home.</summary>
    public void Receive(string file) => File.Copy(file, Path.Combine(Root, "root", Path.GetFileName(file)), overwrite: true);

    /// <summary>Runs commands as root at a login would; what they print.</summary>
    /// <exception cref="InvalidOperationException">One of them failed.</exception>
    public async Task<string> RunAsync(string commands)
    {
        var leader = Leader() ?? throw new InvalidOperationException($"{Name} does not run");
        var result = await CliWrap.Cli.Wrap("nsenter")
            .WithArguments([
                $"--target={leader.ToString(CultureInfo.InvariantCulture)}", "--mount", "--uts", "--ipc", "--net", "--pid", "--cgroup",
                "env", .. Surroundings, "sh", "-ec", $"cd\n{commands}"])
            .WithValidation(CommandResultValidation.None).ExecuteBufferedAsync();
        return result.ExitCode == 0
            ? result.StandardOutput
            : throw new InvalidOperationException(
                $"{Name}: exit code {result.ExitCode} of\n{commands}\n"
                + $"{result.StandardOutput}{result.StandardError}\n{await JournalAsync()}");
    }

    /// <summary>Restarts the machine; it is up again when this returns.</summary>
    public async Task RestartAsync()
    {
        var before = Leader();
        await RunAsync("systemctl --no-block reboot");
        await Eventually.BecomesAsync($"{Name} has begun to start again", Tail, () => Task.FromResult((HasBegunAgain(before), "")), Bound);
        await UntilUpAsync();
    }

    /// <summary>The last lines of its journal, for the message of a test that fails.</summary>
    public async Task<string> JournalAsync()
    {
        try
        {
            return Leader() is { } leader
                ? (await CliWrap.Cli.Wrap("nsenter").WithArguments([
                    $"--target={leader}", "--mount", "--pid", "journalctl", "--no-pager", "--lines=60"])
                    .WithValidation(CommandResultValidation.None).ExecuteBufferedAsync()).StandardOutput
                : Tail();
        }
        catch (IOException)
        {
            return Tail();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            // Its process 1 goes, and all others with it.
            await Signals.SendAsync("TERM", _process.Id);
            try
            {
                await _process.ExitAsync();
            }
            catch (TimeoutException)
            {
                if (Leader() is { } leader)
                {
                    await Signals.SendAsync("KILL", leader);
                }
            }
        }

        _process.Dispose();
        await ExecuteAsync("umount", ["--recursive", Root]);
    }

    // With --keep-unit the container ends at a restart, for its unit to start it again.
    private bool HasBegunAgain(int? before)
    {
        if (_process.HasExited)
        {
            _process.Dispose();
            _process = _start();
        }

        return Leader() is { } now && now != before;
    }

    private static async Task ExecuteAsync(string program, string[] arguments) =>
        await CliWrap.Cli.Wrap(program).WithArguments(arguments).ExecuteBufferedAsync();

    // Where this machine is not systemd's, the container gets a control group of its own, as a unit would give it.
    private static string[] Launcher(string group) => Directory.Exists("/run/systemd/system")
        ? ["systemd-nspawn"]
        : [
            "sh", "-c", """
                for tree in /sys/fs/cgroup /sys/fs/cgroup/systemd /sys/fs/cgroup/unified; do
                    [ -e $tree/cgroup.procs ] || continue
                    mkdir -p "$tree/$1"
                    echo $$ >"$tree/$1/cgroup.procs"
                done
                shift
                exec systemd-nspawn --keep-unit "$@"
                """, "sh", group,
        ];

    private Task UntilUpAsync() => Eventually.BecomesAsync(
        $"{Name} is up", Tail, async () => await StateAsync() is var state ? (state is "running" or "degraded", state) : default, Bound);

    private async Task<string> StateAsync()
    {
        try
        {
            return (await RunAsync("systemctl is-system-running || true")).Trim();
        }
        catch (InvalidOperationException)
        {
            return "off";
        }
    }

    private string Tail() => string.Join('\n', File.ReadLines(_process.Log).TakeLast(30));

    // The process that is number 1 in the machine.
    private int? Leader() => ProcessGroup.ChildrenOf(_process.Id).Where(IsFirst).Select(pid => (int?)pid).FirstOrDefault();

    private static bool IsFirst(int pid)
    {
        try
        {
            return File.ReadLines($"/proc/{pid}/status").Any(line =>
                line.StartsWith("NSpid:", StringComparison.Ordinal) && line.EndsWith("\t1", StringComparison.Ordinal));
        }
        catch (IOException)
        {
            return false;
        }
    }
}
