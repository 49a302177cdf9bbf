using System.Net;
using System.Text.Json;
using Actors.Bench.Systems;
using Actors.Harness;

namespace Actors.Bench.Peers;

/// <summary>
/// Caddy with its upstreams listed, active and passive checks, and retries. The operator changes the Caddyfile and loads it by the API;
/// before a node stops, Caddy has no request at it any more.
/// </summary>
internal sealed class Caddy() : ListedPeer("caddy")
{
    /// <summary>Of the Caddyfile: so many failed checks, and an upstream is down.</summary>
    private const int Fails = 2;

    private static readonly HttpClient Client = new() { Timeout = TimeSpan.FromSeconds(5) };
    private readonly int _adminPort = Ports.Free();
    private readonly int _nobody = Ports.Free();
    private int _linesBefore;

    public override async Task StartAsync()
    {
        var config = Write([]);
        Start(Name, [
            "/usr/bin/env", $"HOME={Folder}", PeerParts.Program("caddy"), "run", "--config", config, "--adapter", "caddyfile"]);
        await ListeningPort.UntilAsync(new IPEndPoint(IPAddress.Loopback, HttpPort));
    }

    protected override async Task<IReadOnlyDictionary<string, string>> StatesAsync()
    {
        var failing = (await UpstreamsAsync()).Where(upstream => upstream.Fails > 0).Select(upstream => NodeAt(upstream.Address)?.Host)
            .ToHashSet();
        var unhealthy = await UnhealthyAsync();
        return Listed.ToDictionary(
            node => node.Host, node => failing.Contains(node.Host) || unhealthy.Contains(node.Host) ? "DOWN" : Up);
    }

    protected override async Task ApplyAsync(IReadOnlyList<PeerNode> nodes)
    {
        using var config = new StringContent(await File.ReadAllTextAsync(Write(nodes)));
        config.Headers.ContentType = new("text/caddyfile");
        using var answer = await Client.PostAsync(new Uri($"http://127.0.0.1:{_adminPort}/load"), config);
        answer.EnsureSuccessStatusCode();
        _linesBefore = (await LogAsync()).Length;
        foreach (var gone in Listed.Except(nodes))
        {
            await UntilAsync($"no request at {gone.Host}", async () =>
                (await UpstreamsAsync()).All(upstream => NodeAt(upstream.Address) != gone || upstream.Requests == 0));
        }
    }

    private string Write(IReadOnlyList<PeerNode> nodes) =>
        Configure("Caddyfile", nodes, ("adminPort", Text(_adminPort)), ("nobody", Text(_nobody)));

    private async Task<IReadOnlyList<Upstream>> UpstreamsAsync()
    {
        using var answer = JsonDocument.Parse(
            await Client.GetStringAsync(new Uri($"http://127.0.0.1:{_adminPort}/reverse_proxy/upstreams")));
        return [.. answer.RootElement.EnumerateArray().Select(one => new Upstream(
            one.GetProperty("address").GetString()!, one.GetProperty("num_requests").GetInt32(), one.GetProperty("fails").GetInt32()))];
    }

    /// <summary>What its active checks have found down since the list was taken over: its log says so.</summary>
    private async Task<HashSet<string>> UnhealthyAsync()
    {
        var lines = await LogAsync();
        return [.. CaddyLog.Unhealthy(lines.Skip(_linesBefore), Fails).Select(address => NodeAt(address)?.Host ?? "")];
    }

    private async Task<string[]> LogAsync()
    {
        var path = Path.Combine(Folder, "caddy.log");
        return File.Exists(path) ? await File.ReadAllLinesAsync(path) : [];
    }

    private sealed record Upstream(string Address, int Requests, int Fails);
}
