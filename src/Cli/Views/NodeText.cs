using Actors.Contracts.Api;
using Spectre.Console;

namespace Actors.Cli.Views;

/// <summary>What is known of a node, in words, the same wherever it is said.</summary>
internal static class NodeText
{
    /// <summary>How many are in which state.</summary>
    public static string Counts(IEnumerable<NodeReport> nodes) => string.Join(
        ", ",
        nodes.GroupBy(StateOf).OrderByDescending(group => group.Count()).Select(group => $"{Words.Of(group.Count())} {group.Key}"));

    public static Cell State(NodeReport node) => new(StateOf(node), node.State == AdminState.Ready ? Colours.Good : Colours.Notable);

    // Nothing is drained: HAProxy does not have it yet.
    private static string StateOf(NodeReport node) => node.Source == NodeSource.Report ? "Waiting" : Words.Of(node.State);

    public static Cell Gossip(GossipView? gossip) => gossip switch
    {
        null => Cell.Of(Words.Unknown),
        { Reachable: false } => new(Words.Of(gossip.Status) + " UNREACHABLE", Colours.Bad),
        _ => new(Words.Of(gossip.Status), gossip.Status == "Up" ? Colours.Good : Colours.Notable),
    };

    public static Cell HaProxy(ServerView? server)
    {
        var status = server?.Status;
        // What a check has found matters where it has not found that all is well.
        var check = status is not null && status != "UP" && !string.IsNullOrEmpty(server!.CheckStatus) ? " " + server.CheckStatus : "";
        return new Cell(Words.Of(status) + Words.Of(check), StatusStyle(status));
    }

    /// <summary>Why it is in its state, who has overridden it, and where what is known of it comes from.</summary>
    public static string Why(NodeView node)
    {
        var words = new List<string>();
        if (node.Why != "")
        {
            words.Add(Words.Of(node.Why));
        }

        if (node.Override is { } given)
        {
            var what = given switch
            {
                { State: { } state, Weight: { } weight } => $"{Words.Of(state)} and weight {Words.Of(weight)}",
                { State: { } state } => Words.Of(state),
                { Weight: { } weight } => $"weight {Words.Of(weight)}",
                _ => Words.Unknown,
            };
            words.Add($"{what} by override of {Words.Of(given.By)}");
        }

        switch (node.Source)
        {
            case NodeSource.Membership:
                break;
            case NodeSource.Report:
                words.Add("not in the cluster yet");
                break;
            case NodeSource.File:
                words.Add("known from its file only");
                break;
            case NodeSource.Held:
                words.Add("lost, held by the freeze");
                break;
            default:
                words.Add("source " + Words.Of(node.Source));
                break;
        }

        return string.Join("; ", words);
    }

    private static Style? StatusStyle(string? status) => status switch
    {
        "UP" => Colours.Good,
        "no check" => Colours.Plain,
        not null when status.StartsWith("DOWN", StringComparison.Ordinal) => Colours.Bad,
        _ => Colours.Notable,
    };
}
