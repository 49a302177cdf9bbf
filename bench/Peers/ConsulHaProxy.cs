using System.Net;
using Actors.Bench.Scenarios;
using Actors.Bench.Systems;
using Actors.Harness;

namespace Actors.Bench.Peers;

/// <summary>
/// HAProxy with its servers from Consul's DNS: a Consul server beside HAProxy, a Consul client with a check beside each app. The operator
/// deregisters a service, waits until HAProxy has it no more, and then stops the app and lets the client leave.
/// </summary>
internal sealed class ConsulHaProxy(string? haProxy) : Peer("consul")
{
    private static readonly HttpClient Client = new() { Timeout = TimeSpan.FromSeconds(5) };

    private readonly Dictionary<string, Agent> _clients = new(StringComparer.Ordinal);
    private readonly Agent _server = new("consul-server", Ports.Free());
    private readonly int _serfPort = Ports.Free();
    private string _serverConfig = "";

    public override bool HasAgent => true;

    private string Socket => Path.Combine(Folder, "h.sock");

    public override async Task StartAsync()
    {
        var dnsPort = Text(Ports.Free());
        _serverConfig = Configure(
            "consul-server.json", [], ("data", Path.Combine(Folder, "server")), ("httpPort", Text(_server.HttpPort)), ("dnsPort", dnsPort),
            ("rpcPort", Text(Ports.Free())), ("serfPort", Text(_serfPort)));
        await StartServerAsync();
        Start("haproxy", [
            haProxy ?? "haproxy", "-db", "-f", Configure("haproxy-consul.cfg", [], ("socket", Socket), ("dnsPort", dnsPort))]);
        await UntilAsync("HAProxy", async () => (await StatesAsync()).Count == 0);
    }

    /// <summary>Started again at once, as systemd does.</summary>
    public override async Task KillAgentAsync()
    {
        await _server.Process!.KillAsync();
        await StartServerAsync();
        await UntilAsync("Consul's server knows every node", async () =>
            (await HealthyAsync()) >= Changes.Webs.Length);
    }

    protected override async Task<IReadOnlyDictionary<string, string>> StatesAsync() =>
        HaProxyStatistics.ServersIn(await StatsSocket.AskAsync(Socket, "show stat web 4 -1", Name)).Values
            // A slot that Consul fills with nobody is in maintenance.
            .Where(server => !server.Status.StartsWith("MAINT", StringComparison.Ordinal))
            .Select(server => (Node: NodeAt(server.EndPoint), server.Status))
            .Where(server => server.Node is not null)
            .GroupBy(server => server.Node!.Host)
            .ToDictionary(group => group.Key, group => group.Select(server => server.Status).Order(StringComparer.Ordinal).Last());

    protected override void StartBeside(PeerNode node)
    {
        if (!_clients.TryGetValue(node.Host, out var client))
        {
            _clients[node.Host] = client = new Agent($"consul-{node.Host}", Ports.Free());
            ConfigureAt(
                Path.Combine(Folder, client.Name + ".json"), "consul-client.json", [], ("host", node.Host),
                ("data", Path.Combine(Folder, "client-" + node.Host)), ("serverSerfPort", Text(_serfPort)),
                ("httpPort", Text(client.HttpPort)), ("rpcPort", Text(Ports.Free())), ("serfPort", Text(Ports.Free())),
                ("nodePort", Text(node.Port)));
        }

        client.Process = StartAgent(client, Path.Combine(Folder, client.Name + ".json"));
    }

    protected override IReadOnlyList<int> Beside(PeerNode node) => [_clients[node.Host].Process!.Id];

    protected override async Task LeaveAsync(PeerNode node)
    {
        await PutAsync(_clients[node.Host], $"/v1/agent/service/deregister/{node.Host}");
        await UntilAsync($"{node.Host} is no server", async () => !(await StatesAsync()).ContainsKey(node.Host));
    }

    protected override async Task StopBesideAsync(PeerNode node)
    {
        await PutAsync(_clients[node.Host], "/v1/agent/leave");
        await _clients[node.Host].Process!.ExitAsync();
    }

    private NodeProcess StartAgent(Agent agent, string config) =>
        Start(agent.Name, [PeerParts.Program("consul"), "agent", $"-config-file={config}"]);

    private async Task StartServerAsync()
    {
        _server.Process = StartAgent(_server, _serverConfig);
        await ListeningPort.UntilAsync(new IPEndPoint(IPAddress.Loopback, _server.HttpPort));
        await UntilAsync("Consul has a leader", async () => (await GetAsync("/v1/status/leader")).Length > 2);
    }

    /// <summary>How many services Consul takes for healthy: one for each of these words in its answer.</summary>
    private async Task<int> HealthyAsync() => (await GetAsync("/v1/health/service/web?passing")).Split("\"Service\":{").Length - 1;

    private Task<string> GetAsync(string path) => Client.GetStringAsync(new Uri($"http://127.0.0.1:{_server.HttpPort}{path}"));

    private static async Task PutAsync(Agent agent, string path)
    {
        using var answer = await Client.PutAsync(new Uri($"http://127.0.0.1:{agent.HttpPort}{path}"), null);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>An agent of Consul, and the process that it is this time.</summary>
    private sealed record Agent(string Name, int HttpPort)
    {
        public NodeProcess? Process { get; set; }
    }
}
