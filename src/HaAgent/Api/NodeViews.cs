using Actors.HaAgent.Desired;
using Actors.HaAgent.HaProxy;
using Actors.HaAgent.Overrides;

namespace Actors.HaAgent.Api;

/// <summary>The evidence of each node: what the agent wants, what the cluster says and what HAProxy says. Pure.</summary>
internal static class NodeViews
{
    public static IReadOnlyList<NodeView> Of(
        IReadOnlyCollection<NodeReport> nodes, IReadOnlyCollection<WaitingNode> waiting, IEnumerable<ClusterViewMember> members,
        OverrideBook overrides, IEnumerable<ServerStatistics> servers)
    {
        // Of two members with one name, the one that is reachable.
        var byName = members.GroupBy(member => member.Name, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.OrderByDescending(member => member.Reachable).First(), StringComparer.Ordinal);
        var byId = servers.ToDictionary(server => (server.Backend, server.Name));
        var names = nodes.Select(node => node.Name).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. nodes.Select(node => new NodeView(node)
            {
                Gossip = byName.GetValueOrDefault(node.Name) is { } member
                    ? new GossipView(member.Status, member.Reachable, member.Address)
                    : null,
                Override = overrides.For(node.Name),
                HaProxy = byId.GetValueOrDefault((node.Service, node.Name)) is { } server ? Of(server) : null,
            }),
            .. waiting.Where(one => !names.Contains(one.Name)).Select(one => Of(one) with { Override = overrides.For(one.Name) }),
        ];
    }

    private static NodeView Of(WaitingNode waiting) => new()
    {
        Name = waiting.Name,
        Service = waiting.Service,
        Address = waiting.Address,
        Port = waiting.Port,
        Version = waiting.Version,
        Zone = waiting.Zone,
        Weight = waiting.Weight,
        State = AdminState.Drain,
        Why = WhyDrained.NotReadyFor(waiting.Reason),
        Source = NodeSource.Report,
        Since = waiting.Since,
    };

    private static ServerView Of(ServerStatistics server) => new(
        server.Status, server.Sessions, server.SessionsTotal, server.Rate, server.Requests, server.Errors, server.Retries,
        server.CheckStatus, server.LastChangeSeconds, server.Queue)
    {
        AverageResponseMilliseconds = server.AverageResponse,
        SilentWorkers = server.SilentWorkers,
    };
}
