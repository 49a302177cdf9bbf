using System.CommandLine;
using Actors.Cli.Commands;
using Actors.Cli.Commands.Certificates;
using Actors.Cli.Commands.Inspect;
using Actors.Cli.Commands.Operate;
using Actors.Cli.Views;
using Actors.Dev.Nodes;
using Actors.Dev.State;

namespace Actors.Dev.Commands;

/// <summary>What <c>./actors</c> does: the commands of the local system, and the operator's, which find its nodes by name.</summary>
internal static class DevCommand
{
    private const string Program = "./actors";

    public static RootCommands Root { get; } = new(
        Program, "Runs HAProxy, driven by an Akka.NET cluster, as local processes on 127.0.0.1.", All);

    private static IEnumerable<Command> All()
    {
        var host = CommandHost.OfThisProcess with
        {
            Nodes = new LocalNodes(RunFolder.Find),
            ProgramName = Program,
            UpWithTemplate = $"{Program} up --template",
            OfflineCheck = CheckOfflineAsync,
        };
        return
        [
            UpCommand.Create(),
            PsCommand.Create(),
            ScaleCommand.Create(),
            StartCommand.Create(),
            StopCommand.Create(),
            KillCommand.Create(),
            LogsCommand.Create(),
            ClusterCommand.Create(host),
            DownCommand.Create(),
            .. OperateCommands.Create(host),
            CertsCommand.Create(host),
            TestCommand.Create(),
            BenchCommand.Create(),
            SoakCommand.Create(),
            WalkCommand.Create(WalkCommand.RunProgramAsync),
            DocsCommand.Create(),
            PackCommand.Create(),
        ];
    }

    private static Task<string> CheckOfflineAsync(string? template, string? snippets, Output output, CancellationToken cancellationToken) =>
        TemplateCheck.RunAsync(RunFolder.Find(), output, TimeProvider.System, template, snippets, cancellationToken);
}
