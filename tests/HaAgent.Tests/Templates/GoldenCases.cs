using Actors.Clustering.Settings;
using Actors.HaAgent.Desired;
using Actors.HaAgent.Settings;

namespace Actors.HaAgent.Tests.Templates;

/// <summary>The inputs of the golden files, one folder each under Golden.</summary>
internal static class GoldenCases
{
    public static readonly ServiceRules Rules = ServiceRules.Default with { TcpPorts = PortRanges.TryParse("6379")! };

    public static readonly IReadOnlyDictionary<string, (HaProxyOptions Options, ServerState[] Servers)> All =
        new Dictionary<string, (HaProxyOptions, ServerState[])>(StringComparer.Ordinal)
        {
            ["no-node"] = (Sample.Options(), []),
            ["one-node"] = (Sample.Options(), [Sample.Server("web-1")]),
            ["three-nodes"] = (
                Sample.Options(),
                [Sample.Server("s1", "172.18.0.5"), Sample.Server("s2", "172.18.0.6"), Sample.Server("s3", "172.18.0.7")]),
            ["names-that-sort-oddly"] = (
                Sample.Options(),
                [Sample.Server("web-10"), Sample.Server("web-9"), Sample.Server("Web-1"), Sample.Server("x"), Sample.Server("0a1b2c3d4e5f"),
                    Sample.Server("web_1")]),
            ["ipv6"] = (
                Sample.Options(("HttpBind", "::"), ("StatsBind", "::1")),
                [Sample.Server("web-1", "fd00::7"), Sample.Server("web-2", "::1", 3001)]),
            ["one-drained"] = (Sample.Options(), [Sample.Server("web-1"), Sample.Server("web-2", "10.0.0.2", admin: AdminState.Drain)]),
            ["one-in-maintenance"] = (
                Sample.Options(), [Sample.Server("web-1"), Sample.Server("web-2", "10.0.0.2", admin: AdminState.Maintenance, weight: 7)]),
            ["two-services"] = (Sample.Options(), [Sample.Server("web-1"), Sample.Server("api-1", "10.0.0.9", 5000, "api")]),
            ["http-and-tcp"] = (
                Sample.Options(),
                [
                    Sample.Server("web-1"), Sample.Server("shop-1", "10.0.0.2", 5000, "shop")
                    .Saying(node => node with { Routes = "/shop,shop.example.com/" }),
                    Sample.Server("redis-1", "10.0.0.3", 6379, "redis")
                    .Saying(node => node with { Protocol = ServiceProtocol.Tcp, ListenPort = 6379 }),
                ]),
            ["bounded"] = (
                Sample.Options(("StickyCookie", "NODESESSID")),
                [
                    Sample.Server("web-1").Saying(node => node with { MaxConnections = 4 }),
                    Sample.Server("redis-1", "10.0.0.3", 6379, "redis")
                    .Saying(node => node with { Protocol = ServiceProtocol.Tcp, ListenPort = 6379, MaxConnections = 100 }),
                ]),
            ["all-options"] = (
                Sample.Options(
                    ("HttpBind", "127.0.0.1"), ("HttpPort", "8080"), ("StatsBind", "127.0.0.1"), ("StatsPort", "1937"),
                    ("CliBind", "127.0.0.1:9999"),
                    ("RuntimePath", "/tmp/actors-run"), ("DefaultService", "shop"), ("HardStopAfter", "00:02:00")),
                [Sample.Server("shop-1", service: "shop")]),
            ["journal"] = (Sample.Options() with { LogFormat = LogFormat.Systemd }, [Sample.Server("web-1")]),
            ["no-health-path"] = (Sample.Options(("HealthPath", "none")), [Sample.Server("web-1")]),
            ["warmup"] = (Sample.Options(("Warmup", "00:00:30")), [Sample.Server("web-1")]),
            ["sticky-prefix"] = (
                Sample.Options(("StickyCookie", "NODESESSID")), [Sample.Server("web-1"), Sample.Server("web-2", "10.0.0.2")]),
            ["sticky-insert"] = (
                Sample.Options(("StickyCookie", "SRV"), ("StickyMode", "insert")),
                [Sample.Server("web-1"), Sample.Server("web-2", "10.0.0.2")]),
            ["stats-users"] = (
                Sample.Options(("StatsUsersFile", Repository.PathOf("tests", "HaAgent.Tests", "Golden", "stats-users", "users"))),
                [Sample.Server("web-1")]),
            ["tls"] = (Sample.Options(("CertificatesPath", "/certs")), [Sample.Server("web-1")]),
            ["tls-redirect"] = (
                Sample.Options(("CertificatesPath", "/certs"), ("HttpBind", "::"), ("HttpsPort", "8443"), ("HttpsRedirect", "on")),
                [Sample.Server("web-1")]),
            ["trusted-proxies"] = (Sample.Options(("TrustedProxies", "10.0.0.0/8, fd00::/8")), [Sample.Server("web-1")]),
            ["runtime-cli-beyond-loopback"] = (Sample.Options(("CliBind", "0.0.0.0:9999")), [Sample.Server("web-1")]),
        };
}
