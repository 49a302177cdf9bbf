using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Actors.EndToEnd.Programs;

/// <summary>Two HTTP services and a TCP one behind one HAProxy, all of them programs that know nothing of us.</summary>
[Collection(ProgramsSystem.Name)]
public sealed class ManyServicesSpecs(ProgramsSystem shared)
{
    private const int PerSecond = 300;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory, EachHaProxy]
    public async Task Each_request_finds_its_service_and_whoever_stops_loses_nobodys(string haProxy)
    {
        var tcpPort = Ports.Free();
        var system = await shared.BeginAsync(webs: 0, haProxy, settings: $"--HaProxy:TcpPorts={tcpPort}");
        ProgramNode.Start(system, "node", 1);
        ProgramNode.Start(system, "python3", 2, isGateOpen: true, "--Web:Service=shop", "--Web:Routes=/shop,shop.example.com");
        await system.UntilServedByAsync(1);
        var redis = ProgramNode.Start(
            system, "redis-server", 3, isGateOpen: true, "--Web:Service=cache", "--Web:Protocol=tcp", $"--Web:ListenPort={tcpPort}");
        var leaving = ProgramNode.Start(
            system, "redis-server", 4, isGateOpen: true, "--Web:Service=cache", "--Web:Protocol=tcp", $"--Web:ListenPort={tcpPort}");
        await system.UntilStatusAsync(
            "one is in shop and two are in cache", status => Ready(status, "shop") == 1 && Ready(status, "cache") == 2);
        ProgramNode.Start(
            system, "redis-server", 5, isGateOpen: true, "--Web:Service=thief", "--Web:Protocol=tcp", $"--Web:ListenPort={tcpPort}");
        await system.UntilStatusAsync("the thief is refused", status =>
            status.GetProperty("rejected").GetRawText().Contains($"port {tcpPort} is taken by service", StringComparison.Ordinal));

        using var client = system.ClientOfUsers(TimeSpan.Zero, Patience);
        Assert.Equal("""{"host":"web-1"}""", await GetAsync(client, system, "/", "localhost"));
        Assert.Equal("""{"host":"web-2"}""", await GetAsync(client, system, "/", "shop.example.com"));
        // Python has no such file, and says so: that is the shop's answer.
        Assert.Contains("File not found", await GetAsync(client, system, "/shop", "localhost"), StringComparison.Ordinal);

        await using var traffic = new SteadyTraffic(system, perSecond: PerSecond);
        using var stop = new CancellationTokenSource();
        var pings = PingAsync(tcpPort, stop.Token);
        await traffic.UntilSentAsync(PerSecond);
        Assert.Equal(0, await leaving.Process.StopAsync());
        ProgramNode.Start(system, "nginx", 6, isGateOpen: true, "--Web:Routes=/late");
        await system.UntilStatusAsync(
            "the late route is there", status => status.GetProperty("services").GetRawText().Contains("/late", StringComparison.Ordinal));
        await system.UntilSettledAsync();

        await stop.CancelAsync();
        var (answered, lost) = await pings;
        Assert.True(answered > 20, $"{answered} pings were answered");
        Assert.Empty(lost);
        await traffic.AssertNothingLostAsync();
        Assert.Equal(1, redis.Starts);
    }

    private static int Ready(JsonElement status, string service) => status.GetProperty("services").EnumerateArray()
        .Where(known => known.GetProperty("name").GetString() == service).Sum(known => known.GetProperty("ready").GetInt32());

    private static async Task<string> GetAsync(HttpClient client, LocalSystem system, string path, string host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(system.Ha1.Url, path));
        request.Headers.Host = host;
        using var answer = await client.SendAsync(request);
        return (await answer.Content.ReadAsStringAsync()).Trim();
    }

    // A connection for each, as short-lived users have: those that are open when a server leaves may be in the middle of anything.
    private static async Task<(int Answered, List<string> Lost)> PingAsync(int port, CancellationToken cancellationToken)
    {
        var (answered, lost, answer) = (0, new List<string>(), new byte[64]);
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                using var limit = new CancellationTokenSource(Patience);
                using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(IPAddress.Loopback, port, limit.Token);
                await socket.SendAsync("PING\r\n"u8.ToArray(), limit.Token);
                var text = Encoding.ASCII.GetString(answer, 0, await socket.ReceiveAsync(answer, limit.Token));
                if (text == "+PONG\r\n")
                {
                    answered++;
                }
                else
                {
                    lost.Add($"answered '{text}'");
                }
            }
            catch (Exception error) when (error is SocketException or OperationCanceledException)
            {
                lost.Add(error.Message);
            }
        }

        return (answered, lost);
    }
}
