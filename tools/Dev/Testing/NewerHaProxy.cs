using Actors.Cli.Views;
using Actors.Dev.Machine;
using Actors.Dev.Processes;
using Actors.Dev.State;

namespace Actors.Dev.Testing;

/// <summary>
/// A newer HAProxy than the machine's, for the tests that run on both. Where it cannot be had the tests run on the machine's
/// alone; ACTORS_REQUIRE_NEWER_HAPROXY=1 makes one of them fail then.
/// </summary>
internal sealed class NewerHaProxy(RunFolder folder, Output output)
{
    /// <summary>Where the tests find it.</summary>
    public const string Variable = "ACTORS_HAPROXY_NEWER";

    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(5);

    /// <summary>Its path; null where there is none, and why is said.</summary>
    public async Task<string?> FindAsync(CancellationToken cancellationToken)
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } told)
        {
            return told;
        }

        var result = await Shell.RunAsync(
            ["bash", Path.Combine(folder.Root, "tests", "newer-haproxy.sh")], Bound, cancellationToken, folder: folder.Root);
        if (result.ExitCode == 0 && PathIn(result.Lines) is { } path)
        {
            return path;
        }

        output.Line($"Only the machine's own HAProxy is tested. {WhyIn(result)}");
        return null;
    }

    /// <summary>The path among what the script says besides.</summary>
    public static string? PathIn(IEnumerable<string> lines) =>
        lines.LastOrDefault(line => line.StartsWith('/') && Programs.IsExecutable(line));

    private static string WhyIn(ShellResult result) =>
        result.Lines.LastOrDefault(line => line.Length > 0) ?? $"tests/newer-haproxy.sh ended with {result.ExitCode} and said nothing.";
}
