using System.CommandLine;
using Actors.Cli.Commands.Certificates;
using Actors.Cli.Commands.Inspect;
using Actors.Cli.Commands.Operate;
using Actors.Cli.Commands.Template;

namespace Actors.Cli.Commands;

/// <summary>
/// The operator's command line: agents and clusters anywhere, with no repository and no SDK. Another program may run it as its own.
/// </summary>
public static class ActorsCommand
{
    /// <summary>The grammar: every command.</summary>
    public static Command Create() => Root([], CommandHost.OfThisProcess).Create();

    /// <summary>Runs one command line to its end, which SIGINT, SIGTERM and SIGHUP bring about.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="others">What else the program can do, for its help; what is called so does not come here.</param>
    /// <param name="checkTemplate">
    /// Checks a template where no agent runs: it takes the arguments of the agent's <c>template</c>, writes its answer as JSON, and faults.
    /// </param>
    /// <returns>The exit code.</returns>
    public static Task<int> RunAsync(
        string[] arguments, IEnumerable<Command> others, Func<string[], TextWriter, TextWriter, Task<int>> checkTemplate) =>
        Root(others, CommandHost.OfThisProcess with { OfflineCheck = OfflineChecks.By(checkTemplate) }).RunAsync(arguments);

    private static RootCommands Root(IEnumerable<Command> others, CommandHost host) => new(
        host.ProgramName,
        "HAProxy that follows your services by itself: its programs, and the commands that operate them.",
        () =>
        [
            .. others,
            ClusterCommand.Create(host),
            .. OperateCommands.Create(host),
            CertsCommand.Create(host),
        ]);
}
