using System.Collections.Immutable;
using Actors.Cli.Views;
using Actors.Dev.Processes;

namespace Actors.Dev.Machine;

/// <summary>Installs packages with the system's package manager, and says so first.</summary>
internal sealed class Installation(Output output, TimeProvider time)
{
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan ListsAreOldAfter = TimeSpan.FromDays(1);

    // Packages that may start a service of their own, and its name.
    private static readonly (string Package, string Service)[] Services =
        [("haproxy", "haproxy"), ("nginx-light", "nginx"), ("redis-server", "redis-server"), ("prometheus", "prometheus")];

    /// <summary>They are installed when this returns.</summary>
    /// <exception cref="CommandFailed">They cannot be; with what the user can do.</exception>
    public async Task RunAsync(IReadOnlyList<string> packages, CancellationToken cancellationToken)
    {
        var names = string.Join(" and ", packages);
        var isRoot = Environment.IsPrivilegedProcess;
        if (Programs.Find(PackageManager.Program) is null)
        {
            throw new CommandFailed(ExitCode.MachineLacks, $"{names} is missing here.", PackageManager.Elsewhere(packages));
        }

        if (!isRoot && Programs.Find("sudo") is null)
        {
            throw new CommandFailed(
                ExitCode.MachineLacks,
                $"{names} is missing, and without sudo only root can install it.",
                "Run as root: " + PackageManager.ByHand(packages, isRoot: true));
        }

        var byHand = PackageManager.ByHand(packages, isRoot);
        var refresh = AreListsOld();
        if (!await TryAllAsync(
            PackageManager.Commands(packages, refresh, isRoot), names, lastChance: refresh ? byHand : null, cancellationToken))
        {
            // Lists that looked fresh may still name packages the mirror no longer has.
            await TryAllAsync(PackageManager.Commands(packages, refresh: true, isRoot), names, lastChance: byHand, cancellationToken);
        }

        await StopServicesAsync(packages, isRoot, cancellationToken);
    }

    // lastChance: what to tell the user to do when it fails; null when there is something left to try.
    private async Task<bool> TryAllAsync(
        IEnumerable<ImmutableArray<string>> commands, string names, string? lastChance, CancellationToken cancellationToken)
    {
        foreach (var command in commands)
        {
            var text = string.Join(' ', command);
            output.Line($"{names} is missing here. Running: {text}");
            var result = await Shell.RunAsync(command, Bound, cancellationToken);
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
    /// A distribution may start HAProxy and others as services once they are installed. They were not here before, so nobody else wanted
    /// them.
    /// </summary>
    private async Task StopServicesAsync(IReadOnlyList<string> packages, bool isRoot, CancellationToken cancellationToken)
    {
        if (Programs.Find("systemctl") is null || !Directory.Exists("/run/systemd/system"))
        {
            return;
        }

        foreach (var (_, service) in Services.Where(one => packages.Contains(one.Package)))
        {
            if ((await Shell.RunAsync(["systemctl", "is-active", "--quiet", service], Bound, cancellationToken)).ExitCode == 0)
            {
                output.Line($"The package has started a service of its own; stopping that: systemctl disable --now {service}");
                await Shell.RunAsync(
                    [.. (string[])(isRoot ? [] : ["sudo", "-n"]), "systemctl", "disable", "--now", service], Bound, cancellationToken);
            }
        }
    }

    private bool AreListsOld()
    {
        const string Lists = "/var/lib/apt/lists";
        return !Directory.Exists(Lists)
            || !Directory.EnumerateFiles(Lists, "*_Packages*").Any()
            || time.GetUtcNow() - Directory.GetLastWriteTimeUtc(Lists) > ListsAreOldAfter;
    }
}
