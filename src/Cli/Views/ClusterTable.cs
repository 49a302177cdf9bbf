using System.Globalization;
using Actors.Contracts.Api;
using Spectre.Console.Rendering;
using Spectre.Console;

namespace Actors.Cli.Views;

/// <summary>What a node says of its cluster, for people.</summary>
internal static class ClusterTable
{
    private static readonly string[] Columns = ["NAME", "STATUS", "REACHABLE", "LEADER", "ROLES", "ADDRESS"];

    public static IRenderable Of(ClusterView answer)
    {
        var table = new Table { Border = TableBorder.None };
        foreach (var name in Columns)
        {
            table.AddColumn(new TableColumn(new Text(name, Style.Parse("bold"))) { NoWrap = true, Padding = new Padding(0, 0, 2, 0) });
        }

        foreach (var member in answer.Members)
        {
            table.AddRow(
                new Text(member.Name),
                new Text(member.Status, Style.Parse(member.Status == "Up" ? "green" : "yellow")),
                new Text(member.Reachable ? "yes" : "NO", Style.Parse(member.Reachable ? "default" : "red")),
                new Text(member.Address == answer.Leader ? "yes" : "-"),
                new Text(string.Join(',', member.Roles)),
                new Text(member.Address));
        }

        return table;
    }

    public static IRenderable Of(ClusterNodeStatus status)
    {
        var table = new Table { Border = TableBorder.None, ShowHeaders = false };
        table.AddColumn(new TableColumn("") { NoWrap = true, Padding = new Padding(0, 0, 2, 0) });
        table.AddColumn(new TableColumn("") { NoWrap = true, Padding = new Padding(0, 0, 0, 0) });
        foreach (var (name, text) in Lines(status))
        {
            table.AddRow(new Text(name, Style.Parse("bold")), new Text(text));
        }

        return table;
    }

    public static string Line(ClusterTailEvent happened) => string.Create(
        CultureInfo.InvariantCulture,
        $"{happened.Time.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ} {happened.What,-13} {happened.Name ?? "-",-10} {happened.Address ?? "-"} "
            + $"{happened.Status}")
        .TrimEnd();

    private static IEnumerable<(string Name, string Text)> Lines(ClusterNodeStatus status)
    {
        yield return ("name", status.Name);
        yield return ("version", status.Version ?? "-");
        yield return ("address", status.Address);
        yield return ("status", status.Status ?? "no member");
        yield return ("roles", string.Join(',', status.Roles));
        yield return ("says of itself", status.AppVersion ?? "-");
        yield return ("leader", Node(status.Leader));
        yield return ("oldest", Node(status.Oldest));
        yield return ("members", status.Members.ToString(CultureInfo.InvariantCulture));
        yield return (
            "unreachable", status.Unreachable is not { Count: > 0 } ? "none" : string.Join(", ", status.Unreachable.Select(Node)));
        yield return (
            "up for",
            string.Create(
                CultureInfo.InvariantCulture,
                $"{TimeSpan.FromSeconds(Math.Round(status.UptimeSeconds)):c}, since {status.Since.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}"));
        yield return ("starts", status.Starts.ToString(CultureInfo.InvariantCulture));
    }

    private static string Node(ClusterViewNode? node) => node is null ? "-" : $"{node.Name} ({node.Address})";
}
