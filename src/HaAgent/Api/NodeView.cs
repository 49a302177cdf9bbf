using Actors.Contracts.Api;
using Actors.HaAgent.HaProxy;
using Actors.HaAgent.Overrides;
using Actors.HaAgent.Reporting;

namespace Actors.HaAgent.Api;

/// <summary>Everything that is known of a node, <c>GET /api/nodes</c>. What is not known is null.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Service">Its service.</param>
/// <param name="Address">Its address.</param>
/// <param name="Port">Its port.</param>
/// <param name="Version">What it serves, for people.</param>
/// <param name="Weight">Its weight, 0 to 256.</param>
/// <param name="State">Whether it shall get traffic.</param>
/// <param name="Why">Why it shall not; empty for ready.</param>
/// <param name="Source">
/// Which source it is known from, see <see cref="NodeReport"/>; <c>report</c> where it is not in the cluster yet, since its program is not
/// well.
/// </param>
/// <param name="Since">Since when it is in this state.</param>
/// <param name="Gossip">What the cluster says of it; null where it does not know it.</param>
/// <param name="Order">The override that an operator has given for it; null for none.</param>
/// <param name="HaProxy">What HAProxy says of it; null where it does not have it, or does not answer.</param>
public sealed record NodeView(
    string Name,
    string Service,
    string Address,
    int Port,
    string Version,
    int Weight,
    AdminState State,
    string Why,
    string Source,
    DateTimeOffset Since,
    GossipView? Gossip,
    NodeOverride? Order,
    [property: System.Text.Json.Serialization.JsonPropertyName("haproxy")] ServerView? HaProxy)
{
    /// <summary>Where it stands, as it says (<c>Node:Zone</c>); empty where it does not.</summary>
    public string Zone { get; init; } = "";

    /// <summary>The source of a node that is not in the cluster yet, since its program is not well: its own report.</summary>
    public const string Reported = "report";

    /// <summary>Brings together what the agent wants, what the cluster says and what HAProxy says.</summary>
    public static IReadOnlyList<NodeView> Of(
        AgentStatus status, ClusterView cluster, OverrideBook overrides, IEnumerable<ServerStatistics> servers)
    {
        // Of two members with one name, the one that is reachable.
        var members = cluster.Members.GroupBy(member => member.Name, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.OrderByDescending(member => member.Reachable).First(), StringComparer.Ordinal);
        var byId = servers.ToDictionary(server => (server.Backend, server.Name));
        return
        [
            .. status.Nodes.Select(node => Of(
                node.Description,
                node.Address,
                node.State,
                node.Why,
                node.Source,
                node.Since,
                overrides.For(node.Name)) with
            {
                Weight = node.Weight,
                Gossip = members.GetValueOrDefault(node.Name) is { } member
                    ? new GossipView(member.Status, member.Reachable, member.Address)
                    : null,
                HaProxy = byId.GetValueOrDefault((node.Service, node.Name)) is { } server ? ServerView.Of(server) : null,
            }),
            .. status.Waiting.Where(waiting => status.Nodes.All(node => node.Name != waiting.Name)).Select(waiting => Of(
                waiting.Description,
                waiting.Address,
                AdminState.Drain,
                $"not ready: {waiting.Reason}",
                Reported,
                waiting.Since,
                overrides.For(waiting.Name))),
        ];
    }

    // What the node says of itself, and where it stands.
    private static NodeView Of(
        NodeDescription description,
        string address,
        AdminState state,
        string why,
        string source,
        DateTimeOffset since,
        NodeOverride? wanted) =>
        new(
            description.Name,
            description.Service,
            address,
            description.Port,
            description.Version,
            description.Weight,
            state,
            why,
            source,
            since,
            null,
            wanted,
            null)
        {
            Zone = description.Zone,
        };
}

/// <summary>What the cluster says of a node.</summary>
/// <param name="Status">Its status, in Akka's words.</param>
/// <param name="Reachable">Whether it is reachable.</param>
/// <param name="Address">Its address in the cluster.</param>
public sealed record GossipView(string Status, bool Reachable, string Address);

/// <summary>What HAProxy says of a node, see <see cref="ServerStatistics"/>.</summary>
public sealed record ServerView(
    string Status, int Sessions, long SessionsTotal, int Rate, long Requests, long Errors, long Retries, string CheckStatus,
    long? LastChangeSeconds, int Queue)
{
    /// <summary>The view of what HAProxy counts.</summary>
    public static ServerView Of(ServerStatistics server) => new(
        server.Status, server.Sessions, server.SessionsTotal, server.Rate, server.Requests, server.Errors, server.Retries,
        server.CheckStatus, server.LastChangeSeconds, server.Queue);
}
