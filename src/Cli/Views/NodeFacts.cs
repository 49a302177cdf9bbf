using System.Globalization;
using Actors.Contracts.Api;
using Spectre.Console.Rendering;

namespace Actors.Cli.Views;

/// <summary>Everything that is known of one node, for people.</summary>
internal static class NodeFacts
{
    private const int MostChanges = 5;

    /// <param name="node">The node.</param>
    /// <param name="changes">The last changes; those that name it are shown.</param>
    /// <param name="now">The time.</param>
    public static IRenderable Of(NodeView node, IReadOnlyList<ChangeView> changes, DateTimeOffset now)
    {
        ChangeView[] own = [.. changes.Where(change => Names(change, node.Name)).Take(MostChanges)];
        var facts = Cell.Facts(Facts(node, now));
        return own.Length == 0 ? facts : new Spectre.Console.Rows(facts, Spectre.Console.Text.Empty, HistoryTable.Of(own));
    }

    private static IEnumerable<(string Name, Cell Cell)> Facts(NodeView node, DateTimeOffset now)
    {
        var why = NodeText.Why(node);
        yield return ("node", Cell.Of(Words.Of(node.Name)));
        yield return ("state", NodeText.State(node) with { Text = NodeText.State(node).Text + (why.Length > 0 ? ": " + why : "") });
        yield return ("address", Cell.Of(NodeText.Address(node)));
        if (node.Effective == EffectiveState.Refused)
        {
            yield break;
        }

        yield return ("since", Cell.Of($"{Words.Moment(node.Since)} ({Words.Age(node.Since, now)} ago)"));
        yield return ("service", Cell.Of(Words.Of(node.Service)));
        yield return ("version", Cell.Of(Words.Of(node.Version)));
        if (node.Zone.Length > 0)
        {
            yield return ("zone", Cell.Of(Words.Of(node.Zone)));
        }

        yield return ("weight", Cell.Of(Words.Of(node.Weight)));
        yield return ("override", Cell.Of(node.Override is { IsInForce: true } given
            ? $"{NodeText.Override(given)} {NodeText.ByWhom(given.By, given.From, given.Reason)}, {Words.Moment(given.At)} "
                + $"({Words.Age(given.At, now)} ago)"
            : "none"));
        var gossip = NodeText.Gossip(node.Gossip);
        yield return ("cluster", gossip with { Text = node.Gossip is { } view ? $"{gossip.Text}, {Words.Of(view.Address)}" : gossip.Text });
        yield return ("check", NodeText.HaProxy(node.HaProxy));
        if (node.HaProxy is { } server)
        {
            yield return ("traffic", Cell.Of(string.Create(
                CultureInfo.InvariantCulture,
                $"{Words.Count(server.Sessions, "session")} now, {server.Rate}/s, {server.Queue} queued, "
                + $"{Words.Count(server.Requests, "request")} so far")));
            yield return ("errors", new Cell(
                $"{Words.Count(server.Errors, "error")}, {Words.Of(server.Retries)} tried again",
                server.Errors > 0 ? Colours.Bad : Colours.Plain));
        }
    }

    private static bool Names(ChangeView change, string name) => (change.Commands ?? []).Append(change.Trigger).Append(change.What)
        .Any(text => text is not null && Words.HasWord(text, name));
}
