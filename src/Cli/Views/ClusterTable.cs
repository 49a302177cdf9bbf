using System.Globalization;
using Actors.Contracts.Api;
using Spectre.Console.Rendering;

namespace Actors.Cli.Views;

/// <summary>What a node says of its cluster, for people.</summary>
internal static class ClusterTable
{
    private static readonly Column[] Columns =
        ["NAME", "STATUS", "REACHABLE", new("LEADER", Drop: 1), new("ROLES", Drop: 2), "ADDRESS"];

    public static IRenderable Of(ClusterView answer) => Cell.Table(Columns, answer.Members.Select(member => (Cell[])
    [
        new(Words.Of(member.Name)),
        new(Words.Of(member.Status), member.Status == "Up" ? Colours.Good : Colours.Notable),
        member.Reachable ? new("yes") : new("NO", Colours.Bad),
        new(member.Address == answer.Leader ? "yes" : "-"),
        new(Words.Of(string.Join(',', member.Roles))),
        new(Words.Of(member.Address)),
    ]));

    public static IRenderable Of(ClusterNodeStatus status) =>
        Cell.Facts(Lines(status).Select(line => (line.Name, new Cell(Words.Of(line.Text)))));

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
