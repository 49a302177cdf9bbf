using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Actors.HaAgent.Membership;
using Actors.HaAgent.Reconciling;
using Akka.Actor;

namespace Actors.HaAgent.Tests.Templates;

/// <summary>What HAProxy makes of single requests by the embedded template, byte by byte.</summary>
public sealed class TrafficSpecs : HaProxyTestKit
{
    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    [InlineData(429)]
    [InlineData(404)]
    public async Task What_the_program_answers_is_passed_on_once(int status)
    {
        using var one = new ScriptedProgram(head =>
            head.StartsWith("GET /x", StringComparison.Ordinal) ? ScriptedProgram.Status(status) : ScriptedProgram.Ok);
        using var two = new ScriptedProgram(head =>
            head.StartsWith("GET /x", StringComparison.Ordinal) ? ScriptedProgram.Status(status) : ScriptedProgram.Ok);
        StartAgent(HaProxies.System);
        Publish(Node("one", "web", one.Port), Node("two", "web", two.Port));

        Assert.Equal(status, await StatusAsync("GET /x HTTP/1.1\r\nHost: a\r\n"));

        Assert.Single([.. one.Requests("GET /x"), .. two.Requests("GET /x")]);
    }

    [Theory]
    [MemberData(nameof(HaProxies.All), MemberType = typeof(HaProxies))]
    public async Task A_request_that_takes_too_long_is_not_made_again(string haproxy)
    {
        using var one = new ScriptedProgram(Slow);
        using var two = new ScriptedProgram(Slow);
        StartAgent(haproxy, ("services", "timeout server 300ms\n"));
        Publish(Node("one", "web", one.Port), Node("two", "web", two.Port));

        Assert.Equal(504, await StatusAsync("GET /slow HTTP/1.1\r\nHost: a\r\n"));

        // It may be given up before its program has read it.
        AwaitCondition(() => one.Requests("GET /slow").Length + two.Requests("GET /slow").Length > 0);
        Assert.Single([.. one.Requests("GET /slow"), .. two.Requests("GET /slow")]);

        static string Slow(string head) => head.StartsWith("GET /slow", StringComparison.Ordinal) ? "" : ScriptedProgram.Ok;
    }

    [Theory]
    [InlineData("GET", 200)]
    [InlineData("HEAD", 200)]
    [InlineData("POST", 502)]
    public async Task A_connection_that_breaks_before_the_answer_is_tried_again_where_that_is_safe(string method, int status)
    {
        var breaks = 1;
        using var one = new ScriptedProgram(Break);
        using var two = new ScriptedProgram(Break);
        StartAgent(HaProxies.System);
        Publish(Node("one", "web", one.Port), Node("two", "web", two.Port));

        Assert.Equal(status, await StatusAsync($"{method} /x HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n"));

        Assert.Equal(status == 200 ? 2 : 1, one.Requests($"{method} /x").Length + two.Requests($"{method} /x").Length);

        string? Break(string head) =>
            head.Contains(" /x ", StringComparison.Ordinal) && Interlocked.Exchange(ref breaks, 0) == 1 ? null : ScriptedProgram.Ok;
    }

    [Fact]
    public async Task A_service_that_fails_all_the_time_gets_each_request_once()
    {
        using var one = new ScriptedProgram(head =>
            head.StartsWith("GET /error", StringComparison.Ordinal)
                ? ScriptedProgram.Status(500)
                : head.StartsWith("GET /break", StringComparison.Ordinal)
                ? null
                : ScriptedProgram.Ok);
        StartAgent(HaProxies.System);
        Publish(Node("one", "web", one.Port));
        Assert.Equal(502, await StatusAsync("GET /break1 HTTP/1.1\r\nHost: a\r\n"));
        Assert.Equal(4, one.Requests("GET /break1").Length);

        // Within the ten seconds that count.
        var errors = await Task.WhenAll(Enumerable.Range(0, 25).Select(_ => StatusAsync("GET /error HTTP/1.1\r\nHost: a\r\n")));
        Assert.All(errors, status => Assert.Equal(500, status));

        Assert.Equal(502, await StatusAsync("GET /break2 HTTP/1.1\r\nHost: a\r\n"));
        Assert.Single(one.Requests("GET /break2"));
    }

    [Theory]
    [InlineData("shop.example.com", "shop")]
    [InlineData("SHOP.Example.com", "shop")]
    [InlineData("shop.example.com.", "shop")]
    [InlineData("shop.example.com.:8080", "shop")]
    [InlineData("shop.example.com:8080", "shop")]
    [InlineData("shop.example.com.evil.org", "web")]
    [InlineData("evil.org.shop.example.com", "web")]
    [InlineData("[::1]", "web")]
    [InlineData("[fd00::1]:8080", "web")]
    [InlineData("127.0.0.1:8080", "web")]
    [InlineData(null, "web")]
    [InlineData("evil.org,shop.example.com", "400")]
    [InlineData("shop.example.com/shop", "400")]
    [InlineData("user@shop.example.com", "400")]
    [InlineData("shop.example.com?x", "400")]
    public async Task A_host_is_one_host_however_it_is_written(string? host, string answer)
    {
        using var web = new ScriptedProgram(_ => Named("web"));
        using var shop = new ScriptedProgram(_ => Named("shop"));
        StartAgent(HaProxies.System);
        Publish(Node("web-1", "web", web.Port), Sample.Claiming(Node("shop-1", "shop", shop.Port), "shop.example.com"));

        var raw = await AskAsync(host is null ? "GET /x HTTP/1.0\r\n" : $"GET /x HTTP/1.1\r\nHost: {host}\r\n");

        Assert.Contains(answer is "400" ? " 400 " : $"X-Name: {answer}", raw, StringComparison.OrdinalIgnoreCase);

        static string Named(string name) => $"HTTP/1.1 200 OK\r\nX-Name: {name}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
    }

    [Theory]
    [InlineData("X-Forwarded-Proto: https", "http", null)]
    [InlineData("X-Forwarded-Host: evil.org", "http", null)]
    [InlineData("X-Forwarded-For: 10.9.9.9", "http", null)]
    [InlineData("Forwarded: for=10.9.9.9;proto=https;host=evil.org", "http", null)]
    [InlineData("X_Forwarded_For: 10.9.9.9", "http", null)]
    [InlineData("X_Forwarded_Proto: https", "http", null)]
    [InlineData("X-Forwarded-Ssl: on", "http", null)]
    [InlineData("X-Forwarded_Proto: https", "http", null)]
    [InlineData("X_Forwarded-For: 10.9.9.9", "http", null)]
    [InlineData("X-Forwarded-Prefix: /x", "http", null)]
    [InlineData("X-Real-IP: 10.9.9.9", "http", null)]
    [InlineData("x-FORWARDED-server: evil.org", "http", null)]
    [InlineData("X-Forwarded-Proto: https", "https", "127.0.0.0/8")]
    [InlineData("X-Forwarded-Proto: https", "http", "10.0.0.0/8,fd00::/8")]
    public async Task What_a_stranger_says_of_where_a_request_comes_from_is_replaced(string header, string proto, string? trusted)
    {
        using var web = new ScriptedProgram(_ => ScriptedProgram.Ok);
        StartAgent(HaProxies.System, trusted ?? "");
        Publish(Node("web-1", "web", web.Port));

        Assert.Equal(200, await StatusAsync($"GET /x HTTP/1.1\r\nHost: shop.example.com\r\n{header}\r\n"));

        var seen = Assert.Single(web.Requests("GET /x"));
        Assert.Contains($"x-forwarded-proto: {proto}\r\n", seen, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(1, seen.Split("x-forwarded-proto:", StringSplitOptions.None).Length - 1);
        if (proto == "http")
        {
            Assert.DoesNotContain(header, seen, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("x-forwarded-host: shop.example.com\r\n", seen, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("x-forwarded-for: 127.0.0.1\r\n", seen, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Theory]
    [MemberData(nameof(HaProxies.All), MemberType = typeof(HaProxies))]
    public async Task An_upgraded_connection_may_be_silent_for_longer_than_a_request_may_take(string haproxy)
    {
        using var web = new ScriptedProgram(head =>
            head.StartsWith("GET /socket", StringComparison.Ordinal)
                ? "HTTP/1.1 101 Switching Protocols\r\nUpgrade: echo\r\nConnection: Upgrade\r\n\r\n"
            : head.StartsWith("GET /slow", StringComparison.Ordinal) ? "" : ScriptedProgram.Ok);
        StartAgent(haproxy, ("services", "timeout server 3s\n"), ("frontend", "timeout client 3s\n"));
        Publish(Node("web-1", "web", web.Port));
        using var socket = await ConnectAsync();
        await socket.SendAsync("GET /socket HTTP/1.1\r\nHost: a\r\nUpgrade: echo\r\nConnection: Upgrade\r\n\r\n"u8.ToArray());
        Assert.Contains(
            " 101 ", await ReadAsync(socket, text => text.Contains("\r\n\r\n", StringComparison.Ordinal)), StringComparison.Ordinal);

        // A request that HAProxy gives up after its 3 s: meanwhile the socket is silent, and has been since before.
        Assert.Equal(504, await StatusAsync("GET /slow HTTP/1.1\r\nHost: a\r\n"));
        await socket.SendAsync("ping"u8.ToArray());

        Assert.Equal("ping", await ReadAsync(socket, text => text.Length >= 4));
    }

    [Theory]
    [MemberData(nameof(HaProxies.All), MemberType = typeof(HaProxies))]
    public async Task A_rate_limit_outlives_a_reload(string haproxy)
    {
        using var web = new ScriptedProgram(_ => ScriptedProgram.Ok);
        StartAgent(haproxy, ("frontend", """
            stick-table type ip size 1k expire 10m store http_req_cnt peers actors
            http-request track-sc0 src
            http-request deny deny_status 429 if { sc_http_req_cnt(0) gt 3 }

            """));
        Publish(Node("web-1", "web", web.Port));
        // A worker that has only just begun waits for others to teach it.
        await AwaitAssertAsync(async () =>
            Assert.Contains("resync_timeout=<PAST>", await ByHandAsync("show peers"), StringComparison.Ordinal));
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(200, await StatusAsync("GET /x HTTP/1.1\r\nHost: a\r\n"));
        }

        Assert.Equal(429, await StatusAsync("GET /x HTTP/1.1\r\nHost: a\r\n"));
        var reloads = Board.Current.HaProxy.Reloads;
        Writer.Tell(new ConfigWriter.ReloadCommand("a test"));
        AwaitCondition(() => Board.Current.HaProxy.Reloads > reloads && Board.Current.Phase == AgentPhase.Idle);

        // The old worker teaches the new one.
        await AwaitAssertAsync(async () =>
            Assert.Contains("http_req_cnt=4", await ByHandAsync("show table in.http"), StringComparison.Ordinal));
        Assert.Equal(429, await StatusAsync("GET /x HTTP/1.1\r\nHost: a\r\n"));
        Assert.Equal(3, web.Requests("GET /x").Length);
    }

    private void StartAgent(string haproxy, params (string Name, string Text)[] snippets) => StartAgent(haproxy, "", snippets);

    private void StartAgent(string haproxy, string trusted, params (string Name, string Text)[] snippets)
    {
        var folder = Folder["snippets"];
        Directory.CreateDirectory(folder);
        foreach (var (name, text) in snippets)
        {
            File.WriteAllText(Path.Combine(folder, name + ".cfg"), text);
        }

        Use(haproxy, options => options with
        {
            SnippetsPath = folder,
            TrustedProxies = trusted.Length == 0 ? [] : [.. trusted.Split(',').Select(IPNetwork.Parse)]
        });
        Writer = StartWriter(StartSupervisor(), Version);
    }

    private static NodeRecord Node(string name, string service, int port) => Sample.Node(name, "127.0.0.1", service: service, port: port);

    private async Task<int> StatusAsync(string head) => int.Parse((await AskAsync(head)).AsSpan(9, 3), CultureInfo.InvariantCulture);

    private async Task<string> AskAsync(string head)
    {
        using var socket = await ConnectAsync();
        await socket.SendAsync(Encoding.ASCII.GetBytes(head + "Connection: close\r\n\r\n"));
        return await ReadAsync(socket, _ => false);
    }

    private async Task<Socket> ConnectAsync()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, Options.HttpPort);
        return socket;
    }

    private static async Task<string> ReadAsync(Socket socket, Func<string, bool> isEnough)
    {
        using var limit = new CancellationTokenSource(Patience);
        var buffer = new byte[16 * 1024];
        var length = 0;
        for (int read; (read = await socket.ReceiveAsync(buffer.AsMemory(length), limit.Token)) > 0;)
        {
            length += read;
            if (isEnough(Encoding.ASCII.GetString(buffer, 0, length)))
            {
                break;
            }
        }

        return Encoding.ASCII.GetString(buffer, 0, length);
    }
}
