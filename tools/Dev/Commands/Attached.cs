using Actors.Dev.Nodes;
using Actors.Dev.Views;
using Spectre.Console;

namespace Actors.Dev.Commands;

/// <summary>The rest of <c>up</c> without <c>--detach</c>: shows the nodes until it is told to stop, then stops them all.</summary>
internal static class Attached
{
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(500);

    public static async Task<int> WatchAsync(LocalSystem system, CancellationToken cancellationToken)
    {
        system.Output.Line(system.Output.IsInteractive ? "Ctrl-C stops everything." : "SIGINT or SIGTERM stops everything.");
        system.Output.Line();
        try
        {
            await (system.Output.IsInteractive ? LiveAsync(system, cancellationToken) : LinesAsync(system, cancellationToken));
        }
        catch (OperationCanceledException)
        {
            // That is the way out.
        }

        if (!cancellationToken.IsCancellationRequested)
        {
            var ended = system.Load() is null;
            system.Output.Line(ended ? "Another command has stopped everything." : "Every node has ended. ./actors logs NAME says why.");
            return ended ? ExitCode.Ok : ExitCode.Failed;
        }

        system.Output.Line();
        system.Output.Line("Stopping everything ...");
        return await DownCommand.StopEverythingAsync(system);
    }

    private static Task LiveAsync(LocalSystem system, CancellationToken cancellationToken) =>
        system.Output.Console.Live(new Text("...")).StartAsync(async live =>
        {
            await foreach (var report in ReportsAsync(system, cancellationToken))
            {
                live.UpdateTarget(NodeTable.Of(report));
            }
        });

    /// <summary>Without a terminal: a line whenever something about a node has changed.</summary>
    private static async Task LinesAsync(LocalSystem system, CancellationToken cancellationToken)
    {
        var last = new Dictionary<string, string>(StringComparer.Ordinal);
        await foreach (var report in ReportsAsync(system, cancellationToken))
        {
            foreach (var (name, text) in report.Nodes.Select(row => (row.Name, RowText.Of(row))).Concat(
                NodeTable.Remarks(report).Select((remark, index) => ($"remark {index}", remark.Text))))
            {
                if (last.GetValueOrDefault(name) != text)
                {
                    last[name] = text;
                    system.Output.Line(text);
                }
            }
        }
    }

    /// <summary>One report after the other, as long as something runs.</summary>
    private static async IAsyncEnumerable<SystemReport> ReportsAsync(
        LocalSystem system, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (system.Load() is { } state && state.Nodes.Any(LocalSystem.IsAlive))
        {
            yield return await LocalSystem.ReportAsync(state, cancellationToken);
            await Task.Delay(Refresh, system.Time, cancellationToken);
        }
    }
}
