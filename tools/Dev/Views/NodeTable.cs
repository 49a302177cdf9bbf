using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Actors.Dev.Views;

/// <summary>A report as a table, for people.</summary>
internal static class NodeTable
{
    private static readonly string[] Columns = ["NAME", "ROLE", "PID", "PROCESS", "CLUSTER", "REACHABLE", "HAPROXY", "ADDRESS"];

    public static IRenderable Of(SystemReport report)
    {
        var table = new Table { Border = TableBorder.None };
        foreach (var name in Columns)
        {
            // Two spaces between columns; the last needs none.
            table.AddColumn(new TableColumn(new Text(name, Style.Parse("bold"))) { NoWrap = true, Padding = new Padding(0, 0, 2, 0) });
        }

        foreach (var row in report.Nodes)
        {
            table.AddRow(Cells(row).Select(cell => new Text(cell.Text, cell.Style)));
        }

        var parts = new List<IRenderable> { table };
        parts.AddRange(Remarks(report).Select(remark => new Text(remark.Text, remark.Style)));
        return new Rows(parts);
    }

    /// <summary>The same in words, for <paramref name="report"/>'s troubles and HAProxy.</summary>
    public static IEnumerable<(string Text, Style? Style)> Remarks(SystemReport report)
    {
        if (report.Split)
        {
            var parts = string.Join(" | ", report.Clusters.Select(cluster => string.Join(' ', cluster)));
            yield return ($"SPLIT BRAIN, more than one cluster: {parts}", Style.Parse("red bold"));
            yield return ("Stop the nodes of the smaller one and start them again, seeds first.", Style.Parse("red"));
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

    private static IEnumerable<(string Text, Style? Style)> Cells(NodeRow row)
    {
        yield return (row.Name, null);
        yield return (row.Role, null);
        yield return (row.Pid?.ToString(CultureInfo.InvariantCulture) ?? "-", null);
        yield return (row.Process, Style.Parse(row.Process switch { "running" => "green", "died" => "red", _ => "grey" }));
        yield return (row.Cluster ?? "-", Style.Parse(row.Cluster switch { "Up" => "green", null => "grey", _ => "yellow" }));
        yield return (
            row.Reachable switch { true => "yes", false => "NO", null => "-" }, Style.Parse(row.Reachable == false ? "red" : "default"));
        yield return (
            row.Haproxy ?? "-", Style.Parse(row.Haproxy switch { "Ready" or "running" => "green", null => "grey", _ => "yellow" }));
        yield return (row.Address ?? "-", null);
    }
}
