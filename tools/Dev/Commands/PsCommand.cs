using System.CommandLine;
using System.Text.Json;
using Actors.Cli.Commands;
using Actors.Dev.Nodes;
using Actors.Dev.Views;

namespace Actors.Dev.Commands;

/// <summary><c>./actors ps</c>: what runs, and what the cluster and HAProxy make of it.</summary>
internal static class PsCommand
{
    public static Command Create()
    {
        var json = CommonOptions.Json();
        var command = new Command(
            "ps", "Lists the nodes that run here. Process, cluster, HAProxy; ends with 1 when there is more than one cluster.") { json };
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed.GetValue(json), cancellationToken));
        return command;
    }

    public static void PrintJson(LocalSystem system, SystemReport report) =>
        system.Output.Json(JsonSerializer.Serialize(report, ReportJson.Default.SystemReport));

    private static async Task<int> RunAsync(bool json, CancellationToken cancellationToken)
    {
        var system = LocalSystem.OnThisMachine(json);
        var report = await LocalSystem.ReportAsync(system.LoadRunning(), cancellationToken);
        if (json)
        {
            PrintJson(system, report);
        }
        else
        {
            system.Output.Show(NodeTable.Of(report));
            system.Output.Line();
        }

        return report.Split ? ExitCode.Failed : ExitCode.Ok;
    }
}
