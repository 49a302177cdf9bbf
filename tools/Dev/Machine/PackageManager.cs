using System.Collections.Immutable;

namespace Actors.Dev.Machine;

/// <summary>How one package manager is told to install something without asking back. Pure.</summary>
/// <param name="Program">Its command.</param>
/// <param name="Refresh">Fetches the lists of packages; null when installing does that by itself.</param>
/// <param name="Install">The command, to be followed by package names.</param>
internal sealed record PackageManager(string Program, ImmutableArray<string>? Refresh, ImmutableArray<string> Install)
{
    /// <summary>
    /// In the order in which they are looked for. Debian starts a package's service on install: RUNLEVEL=1 tells its scripts not to.
    /// </summary>
    public static readonly ImmutableArray<PackageManager> All =
    [
        new(
            "apt-get",
            ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "update", "-q"],
            ["env", "DEBIAN_FRONTEND=noninteractive", "RUNLEVEL=1", "apt-get", "install", "-y", "-q", "--no-install-recommends"]),
        new("dnf", null, ["dnf", "install", "-y", "--setopt=install_weak_deps=False"]),
        new("apk", null, ["apk", "add", "--no-cache"]),
        new("zypper", null, ["zypper", "--non-interactive", "install", "--no-recommends"]),
        new("pacman", ["pacman", "-Sy", "--noconfirm"], ["pacman", "-S", "--noconfirm", "--needed"]),
    ];

    /// <summary>The first that is there.</summary>
    public static PackageManager? Pick(Func<string, bool> exists) => All.FirstOrDefault(manager => exists(manager.Program));

    /// <summary>What has to be run, in order.</summary>
    /// <param name="packages">Names of packages.</param>
    /// <param name="refresh">Whether the lists are absent or old.</param>
    /// <param name="isRoot">Everybody else goes through sudo, which must not ask for a password.</param>
    public IEnumerable<ImmutableArray<string>> Commands(IReadOnlyList<string> packages, bool refresh, bool isRoot)
    {
        ImmutableArray<string> prefix = isRoot ? [] : ["sudo", "-n"];
        if (refresh && Refresh is { } update)
        {
            yield return [.. prefix, .. update];
        }

        yield return [.. prefix, .. Install, .. packages];
    }

    /// <summary>The same for a person to type.</summary>
    public string ByHand(IReadOnlyList<string> packages, bool isRoot) => string.Join(
        " && ",
        Commands(packages, refresh: true, isRoot: true).Select(command =>
            (isRoot ? "" : "sudo ") + string.Join(' ', command.Where(word => word != "env" && !word.Contains('=', StringComparison.Ordinal) && word is not ("-y" or "-q")))));
}
