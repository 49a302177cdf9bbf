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
    private static readonly RootCommands Root = new(
        CommandHost.OfThisProcess.ProgramName,
        "Operates HAProxy agents and the cluster that they follow.",
        () =>
        [
            ClusterCommand.Create(CommandHost.OfThisProcess),
            .. OperateCommands.Create(CommandHost.OfThisProcess),
            CertsCommand.Create(CommandHost.OfThisProcess),
        ]);

    /// <summary>The grammar: every command.</summary>
    public static Command Create() => Root.Create();

    /// <summary>Runs one command line to its end, which SIGINT, SIGTERM and SIGHUP bring about.</summary>
    /// <returns>The exit code.</returns>
    public static Task<int> RunAsync(string[] arguments) => Root.RunAsync(arguments);
}
