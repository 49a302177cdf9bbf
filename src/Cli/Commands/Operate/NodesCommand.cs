using System.CommandLine;
using Actors.Cli.Client;
using Actors.Cli.Views;
using Actors.Contracts.Api;

namespace Actors.Cli.Commands.Operate;

/// <summary><c>actors nodes [NODE ...]</c>: each node, what happens to its clients, and why.</summary>
internal static class NodesCommand
{
    private static readonly string[] States = [.. Enum.GetNames<EffectiveState>().Select(state => state.ToLowerInvariant())];

    public static Command Create(CommandHost host)
    {
        var options = new AgentOptions(host, isList: true);
        var names = NodeArgument.Any(options, "Only these nodes.");
        var service = new Option<string?>("--service") { Description = "Only nodes of this service.", HelpName = "SERVICE" };
        var state = new Option<string?>("--state")
        {
            Description = $"Only nodes in this state: {Listing.Or(States)}.",
            HelpName = "STATE",
        }.Among(States);
        var watch = new WatchOption();
        var command = watch.AddTo(options.AddTo(
            new Command("nodes", "Lists the nodes with what they serve, their state and why.") { names, service, state }));
        command.SetAction((parsed, cancellationToken) =>
        {
            var session = options.Open(parsed);
            var filter = new NodeFilter(parsed.GetValue(names) ?? [], parsed.GetValue(service), parsed.GetValue(state));
            return watch.RunAsync(parsed, session.Output, host, end => ShowAsync(session, filter, end), cancellationToken);
        });
        return command;
    }

    private static async Task<int> ShowAsync(AgentSession session, NodeFilter filter, CancellationToken cancellationToken)
    {
        var (answer, nodes) = await session.AllNodesAsync(filter.WantsRefused, cancellationToken);
        if (filter.Names.FirstOrDefault(name => nodes.All(node => node.Name != name)) is { } missing)
        {
            throw AgentFailures.Unknown("node", missing, [.. nodes.Select(node => node.Name)], null);
        }

        NodeView[] chosen = [.. nodes.Where(filter.Takes)];
        session.ShowList(
            answer,
            filter.IsEmpty ? null : chosen.Select(node => node.Name).ToHashSet(StringComparer.Ordinal),
            chosen.Select(node => node.Name),
            isWide => ServerTable.Of(chosen, session.Time.GetUtcNow(), isWide));
        return ExitCode.Ok;
    }

    /// <summary>Which nodes are wanted.</summary>
    /// <param name="Names">By name; none for all.</param>
    /// <param name="Service">Of this service; null for all.</param>
    /// <param name="State">In this state, as it is shown; null for all.</param>
    private sealed record NodeFilter(IReadOnlyList<string> Names, string? Service, string? State)
    {
        public bool IsEmpty => Names.Count == 0 && Service is null && State is null;

        public bool WantsRefused(IReadOnlyList<NodeView> served) =>
            nameof(EffectiveState.Refused).Equals(State, StringComparison.OrdinalIgnoreCase)
            || Names.Any(name => served.All(node => node.Name != name));

        public bool Takes(NodeView node) => (Names.Count == 0 || Names.Contains(node.Name, StringComparer.Ordinal))
            && (Service is null || node.Service == Service)
            && (State is null || NodeText.State(node).Text.Equals(State, StringComparison.OrdinalIgnoreCase));
    }
}
