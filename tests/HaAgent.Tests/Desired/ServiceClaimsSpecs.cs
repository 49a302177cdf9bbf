using System.Net;
using Actors.Clustering;
using Actors.Clustering.Settings;
using Actors.HaAgent.Desired;
using Actors.HaAgent.Settings;

namespace Actors.HaAgent.Tests.Desired;

public sealed class ServiceClaimsSpecs
{
    private static readonly NodeOptions Node = new("ha-1", NodeRoles.Ha, "127.0.0.1", "127.0.0.1", 7006, [], "", 7007);
    private static readonly ServiceRules Rules = new(
        "web", PortRanges.TryParse("6379,7000-7009")!,
        OwnPorts.Of(
            Sample.Options(
                ("HttpPort", "7001"), ("StatsPort", "7002"), ("CliBind", "127.0.0.1:7003"), ("CertificatesPath", "/certs"),
                ("HttpsPort", "7004")),
            new IPEndPoint(IPAddress.Any, 7005), Node),
        []);

    [Fact]
    public void A_service_has_the_routes_of_all_its_nodes_and_the_default_service_is_always_there()
    {
        var settled = Settle(Rules, Http("shop-1", "shop", "/shop"), Http("shop-2", "shop", "/cart,/shop"));

        Assert.Equal([new ServiceState("shop", Routes: "/cart,/shop"), new ServiceState("web")], settled.Services.ToArray());
        Assert.Empty(settled.Refused);
    }

    [Fact]
    public void Of_two_services_that_want_a_route_the_older_node_has_it_and_the_other_keeps_the_rest()
    {
        var settled = Settle(Rules, Http("a-1", "a", "/x"), Http("b-1", "b", "/x,/y"));

        Assert.Equal(["/x", "/y"], settled.Services.Take(2).Select(service => service.Routes));
        Assert.Equal(["a-1", "b-1"], settled.Servers.Select(server => server.Name));
        var refused = Assert.Single(settled.Refused);
        Assert.Equal("b-1", refused.Name);
        Assert.StartsWith("its route /x is refused, service 'a' has it (a-1)", refused.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_has_a_route_keeps_it_when_its_nodes_are_replaced_by_younger_ones()
    {
        var rules = Rules with { Known = [new ServiceState("a", Routes: "/x"), new ServiceState("b")] };

        var settled = Settle(rules, Http("b-1", "b", "/x"), Http("a-9", "a", "/x"));

        Assert.Equal(["/x", ""], settled.Services.Take(2).Select(service => service.Routes));
        Assert.Equal("b-1", Assert.Single(settled.Refused).Name);
    }

    [Fact]
    public void A_service_without_nodes_keeps_what_nobody_wants()
    {
        var rules = Rules with { Known = [new ServiceState("a", Routes: "/x,/y"), new ServiceState("redis", ServiceProtocol.Tcp, 6379)] };

        var settled = Settle(rules, Http("b-1", "b", "/x"));

        Assert.Equal(
            [new ServiceState("a", Routes: "/y"), new ServiceState("b", Routes: "/x"), new ServiceState(
                "redis", ServiceProtocol.Tcp, 6379), new ServiceState("web")],
            settled.Services.ToArray());
        Assert.Empty(settled.Refused);
    }

    [Fact]
    public void A_port_is_the_first_services()
    {
        var settled = Settle(Rules, Tcp("redis-1", "redis", 6379), Tcp("kv-1", "kv", 6379), Tcp("redis-2", "redis", 6379));

        Assert.Equal(["redis-1", "redis-2"], settled.Servers.Select(server => server.Name));
        Assert.Equal(["redis", "web"], settled.Services.Select(service => service.Name));
        Assert.Equal("port 6379 is taken by service 'redis'", Assert.Single(settled.Refused).Reason);
    }

    [Fact]
    public void A_port_that_a_known_service_has_is_not_an_older_nodes()
    {
        var rules = Rules with { Known = [new ServiceState("redis", ServiceProtocol.Tcp, 6379)] };

        var settled = Settle(rules, Tcp("kv-1", "kv", 6379), Tcp("redis-1", "redis", 6379));

        Assert.Equal("redis-1", Assert.Single(settled.Servers).Name);
    }

    [Theory]
    [InlineData(6380, "HaProxy:TcpPorts does not allow port 6380")]
    [InlineData(7001, "port 7001 is taken by the balancer itself (HaProxy:HttpPort)")]
    [InlineData(7002, "port 7002 is taken by the balancer itself (HaProxy:StatsPort)")]
    [InlineData(7003, "port 7003 is taken by the balancer itself (HaProxy:CliBind)")]
    [InlineData(7004, "port 7004 is taken by the balancer itself (HaProxy:HttpsPort)")]
    [InlineData(7005, "port 7005 is taken by the balancer itself (Api:Bind)")]
    [InlineData(7006, "port 7006 is taken by the balancer itself (Node:Port)")]
    [InlineData(7007, "port 7007 is taken by the balancer itself (Node:ManagementPort)")]
    public void A_port_that_is_not_to_be_had_is_refused(int port, string why)
    {
        var settled = Settle(Rules, Tcp("redis-1", "redis", port));

        Assert.Empty(settled.Servers);
        Assert.StartsWith(why, Assert.Single(settled.Refused).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void All_nodes_of_a_service_speak_the_same()
    {
        var settled = Settle(Rules, Http("shop-1", "shop"), Tcp("shop-2", "shop", 7000));

        Assert.Equal("shop-1", Assert.Single(settled.Servers).Name);
        Assert.Equal("service 'shop' speaks http (shop-1); this node announces tcp on port 7000", Assert.Single(settled.Refused).Reason);
    }

    [Fact]
    public void The_default_service_speaks_HTTP()
    {
        var settled = Settle(Rules, Tcp("web-1", "web", 7000));

        Assert.Empty(settled.Servers);
        Assert.Contains("HaProxy:DefaultService", Assert.Single(settled.Refused).Reason, StringComparison.Ordinal);
        Assert.Equal(new ServiceState("web"), Assert.Single(settled.Services));
    }

    private static ServiceClaims.Settled Settle(ServiceRules rules, params ServerState[] servers) =>
        ServiceClaims.Settle([.. servers.Select(server => (server, "key-of-" + server.Name))], rules);

    private static ServerState Http(string name, string service, string routes = "") =>
        Sample.Server(name, service: service).Saying(node => node with { Routes = routes });

    private static ServerState Tcp(string name, string service, int port) =>
        Sample.Server(name, service: service).Saying(node => node with { Protocol = ServiceProtocol.Tcp, ListenPort = port });
}
