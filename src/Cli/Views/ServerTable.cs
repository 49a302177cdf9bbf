using Actors.Contracts.Api;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Actors.Cli.Views;

/// <summary>The nodes that an agent serves, as a table for people.</summary>
internal static class ServerTable
{
    private static readonly string[] Columns =
        ["NAME", "SERVICE", "STATE", "GOSSIP", "HAPROXY", "SESSIONS", "RATE", "ERRORS", "WEIGHT", "SINCE", "WHY"];

    public static IRenderable Of(IReadOnlyCollection<NodeView> nodes, DateTimeOffset now) => nodes.Count == 0
        ? new Text("The agent has no nodes.", Colours.Notable)
        : Cell.Table(Columns, nodes.Select(node => Row(node, now)));

    private static IEnumerable<Cell> Row(NodeView node, DateTimeOffset now)
    {
        yield return Cell.Of(Words.Of(node.Name));
        yield return Cell.Of(Words.Of(node.Service));
        yield return NodeText.State(node);
        yield return NodeText.Gossip(node.Gossip);
        yield return NodeText.HaProxy(node.HaProxy);
        yield return Cell.Of(Words.Of(node.HaProxy?.Sessions));
        yield return Cell.Of(Words.Of(node.HaProxy?.Rate));
        yield return node.HaProxy?.Errors is > 0 and var errors ? new Cell(Words.Of(errors), Colours.Bad) : Cell.Of(
            Words.Of(node.HaProxy?.Errors));
        yield return Cell.Of(Words.Of(node.Weight));
        yield return Cell.Of(Words.Age(node.Since, now));
        yield return new Cell(NodeText.Why(node));
    }
}
