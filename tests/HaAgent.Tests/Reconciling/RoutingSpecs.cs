using System.Net;
using System.Net.Sockets;
using Actors.HaAgent.Membership;
using Actors.HaAgent.Settings;

namespace Actors.HaAgent.Tests.Reconciling;

/// <summary>Many services behind one HAProxy, the real one.</summary>
public sealed class RoutingSpecs : HaProxyTestKit
{
    [Theory]
    [MemberData(nameof(HaProxies.All), MemberType = typeof(HaProxies))]
    public async Task Two_HTTP_services_and_a_TCP_service_each_get_what_is_theirs(string haproxy)
    {
        await using var web = await TestNode.StartAsync("web");
        await using var shop = await TestNode.StartAsync("shop");
        using var raw = new TcpListener(IPAddress.Loopback, 0);
        raw.Start();
        var tcpPort = Ports.Free();
        StartAgent(haproxy, tcpPort);

        Publish(
            Node(web, "web"),
            Sample.Claiming(Node(shop, "shop"), "/shop,shop.example.com,shop.example.com/help"),
            Sample.Claiming(
                Sample.Node("raw-1", "127.0.0.1", service: "raw", port: ((IPEndPoint)raw.LocalEndpoint).Port), tcpPort: tcpPort));

        foreach (var (host, path, who) in new[]
        {
            ("localhost", "/", "web"), ("localhost", "/shop", "shop"), ("localhost", "/shop/", "shop"), (
                "localhost", "/shop/cart?x=1", "shop"), ("localhost", "/shopping", "web"),
            ("shop.example.com", "/", "shop"), ("SHOP.example.com:8080", "/x", "shop"), ("www.example.com", "/x", "web"),
        })
        {
            Assert.Equal((path, who), (path, await GetAsync(host, path)));
        }

        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, tcpPort);
        using var server = await AcceptSpeakerAsync(raw, client);
        await server.SendAsync("+PONG\r\n"u8.ToArray());
        var answer = new byte[7];
        await client.GetStream().ReadExactlyAsync(answer);
        Assert.Equal("+PONG\r\n", System.Text.Encoding.ASCII.GetString(answer));
    }

    [Theory]
    [MemberData(nameof(HaProxies.All), MemberType = typeof(HaProxies))]
    public async Task A_thousand_routes_come_and_go_without_a_reload(string haproxy)
    {
        await using var web = await TestNode.StartAsync("web");
        await using var shop = await TestNode.StartAsync("shop");
        StartAgent(haproxy);
        NodeRecord[] shops = [
            .. Enumerable.Range(0, 40).Select(i => Sample.Node($"shop-{i}", "127.0.0.1", service: "shop", port: shop.Port, age: i))];
        Publish([Node(web, "web"), .. shops]);
        var reloads = Board.Current.HaProxy.Reloads;

        var by = Publish(
            [Node(web, "web"), .. shops.Select((node, i) =>
                Sample.Claiming(node, string.Join(',', Enumerable.Range(0, 25).Select(j => $"/r{i}-{j}"))))]);

        Assert.Equal((1000, 1000), (LiveRoutes().Length, (await ReadRoutesAsync()).Count));
        Assert.Equal(("runtime", reloads), (by, Board.Current.HaProxy.Reloads));
        Assert.Equal(
            ["shop", "shop", "web"],
            [await GetAsync("localhost", "/r0-0"), await GetAsync("localhost", "/r39-24/x"), await GetAsync("localhost", "/r39-25")]);

        Publish([Node(web, "web"), .. shops]);

        Assert.Equal((0, 0), (LiveRoutes().Length, (await ReadRoutesAsync()).Count));
        Assert.Equal(reloads, Board.Current.HaProxy.Reloads);
        Assert.Equal("web", await GetAsync("localhost", "/r0-0"));
    }

    [Theory]
    [MemberData(nameof(HaProxies.All), MemberType = typeof(HaProxies))]
    public async Task A_service_that_nobody_is_in_answers_503_itself_and_comes_back_without_a_new_backend(string haproxy)
    {
        await using var web = await TestNode.StartAsync("web");
        await using var shop = await TestNode.StartAsync("shop");
        StartAgent(haproxy);
        var shopNode = Sample.Claiming(Node(shop, "shop"), "/shop");
        Publish(Node(web, "web"), shopNode);

        Publish(Node(web, "web"));

        Assert.Equal("503", await GetAsync("/shop"));
        Assert.Contains("No server of this service can answer", await PageAsync("/shop"), StringComparison.Ordinal);
        Assert.Equal("web", await GetAsync("/"));
        var reloads = Board.Current.HaProxy.Reloads;
        Publish(Node(web, "web"), shopNode);
        Assert.Equal("shop", await GetAsync("/shop"));
        Assert.Equal(Version.HasDynamicServers ? 0 : 1, Board.Current.HaProxy.Reloads - reloads);
    }

    [Theory]
    [MemberData(nameof(HaProxies.All), MemberType = typeof(HaProxies))]
    public async Task It_is_forgotten_in_time(string haproxy)
    {
        await using var web = await TestNode.StartAsync("web");
        await using var shop = await TestNode.StartAsync("shop");
        StartAgent(haproxy, keepFor: TimeSpan.FromSeconds(1));
        Publish(Node(web, "web"), Sample.Claiming(Node(shop, "shop"), "/shop"));

        Publish(Node(web, "web"));
        // The backend goes by a reload, which has to be over: HAProxy's master answers nobody meanwhile.
        AwaitApplied();

        await AwaitAssertAsync(async () => Assert.Equal("web", await GetAsync("/shop")));
        Assert.DoesNotContain("backend shop", LiveConfig, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(HaProxies.All), MemberType = typeof(HaProxies))]
    public async Task Who_claims_what_another_has_is_refused_it_and_gets_it_once_that_one_is_gone(string haproxy)
    {
        await using var first = await TestNode.StartAsync("first");
        await using var second = await TestNode.StartAsync("second");
        StartAgent(haproxy);
        var older = Sample.Claiming(Sample.Node("first-1", "127.0.0.1", service: "first", port: first.Port, age: 1), "/x");
        var younger = Sample.Claiming(Sample.Node("second-1", "127.0.0.1", service: "second", port: second.Port, age: 2), "/x,/y");

        Publish(older, younger);

        Assert.Equal(("first", "second"), (await GetAsync("/x"), await GetAsync("/y")));
        var refused = Assert.Single(Board.Current.Rejected);
        Assert.Equal("second-1", refused.Name);
        Assert.Contains("/x is refused, service 'first' has it", refused.Reason, StringComparison.Ordinal);
        Publish(younger);
        Assert.Equal("second", await GetAsync("/x"));
        Assert.Empty(Board.Current.Rejected);
    }

    [Theory]
    [MemberData(nameof(HaProxies.All), MemberType = typeof(HaProxies))]
    public async Task A_route_that_was_changed_by_hand_is_put_back(string haproxy)
    {
        await using var web = await TestNode.StartAsync("web");
        await using var shop = await TestNode.StartAsync("shop");
        StartAgent(haproxy);
        Publish(Node(web, "web"), Sample.Claiming(Node(shop, "shop"), "/shop"));

        await ByHandAsync($"set map {Options.RoutesMap} /shop/ web");
        await ByHandAsync($"add map {Options.RoutesMap} /other/ shop");

        await AwaitAssertAsync(async () => Assert.Equal([KeyValuePair.Create("/shop/", "shop")], await ReadRoutesAsync()));
        Assert.Equal("shop", await GetAsync("/shop"));
        AwaitAssert(() => Assert.True(Board.Current.HaProxy.Drift >= 1)); // counted once HAProxy has it, so a moment after the map
    }

    private void StartAgent(string haproxy, int tcpPort = 1, TimeSpan? keepFor = null)
    {
        Use(haproxy, options => options with
        {
            TcpPorts = new PortRanges([(tcpPort, tcpPort)]),
            KeepServicesFor = keepFor ?? TimeSpan.FromHours(1),
            AuditEvery = TimeSpan.FromMilliseconds(200),
        });
        Writer = StartWriter(StartSupervisor(), Version);
    }

    private static NodeRecord Node(TestNode node, string service) =>
        Sample.Node(node.Name + "-1", "127.0.0.1", service: service, port: node.Port);

    // HAProxy's checks connect too, and say nothing: the client is the one whose word arrives.
    private static async Task<Socket> AcceptSpeakerAsync(TcpListener listener, TcpClient client)
    {
        await client.GetStream().WriteAsync("PING\r\n"u8.ToArray());
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            var socket = await listener.AcceptSocketAsync(limit.Token);
            var word = new byte[6];
            if (await socket.ReceiveAsync(word, limit.Token) == word.Length)
            {
                Assert.Equal("PING\r\n", System.Text.Encoding.ASCII.GetString(word));
                return socket;
            }

            socket.Dispose();
        }
    }

    private string[] LiveRoutes() => [.. File.ReadAllLines(Options.RoutesMap).Where(line => !line.StartsWith('#'))];

    private async Task<IReadOnlyDictionary<string, string>> ReadRoutesAsync() =>
        await Runtime.ReadRoutesAsync(Options.RoutesMap, CancellationToken.None);

    private async Task<string> GetAsync(string host, string path)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"http://127.0.0.1:{Options.HttpPort}{path}"));
        request.Headers.Host = host;
        return await (await client.SendAsync(request)).Content.ReadAsStringAsync();
    }

    private Task<string> PageAsync(string path) => GetAsync("localhost", path);
}
