using Actors.HaAgent.Membership;
using Actors.HaAgent.Overrides;

namespace Actors.HaAgent.Desired;

/// <summary>
/// Which nodes that leave serve on: of each service that no other node serves the one that announced its leave last (docs/adr/0036). Where
/// all nodes of a service are replaced at once, the others' successors serve before it goes. Pure.
/// </summary>
public static class LastOfService
{
    /// <summary>Why such a node still gets traffic.</summary>
    /// <param name="service">Its service.</param>
    public static string Why(string service) => $"held: the last node of {service} that serves leaves once another serves";

    /// <summary>The servers, with those ready that are held.</summary>
    /// <param name="servers">Every server that a node of the cluster is, as it would be without a hold.</param>
    /// <param name="overrides">What operators have said of nodes.</param>
    public static IEnumerable<(ServerState Server, NodeRecord Node)> Hold(
        IEnumerable<(ServerState Server, NodeRecord Node)> servers, OverrideBook overrides) =>
        servers.GroupBy(entry => entry.Server.Service, StringComparer.Ordinal).SelectMany(service =>
        {
            var all = service.ToList();
            var held = all.Exists(Serves)
                ? null
                : all.Where(entry => IsHoldable(entry.Node, overrides)).OrderBy(entry => entry.Node.LeftAt)
                .ThenBy(entry => entry.Node.Key, StringComparer.Ordinal).LastOrDefault().Node;
            return held is null
                ? all
                : all.Select(entry =>
                ReferenceEquals(entry.Node, held) ? (Served(held, overrides)! with { Why = Why(service.Key) }, held) : entry);
        });

    /// <summary>Whether the server of a node is one that is held.</summary>
    public static bool IsHeld(ServerState server, NodeRecord node) => node.Status == NodeStatus.Leaving && server.Admin == AdminState.Ready;

    // HAProxy has to have it already: on one that reads its file for each node that comes, the last one would be drained before that.
    private static bool Serves((ServerState Server, NodeRecord Node) entry) =>
        entry is
        {
            Node: { Status: NodeStatus.In, Reachable: true, Absence: null, Ready: true, Probe: ProbeState.Healthy, IsApplied: true },
            Server: { Admin: AdminState.Ready, Weight: > 0 }
        };

    private static bool IsHoldable(NodeRecord node, OverrideBook overrides) =>
        node is { Status: NodeStatus.Leaving, LeftAt: not null, IsIdle: false }
            && Served(node, overrides) is { Admin: AdminState.Ready, Weight: > 0 };

    // As it would be if it did not leave. Gossip alone never takes the last one out: HAProxy's check decides.
    private static ServerState? Served(NodeRecord node, OverrideBook overrides) =>
        DesiredStateBuilder.ServerOf(
            node with
            {
                Status = NodeStatus.In,
                Reachable = true,
                Absence = node.Absence is { IsReplaced: true } ? node.Absence : null
            }) is { } server
            ? overrides.On(server)
            : null;
}
