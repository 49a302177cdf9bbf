using System.Collections.Immutable;

namespace Actors.HaAgent.Desired;

/// <summary>
/// Settles what services are there and who has which port and route. Nodes claim; of two claims that cannot both be, the one that is
/// there already stays, then that of the older node, so that every agent comes to the same. A service without nodes keeps what
/// no other claims.
/// </summary>
public static class ServiceClaims
{
    /// <param name="claims">The servers that may be, the oldest first, each with the address of its node.</param>
    /// <param name="rules">What decides.</param>
    /// <returns>The services by name, the servers that may be in one, and every claim that is refused.</returns>
    public static Settled Settle(IReadOnlyList<(ServerState Server, string Key)> claims, ServiceRules rules)
    {
        var known = rules.Known.ToDictionary(service => service.Name, StringComparer.Ordinal);
        var refused = ImmutableArray.CreateBuilder<RefusedNode>();
        refused.AddRange(claims.Select(claim => (Claim: claim, Why: AgainstPlace(claim.Server, rules)))
            .Where(one => one.Why is not null).Select(one => new RefusedNode(one.Claim.Server.Name, one.Claim.Key, one.Why!)));
        var accepted = new List<(ServerState Server, string Key)>();
        var services = new SortedDictionary<string, ServiceState>(StringComparer.Ordinal);
        var ports = rules.Taken.Settings.ToDictionary(own => own.Key, own => $"the balancer itself ({own.Value})");

        // Who is known goes first: its port is its own.
        var groups = claims.Where(claim => AgainstPlace(claim.Server, rules) is null)
            .GroupBy(claim => claim.Server.Service, StringComparer.Ordinal)
            .OrderBy(group => known.ContainsKey(group.Key) ? 0 : 1).ToList();
        foreach (var group in groups)
        {
            var first = group.FirstOrDefault(
                claim => known.TryGetValue(group.Key, out var has) && IsAs(claim.Server, has), group.First()).Server;
            var service = new ServiceState(group.Key, first.Description.Protocol, first.Description.ListenPort);
            var against = Against(service, rules, ports);
            foreach (var claim in group)
            {
                var why = against
                    ?? (IsAs(
                        claim.Server,
                        service) ? null
                            : $"service '{group.Key}' speaks {service.Claim} ({first.Name}); this node announces "
                                + $"{ServiceState.Of([claim.Server])[0].Claim}");
                if (why is null)
                {
                    accepted.Add(claim);
                }
                else
                {
                    refused.Add(new RefusedNode(claim.Server.Name, claim.Key, why));
                }
            }

            if (against is null)
            {
                services.Add(group.Key, service);
                if (service.Protocol == ServiceProtocol.Tcp)
                {
                    ports.Add(service.ListenPort, $"service '{service.Name}'");
                }
            }
        }

        var holders = SettleRoutes(accepted, known, refused);
        foreach (var (name, has) in known)
        {
            // No node is in it: it keeps what no other wants.
            if (!services.ContainsKey(name) && Against(has, rules, ports) is null)
            {
                services.Add(name, has);
                foreach (var route in has.AllRoutes)
                {
                    holders.TryAdd(route, name);
                }
            }
        }

        services.TryAdd(rules.DefaultService, new ServiceState(rules.DefaultService));
        var servers = accepted.ToLookup(claim => claim.Server.Service, claim => claim.Server, StringComparer.Ordinal);
        var routes = holders.ToLookup(holder => holder.Value, holder => holder.Key, StringComparer.Ordinal);
        return new Settled(
            [.. services.Values.Select(service => service with
            {
                Routes = ServiceRoute.Join(routes[service.Name]),
                Check = servers.Contains(service.Name) ? ServiceState.CheckOf(servers[service.Name]) : service.Check,
            })],
            [.. accepted.Select(claim => claim.Server)],
            refused.ToImmutable());
    }

    // Its requests would come round again, or reach the statistics.
    private static string? AgainstPlace(ServerState server, ServiceRules rules) => rules.Taken.Against(server.Address, server.Port);

    private static Dictionary<string, string> SettleRoutes(
        List<(ServerState Server, string Key)> accepted, Dictionary<string, ServiceState> known,
        ImmutableArray<RefusedNode>.Builder refused)
    {
        var before = known.Values.SelectMany(service => service.AllRoutes.Select(route => (Route: route, service.Name)))
            .DistinctBy(has => has.Route).ToDictionary(has => has.Route, has => has.Name, StringComparer.Ordinal);
        var wanted = accepted.SelectMany(claim =>
            ServiceRoute.Split(claim.Server.Description.Routes).Select(route => (Route: route, claim.Server, claim.Key))).ToLookup(claim =>
                claim.Route, StringComparer.Ordinal);
        var holders = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var route in wanted)
        {
            var holder = route.FirstOrDefault(
                claim => before.TryGetValue(route.Key, out var has) && has == claim.Server.Service, route.First()).Server;
            holders.Add(route.Key, holder.Service);
            refused.AddRange(route.Where(claim => claim.Server.Service != holder.Service).Select(claim => new RefusedNode(
                claim.Server.Name, claim.Key,
                $"its route {route.Key} is refused, service '{holder.Service}' has it ({holder.Name}); whatever else the node has stays")));
        }

        return holders;
    }

    private static bool IsAs(ServerState server, ServiceState service) =>
        server.Description.Protocol == service.Protocol && server.Description.ListenPort == service.ListenPort;

    private static string? Against(ServiceState service, ServiceRules rules, Dictionary<int, string> ports) =>
        service.Protocol == ServiceProtocol.Http ? null
        : service.Name == rules.DefaultService ? $"service '{service.Name}' is HaProxy:DefaultService, which speaks http"
        : !rules.TcpPorts.Contains(service.ListenPort)
        ? $"HaProxy:TcpPorts does not allow port {service.ListenPort}, which service '{service.Name}' wants"
        : ports.TryGetValue(service.ListenPort, out var holder) ? $"port {service.ListenPort} is taken by {holder}"
        : null;

    /// <summary>What came of the claims.</summary>
    /// <param name="Services">Every service, by name.</param>
    /// <param name="Servers">The servers that are in one.</param>
    /// <param name="Refused">Claims that are refused: of a node, or of one of its routes.</param>
    public sealed record Settled(
        ImmutableArray<ServiceState> Services, ImmutableArray<ServerState> Servers, ImmutableArray<RefusedNode> Refused);
}
