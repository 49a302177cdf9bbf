using Actors.Clustering.Settings;
using Actors.HaAgent.Desired;
using Actors.HaAgent.Settings;
using Scriban.Runtime;

namespace Actors.HaAgent.Templates;

/// <summary>What a template sees. Names are part of the contract with users' own templates (docs/templates.md).</summary>
public static class ConfigModel
{
    /// <param name="agent">The agent's name.</param>
    /// <param name="options">The settings.</param>
    /// <param name="desired">Who is in.</param>
    /// <param name="hasCertificates">Whether there are certificates for clients.</param>
    public static ScriptObject Of(string agent, HaProxyOptions options, DesiredState desired, bool hasCertificates = false)
    {
        var services = desired.Servers
            .GroupBy(server => server.Service, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);
        // The default service has a backend even without nodes: then clients get 503, not a refused connection.
        var all = desired.Services.Any(service => service.Name == options.DefaultService)
            ? desired.Services
            : desired.Services.Add(new ServiceState(options.DefaultService));
        return new ScriptObject
        {
            ["agent"] = agent,
            ["default_service"] = options.DefaultService,
            ["paths"] = new ScriptObject
            {
                ["stats_socket"] = options.StatsSocket,
                ["state_file"] = options.StateFile,
                ["routes_map"] = options.RoutesMap,
                ["peers_socket"] = options.PeersSocket,
                ["leaving_file"] = options.LeavingFile
            },
            ["log"] = new ScriptObject { ["format"] = options.LogFormat == LogFormat.Systemd ? "short" : "raw" },
            ["cli"] = new ScriptObject { ["bind"] = CliBind(options), ["level"] = CliLevel(options) },
            ["timeouts"] = new ScriptObject
            {
                ["hard_stop_after"] = Milliseconds(options.HardStopAfter),
                ["warmup"] = Milliseconds(options.Warmup)
            },
            ["health"] = new ScriptObject { ["path"] = options.HealthPath },
            ["warms_up"] = options.Warmup > TimeSpan.Zero,
            ["sticky"] = new ScriptObject
            {
                ["cookie"] = options.StickyCookie,
                ["mode"] = options.StickyMode == HaProxyOptions.StickyInsert ? "insert indirect nocache" : "prefix nocache"
            },
            ["http"] = new ScriptObject
            {
                ["bind"] = Bind(options.HttpBind),
                ["ipv6"] = HasBoth(options.HttpBind),
                ["port"] = options.HttpPort,
                ["trusted_proxies"] = new ScriptArray(options.TrustedProxies.Select(network => network.ToString()))
            },
            ["tls"] = new ScriptObject
            {
                ["enabled"] = hasCertificates,
                ["port"] = options.Tls.HttpsPort,
                ["crt_list"] = CertificatePaths.Of(options).List,
                ["redirect"] = options.Tls.Redirects
            },
            ["stats"] = new ScriptObject
            {
                ["bind"] = Bind(options.StatsBind),
                ["ipv6"] = HasBoth(options.StatsBind),
                ["port"] = options.StatsPort,
                ["users"] = new ScriptArray(
                    options.StatsUsers.Select(user => new ScriptObject { ["name"] = user.Name, ["hash"] = user.Hash }))
            },
            ["peers"] = new ScriptObject
            {
                ["bind"] = Bind(options.PeersBind),
                ["port"] = options.PeersPort,
                ["others"] = new ScriptArray(desired.Peers.Where(peer => peer.Name != agent).Select(peer => new ScriptObject
                {
                    ["name"] = peer.Name,
                    ["address"] = Bind(peer.Address),
                    ["port"] = peer.Port,
                })),
            },
            // Where one service gets all there is nothing to look up; another one is a reload anyway.
            ["routed"] = all.Any(service => service.Protocol == ServiceProtocol.Http && service.Name != options.DefaultService),
            ["services"] = new ScriptArray(
                all.OrderBy(service => service.Name, StringComparer.Ordinal)
                    .Select(service => Service(service, services.GetValueOrDefault(service.Name, [])))),
        };
    }

    private static ScriptObject Service(ServiceState service, IEnumerable<ServerState> servers) => new()
    {
        ["name"] = service.Name,
        ["protocol"] = service.Protocol == ServiceProtocol.Tcp ? "tcp" : "http",
        ["port"] = service.ListenPort,
        ["routes"] = new ScriptArray(service.AllRoutes),
        ["check"] = service.Check is { } check
            ? new ScriptObject
            {
                ["method"] = check.Method,
                ["path"] = check.Path,
                ["host"] = check.Host,
                ["status"] = check.Status,
                ["timeout"] = Milliseconds(check.Timeout)
            }
            : null,
        ["servers"] = new ScriptArray(servers.Select(Server)),
    };

    private static ScriptObject Server(ServerState server) => new()
    {
        ["name"] = server.Name,
        ["address"] = Bind(server.Address),
        ["port"] = server.Port,
        ["weight"] = server.Weight,
        ["max_connections"] = server.Description.MaxConnections,
        ["version"] = server.Description.Version,
        ["zone"] = server.Description.Zone,
        ["state"] = server.Admin switch { AdminState.Drain => "drain", AdminState.Maintenance => "maintenance", _ => "ready" },
    };

    // "*" is IPv4 only to HAProxy (configuration manual, section 11.1): the template has a second address for IPv6.
    private static bool HasBoth(string bind) => bind == "*" && System.Net.Sockets.Socket.OSSupportsIPv6;

    private static string Bind(string address) => address.Contains(':', StringComparison.Ordinal) ? $"[{address}]" : address;

    private static string Milliseconds(TimeSpan time) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{(long)time.TotalMilliseconds}ms");

    private static string CliBind(HaProxyOptions options) =>
        options.CliBind.Length == 0 ? "" : System.Net.IPEndPoint.Parse(options.CliBind).ToString();

    // A client that reaches a TCP port needs no password: never admin, and off this machine not even operator.
    private static string CliLevel(HaProxyOptions options) =>
        options.CliBind.Length > 0 && System.Net.IPAddress.IsLoopback(System.Net.IPEndPoint.Parse(options.CliBind).Address)
            ? "operator"
            : "user";
}
