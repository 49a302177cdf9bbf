using System.Net;
using System.Net.Sockets;
using Actors.HaAgent.Membership;
using Actors.HaAgent.Settings;

namespace Actors.HaAgent.Tests.Reconciling;

/// <summary>
/// What one node claims, or an operator writes, and HAProxy or the machine refuses: everything else goes on, with the real HAProxy.
/// </summary>
public sealed class LeavingOutSpecs : HaProxyTestKit
{
    [Theory]
    [MemberData(nameof(HaProxies.All), MemberType = typeof(HaProxies))]
    public async Task A_service_whose_port_another_program_has_is_left_out_until_the_port_is_free(string haproxy)
    {
        await using var one = await TestNode.StartAsync("one");
        await using var two = await TestNode.StartAsync("two");
        using var foreign = new TcpListener(IPAddress.Loopback, 0);
        foreign.Start();
        var port = ((IPEndPoint)foreign.LocalEndpoint).Port;
        StartAgent(haproxy, port);
        Publish(Node(one, "web"));
        var reloads = Board.Current.HaProxy.Reloads;

        Publish(Node(one, "web"), Cache(port));

        Assert.Equal(reloads, Board.Current.HaProxy.Reloads);
        var rejected = Assert.Single(Board.Current.Rejected);
        Assert.Equal("cache-1", rejected.Name);
        Assert.Contains($"(process {Environment.ProcessId})", rejected.Reason, StringComparison.Ordinal);
        Assert.Equal("service 'cache'", Assert.Single(Board.Current.LeftOut).Part);
        // Others come and go as before.
        Publish(Node(one, "web"), Node(two, "web"), Cache(port));
        await EventuallyServersAsync("one-1 Ready 100", "two-1 Ready 100");
        Publish(Node(two, "web"), Cache(port));
        await AwaitAssertAsync(async () => Assert.Equal("two", await GetAsync()));

        foreign.Stop();

        AwaitAssert(() => Assert.Empty(Board.Current.LeftOut));
        await EventuallyServersAsync("cache-1 Ready 100", "two-1 Ready 100");
    }

    [Theory]
    [MemberData(nameof(HaProxies.All), MemberType = typeof(HaProxies))]
    public async Task At_the_first_start_too_the_others_are_served(string haproxy)
    {
        await using var one = await TestNode.StartAsync("one");
        using var foreign = new TcpListener(IPAddress.Loopback, 0);
        foreign.Start();
        var port = ((IPEndPoint)foreign.LocalEndpoint).Port;
        Use(haproxy, options => options with { TcpPorts = new PortRanges([(port, port)]) });
        Writer = StartWriter(
            StartSupervisor(), Version,
            [Sample.Server("one-1", "127.0.0.1", one.Port), Sample.Server("cache-1", "127.0.0.1", 6379, "cache").Saying(node =>
                node with { Protocol = ServiceProtocol.Tcp, ListenPort = port })]);

        await AwaitAssertAsync(async () => Assert.Equal("one", await GetAsync()));
        AwaitAssert(() => Assert.Equal("service 'cache'", Assert.Single(Board.Current.LeftOut).Part)); // said once HAProxy runs
    }

    [Theory]
    [InlineData("http")]
    [InlineData("stats")]
    [InlineData("failures")]
    public async Task A_TCP_service_may_have_any_name(string name)
    {
        await using var one = await TestNode.StartAsync("one");
        var port = Ports.Free();
        StartAgent(HaProxies.System, port);

        Publish(Node(one, "web"), Sample.Claiming(Sample.Node("x-1", "127.0.0.1", service: name, port: one.Port), tcpPort: port));

        Assert.Empty(Board.Current.LeftOut);
        await EventuallyServersAsync("one-1 Ready 100", "x-1 Ready 100");
    }

    [Theory]
    [InlineData("use_backend shop if { hdr_end(host) -i .shop.example.com }")]
    [InlineData("use_backend shop if { nbsrv(shop) gt 0 }")]
    [InlineData("http-request set-header X-Shop %[nbsrv(shop)]")]
    public async Task A_service_that_a_snippet_names_has_a_backend_before_its_nodes_come_and_after_they_have_gone(string line)
    {
        await using var one = await TestNode.StartAsync("one");
        await using var shop = await TestNode.StartAsync("shop");
        StartAgent(HaProxies.System, 1, ("frontend", line + "\n"));

        Publish(Node(one, "web"));
        Assert.Empty(Board.Current.LeftOut);
        Publish(Node(one, "web"), Node(shop, "shop"));
        Publish(Node(one, "web"));
        await AwaitAssertAsync(async () => Assert.Equal("one", await GetAsync()));
        Publish(Node(one, "web"), Node(shop, "shop"));

        Assert.Empty(Board.Current.LeftOut);
        await EventuallyServersAsync("one-1 Ready 100", "shop-1 Ready 100");
    }

    [Fact]
    public async Task A_snippet_that_HAProxy_refuses_is_left_out_and_says_why()
    {
        await using var one = await TestNode.StartAsync("one");
        StartAgent(HaProxies.System, 1, ("frontend", "http-request no-such-action\n"), ("stats", "stats hide-version\n"));

        Publish(Node(one, "web"));

        var left = Assert.Single(Board.Current.LeftOut);
        Assert.Equal("snippet frontend.cfg", left.Part);
        Assert.Contains("no-such-action", left.Why, StringComparison.Ordinal);
        Assert.Contains("stats hide-version", LiveConfig, StringComparison.Ordinal);
        await AwaitAssertAsync(async () => Assert.Equal("one", await GetAsync()));
    }

    private void StartAgent(string haproxy, int tcpPort, params (string Name, string Text)[] snippets)
    {
        var folder = Folder["snippets"];
        Directory.CreateDirectory(folder);
        foreach (var (name, text) in snippets)
        {
            File.WriteAllText(Path.Combine(folder, name + ".cfg"), text);
        }

        Use(haproxy, options => options with
        {
            TcpPorts = new PortRanges([(tcpPort, tcpPort)]),
            SnippetsPath = folder,
            KeepServicesFor = TimeSpan.Zero
        });
        Writer = StartWriter(StartSupervisor(), Version);
    }

    private static NodeRecord Cache(int port) =>
        Sample.Claiming(Sample.Node("cache-1", "127.0.0.1", service: "cache", port: 6379), tcpPort: port);

    private static NodeRecord Node(TestNode node, string service) =>
        Sample.Node(node.Name + "-1", "127.0.0.1", service: service, port: node.Port);
}
