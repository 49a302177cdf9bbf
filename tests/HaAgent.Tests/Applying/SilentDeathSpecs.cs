using System.Net;
using System.Text;
using Actors.HaAgent.Membership;
using Actors.HaAgent.Settings;
using Actors.Harness.Networks;

namespace Actors.HaAgent.Tests.Applying;

/// <summary>A machine that vanishes without a word: no reset and no end of its connections comes. Namespaces whose link is cut, and the real HAProxy in one beside them.</summary>
public sealed class SilentDeathSpecs : HaProxyTestKit
{
    private const int TcpPort = 6379;

    // Below the 65 s for an answer and the hour for a TCP connection that it took before, far above the 6 s that it takes.
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(40);

    private const string Program = """
        import http.server, os, socketserver, sys, threading, time
        class Http(http.server.BaseHTTPRequestHandler):
            def do_HEAD(self): self.send_response(200); self.end_headers()
            def do_GET(self):
                if sys.argv[2] == 'vanishing': time.sleep(600)
                self.send_response(200); self.end_headers(); self.wfile.write(sys.argv[2].encode())
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
        using var client = new HttpClient(new SocketsHttpHandler { ConnectCallback = async (context, token) => await lan.ConnectAsync(null, context.DnsEndPoint, token) }) { Timeout = Bound };
        var request = client.GetStringAsync(new Uri($"http://{lan.AddressOf("balancer")}:{Options.HttpPort}/"));
        await using var connection = await lan.ConnectAsync(null, new DnsEndPoint(lan.AddressOf("balancer"), TcpPort), CancellationToken.None);
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
    private async Task<string[]> UpAsync() => [.. Lines(await ByHandAsync("show stat")).Where(fields => fields[1] is "vanishing" or "vanishing-tcp" && fields[17] == "UP").Select(fields => fields[1])];

    private async Task<string[]> BusyAsync() => [.. Lines(await ByHandAsync("show stat")).Where(fields => fields[4] is not ("" or "0")).Select(fields => fields[1])];

    private static IEnumerable<string[]> Lines(string table) => table.Split('\n').Select(line => line.Split(',')).Where(fields => fields.Length > 20);

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
        File.WriteAllText(Folder["program.py"], Program);
        return NodeProcess.Start([.. lan.RunAt(node), "python3", Folder["program.py"], lan.AddressOf(node), node], node, Folder[node + ".log"], managementPort: 0);
    }

    private static NodeRecord Node(Lan lan, string node) => Sample.Node(node, lan.AddressOf(node), port: 3000);

    private static NodeRecord Cache(Lan lan, string node) => Sample.Claiming(Sample.Node(node + "-tcp", lan.AddressOf(node), service: "cache", port: TcpPort), tcpPort: TcpPort);
}
