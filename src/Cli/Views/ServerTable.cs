using Actors.Contracts.Api;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Actors.Cli.Views;

/// <summary>The nodes that an agent serves, as a table for people.</summary>
internal static class ServerTable
{
    private static readonly Column[] Columns =
    [
        "NAME", "SERVICE", "STATE", Column.Number("SESSIONS", 2), Column.Number("RATE", 3), Column.Number("ERRORS"),
        Column.Number("WEIGHT", 1), Column.Number("SINCE", 4), Column.Text("WHY"),
    ];

    private static readonly Column[] WideColumns =
    [
        "NAME", "SERVICE", "VERSION", "ADDRESS", "ZONE", "STATE", "CLUSTER", "CHECK", Column.Number("SESSIONS"), Column.Number("RATE"),
        Column.Number("ERRORS"), Column.Number("WEIGHT"), Column.Number("SINCE"), "OVERRIDE", Column.Text("WHY"),
    ];

    /// <param name="nodes">The nodes.</param>
    /// <param name="now">The time.</param>
    /// <param name="isWide">Whether with all columns.</param>
    public static IRenderable Of(IReadOnlyCollection<NodeView> nodes, DateTimeOffset now, bool isWide) => nodes.Count == 0
        ? new Text("There are no nodes.", Colours.Notable)
        : Cell.Table(isWide ? WideColumns : Columns, nodes.Select(node => Row(node, now, isWide)));

    private static IEnumerable<Cell> Row(NodeView node, DateTimeOffset now, bool isWide)
    {
        // Of one that is refused nothing else is known.
        var isRefused = node.Effective == EffectiveState.Refused;
        yield return Cell.Of(Words.Of(node.Name));
        yield return Cell.Of(Or(node.Service));
        if (isWide)
        {
            yield return Cell.Of(Or(node.Version));
            yield return Cell.Of(NodeText.Address(node));
            yield return Cell.Of(Or(node.Zone));
        }

        yield return NodeText.State(node);
        if (isWide)
        {
            yield return isRefused ? new Cell("-") : NodeText.Gossip(node.Gossip);
            yield return isRefused ? new Cell("-") : NodeText.HaProxy(node.HaProxy);
        }

        yield return isRefused ? new Cell("-") : Cell.Of(Words.Of(node.HaProxy?.Sessions));
        yield return isRefused ? new Cell("-") : Cell.Of(Words.Rate(node.HaProxy?.Rate));
        yield return isRefused ? new Cell("-")
            : node.HaProxy?.Errors is > 0 and var errors ? new Cell(Words.Of(errors), Colours.Bad)
            : Cell.Of(Words.Of(node.HaProxy?.Errors));
        yield return isRefused ? new Cell("-") : Cell.Of(Words.Of(node.Weight));
        yield return isRefused ? new Cell("-") : Cell.Of(Words.Age(node.Since, now));
        if (isWide)
        {
            yield return Cell.Of(node.Override is { IsInForce: true } given
                ? $"{NodeText.Override(given)} by {Words.Of(given.By)} {Words.Age(given.At, now)} ago"
                : "-");
        }

        yield return new Cell(NodeText.Why(node));
    }

    private static string Or(string text) => text.Length == 0 ? "-" : Words.Of(text);
}
