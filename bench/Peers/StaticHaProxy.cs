using System.Globalization;
using Actors.Harness;

namespace Actors.Bench.Peers;

/// <summary>
/// HAProxy alone, with a line for each node that there may be and its own checks. The operator drains a node by the runtime API before it
/// stops, and takes it back once it listens again (management guide, "set server").
/// </summary>
internal sealed class StaticHaProxy(string? haProxy) : Peer("haproxy")
{
    private const int Most = 4;

    private string Socket => Path.Combine(Folder, "h.sock");

    public override async Task StartAsync()
    {
        var nodes = Enumerable.Range(1, Most).Select(NodeOf).ToList();
        Start(Name, [haProxy ?? "haproxy", "-db", "-f", Configure("haproxy-static.cfg", nodes, ("socket", Socket))]);
        await UntilAsync("HAProxy", async () => (await SeenAsync()).Count == Most);
    }

    protected override async Task<IReadOnlyDictionary<string, string>> StatesAsync() =>
        (await SeenAsync()).ToDictionary(server => server.Key, server => server.Value.Status);

    protected override Task EnlistAsync(PeerNode node) => SayAsync($"set server web/{node.Host} state ready");

    protected override async Task LeaveAsync(PeerNode node)
    {
        await SayAsync($"set server web/{node.Host} state drain");
        await UntilAsync($"no request is at {node.Host}", async () => (await SeenAsync())[node.Host].Requests == 0);
    }

    private async Task SayAsync(string command)
    {
        if ((await StatsSocket.AskAsync(Socket, command, Name)).Trim() is { Length: > 0 } refusal)
        {
            throw new IOException(string.Create(CultureInfo.InvariantCulture, $"HAProxy refuses '{command}': {refusal}"));
        }
    }

    private async Task<IReadOnlyDictionary<string, SeenServer>> SeenAsync() =>
        HaProxyStatistics.ServersIn(await StatsSocket.AskAsync(Socket, "show stat web 4 -1", Name));
}
