using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace Actors.EndToEnd.Programs;

/// <summary>
/// What one node claims, or an operator writes, and the machine or HAProxy refuses: no request of any other service is lost, and nodes come
/// and go.
/// </summary>
[Collection(ProgramsSystem.Name)]
public sealed class RefusedClaimSpecs(ProgramsSystem shared)
{
    private const int PerSecond = 300;

    // Of no service that a machine is likely to run.
    private const int LowPort = 619;

    [Theory, AllHaProxies]
    public async Task Ports_that_are_taken_are_refused_with_their_holder_and_all_else_goes_on(string haProxy)
    {
        using var foreign = new TcpListener(IPAddress.Loopback, 0);
        foreign.Start();
        var foreignPort = ((IPEndPoint)foreign.LocalEndpoint).Port;
        var (statsPort, remotingPort) = (Ports.Free(), Ports.Free());
        var system = await shared.BeginAsync(
            webs: 1, haProxy,
            settings: ["--HaProxy:TcpPorts=1-65535", string.Create(CultureInfo.InvariantCulture, $"--Node:Port={remotingPort}")]);
        await using var traffic = new SteadyTraffic(system, perSecond: PerSecond);
        await traffic.UntilSentAsync(PerSecond);

        StartTcp(system, 3, "cache", foreignPort);
        // As in the README, beside the balancer: the program itself has the port that it wants there.
        StartTcp(system, 4, "own");
        StartTcp(system, 5, "greedy", system.HttpPort);
        StartTcp(system, 6, "stats", statsPort);
        StartTcp(system, 7, "gossip", remotingPort);
        StartTcp(system, 8, "management", system.Running["ha-1"].ManagementPort);
        StartTcp(system, 9, "low", LowPort);
        await system.UntilStatusAsync("six are refused, each with its reason", status => Refusals(status) is { Count: 6 } refused
            && refused["web-3"].Contains($"(process {Environment.ProcessId})", StringComparison.Ordinal)
            && refused["web-4"].Contains("is taken by redis-server (process", StringComparison.Ordinal)
            && refused["web-5"].Contains("is taken by the balancer itself (HaProxy:HttpPort)", StringComparison.Ordinal)
            && refused["web-7"].Contains("is taken by the balancer itself (Node:Port)", StringComparison.Ordinal)
            && refused["web-8"].Contains("is taken by the balancer itself (Node:ManagementPort)", StringComparison.Ordinal)
            && refused["web-9"].Contains("needs a right that this agent and HAProxy do not have", StringComparison.Ordinal));
        await Eventually.BecomesAsync(
            "the service that is called stats is served", system.Tail, async () => (await PingAsync(statsPort), ""));
        await ReplaceAsync(system);
        await traffic.AssertNothingLostAsync();

        foreign.Stop();
        await Eventually.BecomesAsync(
            "the port is free, and its service is served", system.Tail, async () => (await PingAsync(foreignPort), ""));
        await system.UntilStatusAsync("one is refused no more", status => !Refusals(status).ContainsKey("web-3"));
    }

    [Theory, EachHaProxy]
    public async Task A_snippet_that_names_a_service_that_is_gone_and_a_taken_port_for_HTTPS_stop_nothing(string haProxy)
    {
        using var foreign = new TcpListener(IPAddress.Loopback, 0);
        foreign.Start();
        var folder = (await shared.OpenAsync()).Folder;
        var (certificates, snippets) = (
            Directory.CreateDirectory(Path.Combine(folder, "certificates-" + haProxy)).FullName,
            Directory.CreateDirectory(Path.Combine(folder, "snippets-" + haProxy)).FullName);
        await File.WriteAllTextAsync(
            Path.Combine(snippets, "frontend.cfg"), "use_backend shop if { hdr_end(host) -i .shop.example.com }\n");
        // There is no such service yet, and HAProxy starts all the same.
        var system = await shared.BeginAsync(webs: 1, haProxy, settings:
        [
            $"--HaProxy:SnippetsPath={snippets}", "--HaProxy:KeepServicesFor=0", $"--HaProxy:CertificatesPath={certificates}",
            string.Create(CultureInfo.InvariantCulture, $"--HaProxy:HttpsPort={((IPEndPoint)foreign.LocalEndpoint).Port}"),
        ]);
        await using var traffic = new SteadyTraffic(system, perSecond: PerSecond);
        await traffic.UntilSentAsync(PerSecond);

        var shop = ProgramNode.Start(system, "python3", 3, isGateOpen: true, "--Web:Service=shop");
        await Eventually.BecomesAsync(
            "the shop is reached by the snippet", system.Tail, async () => (await ShopAsync(system) == HttpStatusCode.OK, ""));
        await TestCertificate.PutAsync(certificates);
        await system.UntilStatusAsync("HTTPS is left out, since its port is taken", status => LeftOut(status) is ["HTTPS"]);
        Assert.Equal(0, await shop.Process.StopAsync());
        await Eventually.BecomesAsync(
            "the shop is gone", system.Tail, async () => (await ShopAsync(system) == HttpStatusCode.ServiceUnavailable, ""));
        await ReplaceAsync(system);

        await traffic.AssertNothingLostAsync();
        // It does not help to start again either: that begins with the same.
        await system.Running["ha-1"].KillAsync();
        system.StartAgain("ha-1");
        await system.UntilStatusAsync("the agent is back, and HTTPS is left out", status => LeftOut(status) is ["HTTPS"]);
        await system.UntilServedByAsync(2);
    }

    // Another node comes, and the one that was there goes.
    private static async Task ReplaceAsync(LocalSystem system)
    {
        system.StartWeb(2);
        await system.UntilServedByAsync(1, 2);
        Assert.Equal(0, await system.Running["web-1"].StopAsync());
        await system.UntilServedByAsync(2);
        await system.UntilSettledAsync();
    }

    private static void StartTcp(LocalSystem system, int number, string service, int listenPort = 0) => ProgramNode.Start(
        system, "redis-server", number, isGateOpen: true,
        ["--Web:Protocol=tcp", $"--Web:Service={service}", .. listenPort == 0 ? Array.Empty<string>() : [
            string.Create(CultureInfo.InvariantCulture, $"--Web:ListenPort={listenPort}")]]);

    private static Dictionary<string, string> Refusals(JsonElement status) => status.GetProperty("rejected").EnumerateArray()
        .ToDictionary(
            refused => refused.GetProperty("name").GetString()!, refused => refused.GetProperty("reason").GetString()!,
            StringComparer.Ordinal);

    private static string[] LeftOut(JsonElement status) =>
        [.. status.GetProperty("leftOut").EnumerateArray().Select(left => left.GetProperty("part").GetString()!)];

    private static async Task<HttpStatusCode> ShopAsync(LocalSystem system)
    {
        using var client = system.ClientOfUsers(TimeSpan.Zero, TimeSpan.FromSeconds(10));
        using var request = new HttpRequestMessage(HttpMethod.Get, system.Ha1.Url);
        request.Headers.Host = "a.shop.example.com";
        using var answer = await client.SendAsync(request);
        return answer.StatusCode;
    }

    private static async Task<bool> PingAsync(int port)
    {
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(IPAddress.Loopback, port, limit.Token);
            await socket.SendAsync("PING\r\n"u8.ToArray(), limit.Token);
            var answer = new byte[64];
            return await socket.ReceiveAsync(answer, limit.Token) is var read && answer.AsSpan(0, read).SequenceEqual("+PONG\r\n"u8);
        }
        catch (Exception error) when (error is SocketException or OperationCanceledException)
        {
            return false;
        }
    }
}
