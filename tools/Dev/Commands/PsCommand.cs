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
        var format = new FormatOptions(isList: true);
        var watch = new WatchOption();
        var command = new Command(
            "ps", "Lists the nodes that run here. Process, cluster, HAProxy; ends with 1 when there is more than one cluster.");
        format.AddTo(command);
        watch.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            var shown = format.Of(parsed);
            var system = LocalSystem.OnThisMachine(shown == OutputFormat.Json);
            return watch.RunAsync(
                parsed, system.Output, CommandHost.OfThisProcess, end => RunAsync(system, shown, end), cancellationToken);
        });
        return command;
    }

    public static void PrintJson(LocalSystem system, SystemReport report) =>
        system.Output.Json(JsonSerializer.Serialize(report, ReportJson.Default.SystemReport));

    private static async Task<int> RunAsync(LocalSystem system, OutputFormat format, CancellationToken cancellationToken)
    {
        var report = await LocalSystem.ReportAsync(system.LoadRunning(), cancellationToken);
        switch (format)
        {
            case OutputFormat.Json:
                PrintJson(system, report);
                break;
            case OutputFormat.Name:
                foreach (var node in report.Nodes)
                {
                    system.Output.Raw(node.Name);
                }

                break;
            default:
                system.Output.Show(NodeTable.Of(report, format == OutputFormat.Wide));
                system.Output.Line($"Dashboard: {report.Dashboard}");
                break;
        }

        return report.Split ? ExitCode.Failed : ExitCode.Ok;
    }
}
