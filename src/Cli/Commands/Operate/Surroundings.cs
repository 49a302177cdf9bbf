using Actors.Cli.Processes;
using Actors.Cli.Reporting;

namespace Actors.Cli.Commands.Operate;

/// <summary>What a command takes from the process that it runs in.</summary>
/// <param name="Variable">The environment.</param>
/// <param name="Folder">Where a local system would be.</param>
/// <param name="Output">What the user sees; true for <c>--json</c>.</param>
/// <param name="IsUnread">Whether nobody will read what is written any more.</param>
/// <param name="Clock">The time.</param>
internal sealed record Surroundings(
    Func<string, string?> Variable, Func<RunFolder> Folder, Func<bool, Output> Output, Func<bool> IsUnread, TimeProvider Clock)
{
    public static Surroundings OfThisProcess { get; } = new(
        Environment.GetEnvironmentVariable, RunFolder.Find, quiet => Reporting.Output.ForConsole(quiet), StandardOutput.IsUnread, TimeProvider.System);
}
