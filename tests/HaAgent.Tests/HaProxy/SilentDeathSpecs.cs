using System.Net;
using System.Text;
using Actors.HaAgent.Membership;
using Actors.HaAgent.Reconciling;
using Actors.HaAgent.Settings;
using Actors.Harness.Networks;
using Akka.Actor;
using Xunit.Abstractions;

namespace Actors.HaAgent.Tests.HaProxy;

/// <summary>
/// A machine that vanishes without a word: no reset and no end of its connections comes. Namespaces whose link is cut, and the real HAProxy
/// in one beside them.
/// </summary>
[Trait("Needs", "Root")]
public sealed class SilentDeathSpecs(ITestOutputHelper output) : HaProxyTestKit
{
    private const int TcpPort = 6379;

    // Below the 65 s for an answer and the hour for a TCP connection that it took before, far above the 6 s that it takes.
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(40);

    private const string Program = """
        import http.server, os, socketserver, sys, threading, time
        class Http(http.server.BaseHTTPRequestHandler):
            protocol_version = 'HTTP/1.1'
            def do_HEAD(self): self.send_response(200); self.send_header('Content-Length', '0'); self.end_headers()
            def do_GET(self):
                if self.path == '/socket':
                    self.close_connection = True
                    self.send_response(101); self.send_header('Connection', 'Upgrade'); self.send_header('Upgrade', 'echo'); self.end_headers(); self.wfile.flush()
                    while data := self.connection.recv(100): self.connection.sendall(data)
                    return
                if sys.argv[2] == 'vanishing' and self.path == '/': time.sleep(600)
                self.send_response(200); self.send_header('Content-Length', str(len(sys.argv[2]))); self.end_headers(); self.wfile.write(sys.argv[2].encode())
        class Echo(socketserver.BaseRequestHandler):
            def handle(self):
                while data := self.request.recv(100): self.request.sendall(data)
        echo = socketserver.ThreadingTCPServer((sys.argv[1], 6379), Echo)
        threading.Thread(target=echo.serve_forever, daemon=True).start()
        http.server.ThreadingHTTPServer((sys.argv[1], 3000), Http).serve_forever()
        """;

    [Theory]
    [MemberData(nameof(HaProxies.All), MemberType = typeof(HaProxies))]
    public async Task A_request_in_flight_and_a_TCP_connection_end_within_seconds(string haproxy)
    {
        await using var lan = await Lan.CreateAsync("balancer", "vanishing", "lasting");
        using var vanishing = StartProgram(lan, "vanishing");
        using var lasting = StartProgram(lan, "lasting");
        UseIn(lan, haproxy);
        Writer = StartWriter(StartSupervisor(), Version);
        Publish(Node(lan, "vanishing"), Cache(lan, "vanishing"), Node(lan, "lasting") with { Ready = false, Reason = "not yet" });
        await AwaitAssertAsync(async () => Assert.Equal(2, (await UpAsync()).Length));
        using var client = new HttpClient(
            new SocketsHttpHandler
            {
                ConnectCallback = async (context, token) => await lan.ConnectAsync(
                null, context.DnsEndPoint, token)
            })
        { Timeout = Bound };
        var request = client.GetStringAsync(new Uri($"http://{lan.AddressOf("balancer")}:{Options.HttpPort}/"));
        await using var connection = await lan.ConnectAsync(
            null, new DnsEndPoint(lan.AddressOf("balancer"), TcpPort), CancellationToken.None);
        await connection.WriteAsync("ping"u8.ToArray());
        var answer = new byte[4];
        await connection.ReadExactlyAsync(answer);
        Assert.Equal("ping", Encoding.ASCII.GetString(answer));
        await AwaitAssertAsync(async () => Assert.Contains("vanishing", await BusyAsync()));
        Publish(Node(lan, "vanishing"), Cache(lan, "vanishing"), Node(lan, "lasting"));

        await lan.PlugAsync("vanishing", isIn: false);

        Assert.Equal("lasting", await request);
        using var limit = new CancellationTokenSource(Bound);
        Assert.Equal(0, await EndOf(connection, answer, limit.Token));
    }

    /// <summary>No keepalive ends what waits for its acknowledgement: that takes the cluster's word and HAProxy's check together.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public async Task What_was_sent_and_never_acknowledged_ends_within_seconds(string haproxy, bool isOnOldWorker)
    {
        await using var lan = await Lan.CreateAsync("balancer", "vanishing", "lasting");
        using var vanishing = StartProgram(lan, "vanishing");
        using var lasting = StartProgram(lan, "lasting");
        await BeginAsync(lan, haproxy);
        await using var request = await OpenAsync(lan, "/now");
        await using var socket = await OpenAsync(lan, "/socket");
        await EchoAsync(socket);
        if (isOnOldWorker)
        {
            Writer.Tell(new ConfigWriter.ReloadCommand("a test"));
            FishForMessage<SnapshotApplied>(_ => true, Patience);
            await EchoAsync(socket);
        }

        var cut = TimeProvider.System.GetTimestamp();
        await lan.PlugAsync("vanishing", isIn: false);
        await request.WriteAsync(Request("/now"));
        using var limit = new CancellationTokenSource(Bound);
        var writing = WriteUntilEndAsync(socket, limit.Token);
        await AwaitAssertAsync(async () =>
            Assert.Contains(
                "vanishing DOWN L4",
                string.Join(
                    '\n',
                    Lines(await ByHandAsync("show stat")).Select(fields => $"{fields[1]} {fields[17]} {fields[36].TrimStart('*', ' ')}")),
                StringComparison.Ordinal));
        Publish(Node(lan, "vanishing"), Node(lan, "lasting"));
        Publish(Node(lan, "vanishing") with { Reachable = false }, Node(lan, "lasting"));

        var answer = new byte[1000];
        var length = await EndOf(request, answer, limit.Token);
        await writing;
        // Another node's answer; or none, whereupon a client asks again by itself, since it was not the first request on its connection.
        output.WriteLine(
            $"The client got '{Encoding.ASCII.GetString(answer, 0, length).Split('\r')[0]}' and the WebSocket ended "
                + $"{TimeProvider.System.GetElapsedTime(cut).TotalSeconds:0.0} s after the machine had vanished.");
        Assert.True(length == 0
            || isOnOldWorker
            || Encoding.ASCII.GetString(answer, 0, length).StartsWith("HTTP/1.1 200", StringComparison.Ordinal));
        Publish(Node(lan, "lasting"));
    }

    [Theory]
    [MemberData(nameof(HaProxies.All), MemberType = typeof(HaProxies))]
    public async Task A_node_that_only_the_cluster_has_lost_keeps_what_it_has(string haproxy)
    {
        await using var lan = await Lan.CreateAsync("balancer", "vanishing", "lasting");
        using var vanishing = StartProgram(lan, "vanishing");
        using var lasting = StartProgram(lan, "lasting");
        await BeginAsync(lan, haproxy);
        await using var request = await lan.ConnectAsync(
            null, new DnsEndPoint(lan.AddressOf("balancer"), Options.HttpPort), CancellationToken.None);
        await request.WriteAsync(Request("/"));
        await using var socket = await OpenAsync(lan, "/socket");

        // Each is a plan, and HAProxy is looked at with each.
        foreach (var weight in (int[])[10, 20, 30])
        {
            Publish(
                Node(lan, "vanishing") with { Reachable = false },
                Sample.Node("lasting", lan.AddressOf("lasting"), port: 3000, weight: weight));
            await EchoAsync(socket);
        }

        Assert.Contains("vanishing", await BusyAsync());
        using var none = new CancellationTokenSource();
        var answer = request.ReadAsync(new byte[100], none.Token).AsTask();
        await EchoAsync(socket);
        Assert.False(answer.IsCompleted);
        await none.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
    }

    public static TheoryData<string, bool> Cases()
    {
        var cases = new TheoryData<string, bool>();
        foreach (string haproxy in HaProxies.All)
        {
            cases.Add(haproxy, false);
            cases.Add(haproxy, true);
        }

        return cases;
    }

    private async Task BeginAsync(Lan lan, string haproxy)
    {
        UseIn(lan, haproxy);
        Writer = StartWriter(StartSupervisor(), Version);
        Publish(Node(lan, "vanishing"), Node(lan, "lasting") with { Ready = false, Reason = "not yet" });
        await AwaitAssertAsync(async () => Assert.Equal(["vanishing"], await UpAsync()));
    }

    // A connection of a client, once its first request has been answered; by the node that will vanish, since no other takes any.
    private async Task<Stream> OpenAsync(Lan lan, string path)
    {
        var stream = await lan.ConnectAsync(null, new DnsEndPoint(lan.AddressOf("balancer"), Options.HttpPort), CancellationToken.None);
        await stream.WriteAsync(Request(path));
        var answer = "";
        var end = path == "/socket" ? "\r\n\r\n" : "vanishing";
        for (var buffer = new byte[1000]; !answer.EndsWith(end, StringComparison.Ordinal);)
        {
            var length = await stream.ReadAsync(buffer);
            Assert.True(length > 0, $"the connection ended after '{answer}'");
            answer += Encoding.ASCII.GetString(buffer, 0, length);
        }

        return stream;
    }

    private static byte[] Request(string path) =>
        Encoding.ASCII.GetBytes(
            $"GET {path} HTTP/1.1\r\nHost: web\r\n{(path == "/socket" ? "Connection: Upgrade\r\nUpgrade: echo\r\n" : "")}\r\n");

    private static async Task EchoAsync(Stream socket)
    {
        await socket.WriteAsync("ping"u8.ToArray());
        var answer = new byte[4];
        await socket.ReadExactlyAsync(answer);
        Assert.Equal("ping", Encoding.ASCII.GetString(answer));
    }

    // A client that never falls silent: the connection has data that is not acknowledged all the time.
    private static async Task WriteUntilEndAsync(Stream socket, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        var end = EndOf(socket, new byte[100], cancellationToken);
        try
        {
            while (!end.IsCompleted && await timer.WaitForNextTickAsync(cancellationToken))
            {
                await socket.WriteAsync("ping"u8.ToArray(), cancellationToken);
            }
        }
        catch (IOException)
        {
            // It has ended.
        }

        Assert.Equal(0, await end);
    }

    private static async Task<int> EndOf(Stream connection, byte[] answer, CancellationToken cancellationToken)
    {
        try
        {
            return await connection.ReadAsync(answer, cancellationToken);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    // Servers that a check has found well, and those that have a request.
    private async Task<string[]> UpAsync() =>
        [.. Lines(await ByHandAsync("show stat")).Where(fields =>
            fields[1] is "vanishing" or "vanishing-tcp" && fields[17] == "UP").Select(fields => fields[1])];

    private async Task<string[]> BusyAsync() =>
        [.. Lines(await ByHandAsync("show stat")).Where(fields => fields[4] is not ("" or "0")).Select(fields => fields[1])];

    private static IEnumerable<string[]> Lines(string table) =>
        table.Split('\n').Select(line => line.Split(',')).Where(fields => fields.Length > 20);

    // HAProxy runs beside the nodes: what the agent starts is a script that enters their network.
    private void UseIn(Lan lan, string haproxy)
    {
        Use(haproxy, options => options with
        {
            HttpBind = lan.AddressOf("balancer"),
            TcpPorts = new PortRanges([(TcpPort, TcpPort)]),
        });
        var script = Folder["haproxy-there"];
        File.WriteAllText(script, $"#!/bin/sh\nexec {string.Join(' ', lan.RunAt("balancer"))} {HaProxies.PathOf(haproxy)} \"$@\"\n");
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Options = Options with { Binary = script };
    }

    private NodeProcess StartProgram(Lan lan, string node)
    {
        // One each: python3 may read its own while the next one is written.
        File.WriteAllText(Folder[node + ".py"], Program);
        return NodeProcess.Start(
            [.. lan.RunAt(node), "python3", Folder[node + ".py"], lan.AddressOf(node), node], node, Folder[node + ".log"],
            managementPort: 0);
    }

    private static NodeRecord Node(Lan lan, string node) => Sample.Node(node, lan.AddressOf(node), port: 3000);

    private static NodeRecord Cache(Lan lan, string node) =>
        Sample.Claiming(Sample.Node(node + "-tcp", lan.AddressOf(node), service: "cache", port: TcpPort), tcpPort: TcpPort);
}
