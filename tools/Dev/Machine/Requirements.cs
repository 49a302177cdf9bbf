using System.Collections.Immutable;
using Actors.Cli.Views;
using Actors.Dev.Processes;

namespace Actors.Dev.Machine;

/// <summary>What the machine must have beside .NET; installs what lacks with the system's package manager, and says so first.</summary>
internal sealed class Requirements(Output output, TimeProvider clock)
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan ListsAreOldAfter = TimeSpan.FromDays(1);

    // Program, and the package that has it; the names are the same for every package manager known here.
    private static readonly (string Program, string Package)[] Needed = [("haproxy", "haproxy"), ("setsid", "util-linux")];

    // What the original system is made of; named as on Debian.
    private static readonly (string Program, string Package)[] NeededByOriginal =
        [("serf", "serf"), ("s6-svscan", "s6"), ("node", "nodejs"), ("npm", "npm")];

    // Programs that nobody here wrote, which tests put behind web nodes; named as on Debian.
    private static readonly (string Program, string Package)[] NeededByTests =
        [("node", "nodejs"), ("python3", "python3"), ("nginx", "nginx-light"), ("redis-server", "redis-server")];

    // Packages that may start a service of their own, and its name.
    private static readonly (string Package, string Service)[] Services =
        [("haproxy", "haproxy"), ("nginx-light", "nginx"), ("redis-server", "redis-server")];

    // What lays and cuts networks.
    private static readonly (string Program, string Package)[] NeededByFaults = [("ip", "iproute2"), ("iptables", "iptables")];

    /// <summary>Path of HAProxy, which is there when this returns.</summary>
    public Task<string> Ensure(CancellationToken ct) => Ensure(null, ct);

    /// <summary>Path of HAProxy, which is there when this returns.</summary>
    /// <param name="haproxy">The one that the user wants; then the machine needs none of its own.</param>
    /// <param name="ct">Gives up.</param>
    public async Task<string> Ensure(string? haproxy, CancellationToken ct)
    {
        if (haproxy is not null)
        {
            await HaProxyProgram.Require(haproxy, ct);
        }

        await InstallLacking(Needed.Where(need => haproxy is null || need.Program != "haproxy"), ct);
        return haproxy ?? Programs.Find("haproxy") ?? throw new CommandFailed(ExitCode.MachineLacks, "haproxy was installed but is not on the PATH.");
    }

    /// <summary>The parts of the original system are there when this returns.</summary>
    public Task EnsureOriginal(CancellationToken ct) => InstallLacking(NeededByOriginal, ct);

    /// <summary>The programs that tests put behind web nodes are there when this returns.</summary>
    public Task EnsureTestPrograms(CancellationToken ct) => InstallLacking(NeededByTests, ct);

    /// <summary>Path of a browser, which is there when this returns.</summary>
    public async Task<string> EnsureBrowser(CancellationToken ct)
    {
        if (Browser.Find() is { } found)
        {
            return found;
        }

        await Install([Browser.Package], ct);
        return Browser.Find() ?? throw new CommandFailed(
            ExitCode.MachineLacks, $"{Browser.Package} was installed but is not on the PATH.", $"Name a Chromium by the variable {Browser.Variable}.");
    }

    /// <summary>What makes and cuts network namespaces is there when this returns.</summary>
    public Task EnsureNamespaces(CancellationToken ct) => InstallLacking(NeededByFaults, ct);

    private async Task InstallLacking(IEnumerable<(string Program, string Package)> needed, CancellationToken ct)
    {
        var lacking = needed.Where(need => Programs.Find(need.Program) is null).ToArray();
        if (lacking.Length > 0)
        {
            await Install([.. lacking.Select(need => need.Package)], ct);
        }
    }

    private async Task Install(IReadOnlyList<string> packages, CancellationToken ct)
    {
        var names = string.Join(" and ", packages);
        var isRoot = Environment.IsPrivilegedProcess;
        var manager = PackageManager.Pick(program => Programs.Find(program) is not null)
            ?? throw new CommandFailed(
                ExitCode.MachineLacks,
                $"{names} is missing, and there is no package manager here that I know.",
                packages.Contains("haproxy")
                    ? "Install HAProxy 2.6 or newer so that `haproxy` is on the PATH: https://www.haproxy.org/download/"
                    : $"Install {names} so that it is on the PATH.");
        var byHand = manager.ByHand(packages, isRoot);
        if (!isRoot && Programs.Find("sudo") is null)
        {
            throw new CommandFailed(
                ExitCode.MachineLacks, $"{names} is missing, and without sudo only root can install it.", "Run as root: " + manager.ByHand(packages, isRoot: true));
        }

        var refresh = AreListsOld(manager);
        if (!await TryAll(manager.Commands(packages, refresh, isRoot), names, lastChance: refresh ? byHand : null, ct))
        {
            // Lists that looked fresh may still name packages the mirror no longer has.
            await TryAll(manager.Commands(packages, refresh: true, isRoot), names, lastChance: byHand, ct);
        }

        await StopServices(packages, isRoot, ct);
    }

    // lastChance: what to tell the user to do when it fails; null when there is something left to try.
    private async Task<bool> TryAll(IEnumerable<ImmutableArray<string>> commands, string names, string? lastChance, CancellationToken ct)
    {
        foreach (var command in commands)
        {
            var text = string.Join(' ', command);
            output.Line($"{names} is missing here. Running: {text}");
            var result = await Shell.Run(command, Bound, ct);
            if (result.ExitCode == 0)
            {
                continue;
            }

            return lastChance is null
                ? false
                : throw new CommandFailed(
                    ExitCode.MachineLacks,
                    $"{names} could not be installed: `{text}` ended with {result.ExitCode}.",
                    [.. result.Lines.TakeLast(5), "Run it yourself, then try again: " + lastChance]);
        }

        output.Good($"Installed {names}");
        return true;
    }

    /// <summary>
    /// A distribution may start HAProxy and others as services once they are installed. They were not here before, so nobody else wanted them.
    /// </summary>
    private async Task StopServices(IReadOnlyList<string> packages, bool isRoot, CancellationToken ct)
    {
        if (Programs.Find("systemctl") is null || !Directory.Exists("/run/systemd/system"))
        {
            return;
        }

        foreach (var (_, service) in Services.Where(one => packages.Contains(one.Package)))
        {
            if ((await Shell.Run(["systemctl", "is-active", "--quiet", service], Bound, ct)).ExitCode == 0)
            {
                output.Line($"The package has started a service of its own; stopping that: systemctl disable --now {service}");
                await Shell.Run([.. (string[])(isRoot ? [] : ["sudo", "-n"]), "systemctl", "disable", "--now", service], Bound, ct);
            }
        }
    }

    private bool AreListsOld(PackageManager manager)
    {
        const string Lists = "/var/lib/apt/lists";
        if (manager.Program != "apt-get")
        {
            return true;
        }

        return !Directory.Exists(Lists)
            || !Directory.EnumerateFiles(Lists, "*_Packages*").Any()
            || clock.GetUtcNow() - Directory.GetLastWriteTimeUtc(Lists) > ListsAreOldAfter;
    }
}
