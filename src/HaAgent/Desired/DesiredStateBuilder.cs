using System.Collections.Immutable;
using System.Net;
using Actors.HaAgent.Membership;
using Actors.HaAgent.Overrides;
using Actors.HaAgent.Settings;

namespace Actors.HaAgent.Desired;

/// <summary>
/// Decides from membership what HAProxy should have. Membership says who is in; HAProxy's own checks say who gets traffic
/// this second. So a node that gossip cannot reach is drained, not deleted, and never most of a service at once.
/// </summary>
public static class DesiredStateBuilder
{
    /// <param name="snapshot">What the cluster says.</param>
    /// <param name="restored">Nodes from the node files that the cluster has not shown yet; those it shows replace them.</param>
    /// <param name="held">Nodes that the cluster has lost and that stay all the same (<see cref="LossGuard"/>).</param>
    /// <param name="policy">Who may claim which service; null for every node everything.</param>
    /// <param name="overrides">What operators have said of nodes; null for nothing.</param>
    /// <param name="rules">What decides which service may have what; null for <see cref="ServiceRules.Default"/>.</param>
    public static DesiredState Build(
        MembershipSnapshot snapshot,
        ImmutableArray<ServerState> restored,
        ImmutableArray<ServerState> held = default,
        ServicePolicy? policy = null,
        OverrideBook? overrides = null,
        ServiceRules? rules = null)
    {
        overrides ??= OverrideBook.Empty;
        var refused = snapshot.Refused.ToBuilder();
        var servers = new List<(ServerState Server, NodeRecord Node)>();
        foreach (
            var claims in snapshot.Nodes.Where(node => IsIn(node, restored)).GroupBy(node => node.Description.Name, StringComparer.Ordinal))
        {
            // Of two nodes with one name the one that stays is taken, then the one in better standing, then the older.
            var ranked = claims.OrderBy(node => node.Status).ThenByDescending(node => node is { Reachable: true, Absence: null })
                .ThenBy(node => node.Age).ThenBy(node => node.Key, StringComparer.Ordinal).ToList();
            refused.AddRange(ranked.Skip(1).Where(node => node.Status == NodeStatus.In)
                .Select(node => new RefusedNode(node.Description.Name, node.Key, $"the name is taken by {ranked[0].Key}")));
            var server = ServerOf(ranked[0]);
            var own = AddressOf(ranked[0].Host);
            // Both are asked for: a node must not lead a service's requests to where no node may serve it, nor do so from there.
            var against = server is null || own is null
                ? $"its host '{(own is null ? ranked[0].Host : ranked[0].ServesAt)}' is not an IP address"
                : policy?.Against(server.Service, server.Address) ?? policy?.Against(server.Service, own);
            if (against is null)
            {
                servers.Add((overrides.On(server!), ranked[0]));
            }
            else
            {
                refused.Add(new RefusedNode(ranked[0].Description.Name, ranked[0].Key, against));
            }
        }

        // A name that the cluster knows in any status is the cluster's to decide.
        var known = snapshot.Nodes.Select(node => node.Description.Name).ToHashSet(StringComparer.Ordinal);
        held = held.IsDefault ? [] : held;
        var lost = held.Select(server => server.Name).ToHashSet(StringComparer.Ordinal);
        servers = [.. LastOfService.Hold(KeepEachServiceAlive(servers, overrides), overrides)];
        var all = servers.Select(entry => entry.Server).Concat(restored.Where(server => !known.Contains(server.Name)))
            .Where(server => !lost.Contains(server.Name)).Concat(held);
        // A node that was there before this agent heard of any is older than all.
        var nodes = servers.ToDictionary(entry => entry.Server.Name, entry => entry.Node, StringComparer.Ordinal);
        var settled = ServiceClaims.Settle(
            [.. all.Select(overrides.On).Select(server => (Server: server, Node: nodes.GetValueOrDefault(server.Name)))
                .OrderBy(claim => claim.Node?.Age ?? -1).ThenBy(claim => claim.Server.Name, StringComparer.Ordinal)
                .Select(claim => (claim.Server, claim.Node?.Key ?? claim.Server.Address))],
            rules ?? ServiceRules.Default);
        // The inputs number it.
        return new DesiredState(
            DesiredRevision.None,
            [.. CanaryWeights.Split(settled.Servers, overrides).OrderBy(
                server => server.Service, StringComparer.Ordinal).ThenBy(server => server.Name, StringComparer.Ordinal)],
            [.. refused, .. settled.Refused])
        {
            Snapshot = snapshot.Revision,
            Services = settled.Services,
            Held = [
                .. settled.Servers.Where(server => nodes.TryGetValue(server.Name, out var node) && LastOfService.IsHeld(server, node))
                .Select(server => nodes[server.Name].Key)],
        };
    }

    private static bool IsIn(NodeRecord node, ImmutableArray<ServerState> restored) => node.Status switch
    {
        NodeStatus.In => node.Probe != ProbeState.Pending || WasServing(node, restored),
        NodeStatus.Leaving => !node.IsIdle && (node.Probe != ProbeState.Pending || WasServing(node, restored)),
        _ => false,
    };

    // What the last agent had in HAProxy was healthy to that one.
    private static bool WasServing(NodeRecord node, ImmutableArray<ServerState> restored) =>
        restored.Any(server =>
            server.Name == node.Description.Name && server.Address == AddressOf(node.ServesAt) && server.Port == node.Description.Port);

    /// <summary>The server that a node is; null where its host is no address.</summary>
    internal static ServerState? ServerOf(NodeRecord node) => AddressOf(node.ServesAt) is { } address ? ToServer(node, address) : null;

    private static ServerState ToServer(NodeRecord node, string address)
    {
        var why = node.Status == NodeStatus.Leaving ? WhyDrained.Leaving
            : !node.Ready ? WhyDrained.NotReadyFor(node.Reason)
            : node.Probe == ProbeState.Overdue ? WhyDrained.NoAnswerFor(node.ProbeFault)
            : node.Absence is { } absence ? WhyDrained.NotThere + absence.Why
            : !node.Reachable ? WhyDrained.Unreachable : "";
        return new ServerState(
            node.Description, address, node.Description.Weight, why.Length == 0 ? AdminState.Ready : AdminState.Drain, why);
    }

    // Gossip, or a port in the cluster that does not answer, never takes most of a service out: then it is likelier this side that is
    // cut off, or the machine that is busy. They stay, and HAProxy's checks decide. Another node at the address is no such doubt.
    private static IEnumerable<(ServerState Server, NodeRecord Node)> KeepEachServiceAlive(
        List<(ServerState Server, NodeRecord Node)> servers, OverrideBook overrides) =>
        servers.GroupBy(entry => entry.Server.Service, StringComparer.Ordinal).SelectMany(service =>
            service.Count(entry =>
                IsOnlyUnreachable(entry.Node, overrides)) <= service.Count(entry => entry.Server.Admin == AdminState.Ready)
                ? service
                : service.Select(entry =>
                IsOnlyUnreachable(entry.Node, overrides) ? (entry.Server with { Admin = AdminState.Ready, Why = "" }, entry.Node) : entry));

    private static bool IsOnlyUnreachable(NodeRecord node, OverrideBook overrides) =>
        node is { Status: NodeStatus.In, Ready: true, Probe: not ProbeState.Overdue, Absence: not { IsReplaced: true } }
            and ({ Reachable: false } or { Absence: not null })
            && overrides.For(node.Description.Name)?.State is null;

    // Only what parses as an address, written back in one form: HAProxy itself would take far more.
    private static string? AddressOf(string host) =>
        IPAddress.TryParse(host, out var address)
            && (host.Contains(':', StringComparison.Ordinal) || host.Count(c => c == '.') == 3)
            && address.ScopeIdOrZero() == 0
            ? address.ToString()
            : null;

    private static long ScopeIdOrZero(this IPAddress address) =>
        address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? address.ScopeId : 0;
}
