using System.Collections.Immutable;

namespace Actors.Dev.Machine;

/// <summary>How apt-get, of Debian and Ubuntu, is told to install something without asking back. Pure.</summary>
internal static class PackageManager
{
    public const string Program = "apt-get";

    private static readonly ImmutableArray<string> Refresh = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "update", "-q"];

    // Debian starts a package's service on install: RUNLEVEL=1 tells its scripts not to.
    private static readonly ImmutableArray<string> Install =
        ["env", "DEBIAN_FRONTEND=noninteractive", "RUNLEVEL=1", "apt-get", "install", "-y", "-q", "--no-install-recommends"];

    /// <summary>What has to be run, in order.</summary>
    /// <param name="packages">Names of packages.</param>
    /// <param name="refresh">Whether the lists are absent or old.</param>
    /// <param name="isRoot">Everybody else goes through sudo, which must not ask for a password.</param>
    public static IEnumerable<ImmutableArray<string>> Commands(IReadOnlyList<string> packages, bool refresh, bool isRoot)
    {
        ImmutableArray<string> prefix = isRoot ? [] : ["sudo", "-n"];
        if (refresh)
        {
            yield return [.. prefix, .. Refresh];
        }

        yield return [.. prefix, .. Install, .. packages];
    }

    /// <summary>The same for a person to type.</summary>
    public static string ByHand(IReadOnlyList<string> packages, bool isRoot) => string.Join(
        " && ",
        Commands(packages, refresh: true, isRoot: true).Select(
            command => (isRoot ? "" : "sudo ") + string.Join(' ', command.Where(IsForPeople))));

    /// <summary>What to install elsewhere, by whatever means that system has.</summary>
    public static string Elsewhere(IReadOnlyList<string> packages) => string.Join(
        " ",
        [
            "Packages are installed for you on Debian and Ubuntu only. Install what Debian calls "
            + $"{string.Join(" and ", packages)}, so that it is on the PATH.",
            .. (string[])(packages.Contains("haproxy") ? ["HAProxy must be 2.6 or newer: https://www.haproxy.org/download/"] : []),
        ]);

    private static bool IsForPeople(string word) =>
        word != "env" && !word.Contains('=', StringComparison.Ordinal) && word is not ("-y" or "-q");
}
