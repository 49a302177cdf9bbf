using System.Globalization;
using Actors.Dev.Building;
using Actors.Dev.Processes;

namespace Actors.Dev.Packing;

/// <summary>Asks the build and git which version this is.</summary>
internal static class ReleaseVersions
{
    /// <summary>Set to seconds since 1970, it is the time of what is packed (reproducible-builds.org); else the commit's is.</summary>
    public const string TimeVariable = "SOURCE_DATE_EPOCH";

    // By which Debian's own tools know who makes a package.
    private const string NameVariable = "DEBFULLNAME";
    private const string AddressVariable = "DEBEMAIL";

    // As early as an archive of any kind can say.
    private static readonly DateTimeOffset Earliest = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(5);

    /// <summary>Asks, once the executable's project is restored.</summary>
    /// <param name="root">The repository's.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<ReleaseVersion> ReadAsync(string root, CancellationToken cancellationToken)
    {
        var asked = await Shell.RunAsync(
            [
                DotNet.Program, "msbuild", Path.Combine(root, "src", "Actors"), "-nologo", "-p:Native=true", "-t:MinVer",
                "-getProperty:Version",
            ],
            Bound, cancellationToken, environment: DotNet.Quiet, folder: root);
        var text = asked.Lines.LastOrDefault(line => line.Length > 0)?.Trim() ?? "";
        if (asked.ExitCode != 0 || text.Length == 0 || !char.IsAsciiDigit(text[0]))
        {
            throw new CommandFailed(
                ExitCode.Failed, "the build does not say which version this is; it said:", [.. asked.Lines.TakeLast(20)]);
        }

        var commit = await GitAsync(root, cancellationToken, "rev-parse", "HEAD");
        var time = Environment.GetEnvironmentVariable(TimeVariable) ?? await GitAsync(root, cancellationToken, "log", "-1", "--format=%ct");
        var version = new ReleaseVersion(
            text, commit, TimeOf(time), commit is not null && await GitAsync(root, cancellationToken, "status", "--porcelain") is not "");
        var maintainer = Named(NameVariable, AddressVariable)
            ?? await GitAsync(root, cancellationToken, "log", "-1", "--format=%an <%ae>");
        return maintainer is { Length: > 0 } ? version with { Maintainer = maintainer } : version;
    }

    private static string? Named(string name, string address) =>
        (Environment.GetEnvironmentVariable(name), Environment.GetEnvironmentVariable(address)) is ({ Length: > 0 } who, { Length: > 0 } at)
            ? $"{who} <{at}>"
            : null;

    /// <summary>The version that an executable says it is of, without its commit.</summary>
    public static async Task<string> OfExecutableAsync(string executable, CancellationToken cancellationToken)
    {
        var asked = await Shell.RunAsync([executable, "--version"], Bound, cancellationToken);
        return asked.ExitCode == 0 && asked.Lines is [var line] && line.Length > 0 && char.IsAsciiDigit(line[0])
            ? line.Split('+')[0]
            : throw new CommandFailed(
                ExitCode.Failed, $"{executable} does not say its version (exit code {asked.ExitCode}):", [.. asked.Lines.TakeLast(5)]);
    }

    private static DateTimeOffset TimeOf(string? seconds) =>
        long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var since) && since > Earliest.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(since)
            : Earliest;

    private static async Task<string?> GitAsync(string root, CancellationToken cancellationToken, params string[] words)
    {
        if (Machine.Programs.Find("git") is not { } git || !Path.Exists(Path.Combine(root, ".git")))
        {
            return null;
        }

        var result = await Shell.RunAsync([git, "-C", root, .. words], Bound, cancellationToken);
        return result.ExitCode == 0 ? result.Text.Trim() : null;
    }
}
