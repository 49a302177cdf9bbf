using System.CommandLine;
using Actors.Cli.Commands.Certificates;
using Actors.Cli.Commands.Inspect;
using Actors.Cli.Commands.Operate;

namespace Actors.Cli.Commands;

/// <summary>
/// The operator's command line: agents and clusters anywhere, with no repository and no SDK. Another program may run it as its own.
/// </summary>
public static class ActorsCommand
{
    /// <summary>The grammar: every command.</summary>
    public static Command Create() => Root([]).Create();

    /// <summary>Runs one command line to its end, which SIGINT, SIGTERM and SIGHUP bring about.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="others">What else the program can do, for its help; what is called so does not come here.</param>
    /// <returns>The exit code.</returns>
    public static Task<int> RunAsync(string[] arguments, IEnumerable<Command> others) => Root(others).RunAsync(arguments);

    private static RootCommands Root(IEnumerable<Command> others) => new(
        CommandHost.OfThisProcess.ProgramName,
        "HAProxy that always knows who is there: its nodes, and what operates them.",
        () =>
        [
            .. others,
            ClusterCommand.Create(CommandHost.OfThisProcess),
            .. OperateCommands.Create(CommandHost.OfThisProcess),
            CertsCommand.Create(CommandHost.OfThisProcess),
        ]);
}
