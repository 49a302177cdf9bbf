using Actors.Contracts.Api;
using Spectre.Console;

namespace Actors.Cli.Views;

/// <summary>What is known of a node, in words, the same wherever it is said.</summary>
internal static class NodeText
{
    /// <summary>How many are in which state, as each is shown.</summary>
    public static string Counts(IEnumerable<NodeReport> nodes) =>
        Counts(nodes.GroupBy(node => State(node).Text).Select(group => (group.Key, group.Count())));

    /// <summary>How many are in which state, the most first.</summary>
    public static string Counts(IEnumerable<(string State, int Number)> states) => string.Join(
        ", ", states.OrderByDescending(state => state.Number).Select(state => $"{Words.Of(state.Number)} {state.State}"));

    /// <summary>What happens to its clients; from an agent that does not say it, what should.</summary>
    public static Cell State(NodeReport node) => (node as NodeView)?.Effective is { } effective
        ? new(Words.Of(effective).ToLowerInvariant(), effective switch
        {
            EffectiveState.Serving => Colours.Good,
            EffectiveState.Starting or EffectiveState.Draining or EffectiveState.Maintenance => Colours.Notable,
            _ => Colours.Bad,
        })
        : new(StateOf(node), node.State == AdminState.Ready ? Colours.Good : Colours.Notable);

    /// <summary>A member that may not be a server, as a node of which nothing else is known.</summary>
    public static NodeView Refused(RefusedNode refused) => new()
    {
        Name = refused.Name,
        Service = "",
        Address = Host(refused.Address),
        Port = 0,
        Weight = 0,
        State = AdminState.Maintenance,
        Why = "",
        Source = NodeSource.Membership,
        Since = default,
        Version = "",
        Effective = EffectiveState.Refused,
        EffectiveWhy = refused.Reason,
    };

    /// <summary>Where it is served, or where its member is.</summary>
    public static string Address(NodeReport node) =>
        node.Port == 0 ? Words.Of(node.Address) : $"{Words.Of(node.Address)}:{Words.Of(node.Port)}";

    /// <summary>The host and port of an address in the cluster, such as <c>akka.tcp://actors@10.0.0.7:4053#209761657</c>.</summary>
    public static string Host(string address) => address[(address.LastIndexOf('@') + 1)..].Split('#')[0];

    /// <summary>What an override asks for.</summary>
    public static string Override(NodeOverride given) => given switch
    {
        { State: { } state, Weight: { } weight } => $"{Words.Of(state)} and weight {Words.Of(weight)}",
        { State: { } state } => Words.Of(state),
        { Weight: { } weight } => $"weight {Words.Of(weight)}",
        _ => Words.Unknown,
    };

    /// <summary>Who wants something, from where and why.</summary>
    public static string ByWhom(string by, string? from, string? reason) =>
        $"by {Words.Of(by)}{(from is null ? "" : $" from {Words.Of(from)}")}{(reason is null ? "" : $" ({Words.Of(reason)})")}";

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

    /// <summary>Why it does not serve, who has overridden it, and where what is known of it comes from; nothing twice.</summary>
    public static string Why(NodeView node)
    {
        var why = node.Effective is null ? node.Why : node.EffectiveWhy;
        var words = new List<string>();
        if (why.Length > 0)
        {
            words.Add(Words.Of(why));
        }

        if (node.Effective is null)
        {
            words.AddRange(Evidence(node));
        }

        if (node.Override is { IsInForce: true } given && !Words.HasWord(why, given.By))
        {
            // The reason says that it is drained or in maintenance already.
            words.Add((why.Length > 0 && given.Weight is null ? "" : Override(given) + " ") + Words.Of(given.ByWhom));
        }

        if (Source(node.Source) is { } source)
        {
            words.Add(source);
        }

        return string.Join("; ", words);
    }

    // An agent that does not say the effective state leaves it to the reader.
    private static IEnumerable<string> Evidence(NodeView node)
    {
        if (node.Gossip is { Reachable: false })
        {
            yield return "unreachable in the cluster";
        }

        if (node.HaProxy?.Status is { } status && status.StartsWith("DOWN", StringComparison.Ordinal))
        {
            yield return "HAProxy " + HaProxy(node.HaProxy).Text;
        }
    }

    private static string? Source(string source) => source switch
    {
        NodeSource.Membership => null,
        NodeSource.Report => "not in the cluster yet",
        NodeSource.File => "known from its file only",
        NodeSource.Held => "retained by the freeze",
        _ => "source " + Words.Of(source),
    };

    private static Style? StatusStyle(string? status) => status switch
    {
        "UP" => Colours.Good,
        "no check" => Colours.Plain,
        not null when status.StartsWith("DOWN", StringComparison.Ordinal) => Colours.Bad,
        _ => Colours.Notable,
    };
}
