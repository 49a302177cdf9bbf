using System.Globalization;
using Actors.Cli.Views;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Actors.Dev.Views;

/// <summary>A report as a table, for people.</summary>
internal static class NodeTable
{
    private static readonly Column[] Columns =
        ["NAME", new("ROLE", Drop: 2), Column.Number("PID", 3), "PROCESS", "CLUSTER", "REACHABLE", "HAPROXY", new("ADDRESS", Drop: 1)];

    /// <param name="report">The report.</param>
    /// <param name="isWide">Whether with all columns, however narrow the terminal is.</param>
    public static IRenderable Of(SystemReport report, bool isWide = false) => new Rows(
        [
            Cell.Table(isWide ? [.. Columns.Select(column => column with { Drop = 0 })] : Columns, report.Nodes.Select(Cells)),
            .. Remarks(report).Select(remark => new Text(remark.Text, remark.Style)),
        ]);

    /// <summary>The same in words, for <paramref name="report"/>'s troubles and HAProxy.</summary>
    public static IEnumerable<(string Text, Style? Style)> Remarks(SystemReport report)
    {
        if (report.Split)
        {
            var parts = string.Join(" | ", report.Clusters.Select(cluster => string.Join(' ', cluster)));
            yield return ($"SPLIT BRAIN, more than one cluster: {parts}", Style.Parse("red bold"));
            yield return ("Stop the nodes of the smaller one and start them again, seeds first.", Style.Parse("red"));
        }

        if (report.Health is { } health)
        {
            yield return (health.Text, ServiceText.Health(health.State).Style);
        }

        yield return (report.Haproxy ?? "The agent does not answer; HAProxy, if it runs, goes on with what it had.", null);
        if (report.Frozen is { } frozen)
        {
            yield return ($"SERVERS FROZEN: {frozen}. Unreachable nodes stay in HAProxy, whose checks decide.", Style.Parse("yellow bold"));
        }

        if (report.Failure is { } failure)
        {
            yield return ("The last change was refused: " + failure, Style.Parse("yellow"));
        }
    }

    private static IEnumerable<Cell> Cells(NodeRow row)
    {
        yield return new(row.Name);
        yield return new(row.Role);
        yield return new(row.Pid?.ToString(CultureInfo.InvariantCulture) ?? "-");
        yield return new(row.Process, Style.Parse(row.Process switch { "running" => "green", "died" => "red", _ => "grey" }));
        yield return new(row.Cluster ?? "-", Style.Parse(row.Cluster switch { "Up" => "green", null => "grey", _ => "yellow" }));
        yield return new(
            row.Reachable switch { true => "yes", false => "NO", null => "-" }, Style.Parse(row.Reachable == false ? "red" : "default"));
        // A node that is killed may be Ready still.
        var served = row.State ?? row.Haproxy;
        yield return new(
            served ?? "-", Style.Parse(served switch
            {
                "serving" or "Ready" or "running" => "green",
                "down" or "unreachable" => "red",
                null => "grey",
                _ => "yellow",
            }));
        yield return new(row.Address ?? "-");
    }
}
