using System.ComponentModel;
using System.Globalization;
using System.Text.RegularExpressions;
using Actors.Dev.Processes;

namespace Actors.Dev.Machine;

/// <summary>A HAProxy that the user names: said to be none, or too old, before anything is started on it.</summary>
internal static partial class HaProxyProgram
{
    private static readonly Version Oldest = new(2, 6);
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    /// <summary>What is wrong with the path by itself; null where it is an executable file.</summary>
    public static string? FaultOf(string path) =>
        !File.Exists(path) ? $"there is no file {path}."
        : !Programs.IsExecutable(path) ? $"{path} is not executable."
        : null;

    /// <summary>Returns when it is a HAProxy that the agent can drive.</summary>
    public static async Task RequireAsync(string path, CancellationToken cancellationToken)
    {
        var said = await AskAsync(path, cancellationToken);
        if (VersionIn(said) is not { } version)
        {
            throw new CommandFailed(
                ExitCode.Usage, $"--haproxy: {path} does not say that it is a HAProxy.", $"`{path} -v` says: {said.Split('\n')[0]}");
        }

        if (version < Oldest)
        {
            throw new CommandFailed(ExitCode.Usage, $"--haproxy: {path} is HAProxy {version}, and {Oldest} is the oldest that works.");
        }
    }

    /// <summary>The version in what <c>haproxy -v</c> prints.</summary>
    public static Version? VersionIn(string said) => Pattern().Match(said) is { Success: true } match
        ? new Version(int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture), int.Parse(
            match.Groups[2].ValueSpan, CultureInfo.InvariantCulture))
        : null;

    private static async Task<string> AskAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return (await Shell.RunAsync([path, "-v"], Bound, cancellationToken)).Text;
        }
        catch (Win32Exception cannotStart)
        {
            // Executable by its mode, but of another machine, or a script without an interpreter.
            return cannotStart.Message;
        }
    }

    [GeneratedRegex(@"^HA-?Proxy version (\d{1,4})\.(\d{1,4})", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex Pattern();
}
