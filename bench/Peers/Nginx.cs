using System.Net;
using Actors.Bench.Systems;
using Actors.Harness;

namespace Actors.Bench.Peers;

/// <summary>
/// nginx with a file of its servers and passive checks. The operator changes the file and has nginx reload it; before a node stops, the old
/// workers have ended.
/// </summary>
internal sealed class Nginx() : ListedPeer("nginx")
{
    private const string Disabled = "upstream server temporarily disabled";
    private readonly int _nobody = Ports.Free();
    private readonly Dictionary<string, long> _seenErrors = new(StringComparer.Ordinal);
    private NodeProcess? _master;

    private string Errors => Path.Combine(Folder, "nginx-errors.log");

    public override async Task StartAsync()
    {
        Write([]);
        var config = Configure("nginx.conf", []);
        _master = Start(Name, [PeerParts.Program("nginx"), "-p", Folder, "-e", Errors, "-c", config]);
        await ListeningPort.UntilAsync(new IPEndPoint(IPAddress.Loopback, HttpPort));
    }

    /// <summary>
    /// What it has disabled since it took its list over is not up: it says so in its log. A reload begins anew.
    /// </summary>
    protected override async Task<IReadOnlyDictionary<string, string>> StatesAsync()
    {
        var disabled = await DisabledAsync();
        return Listed.ToDictionary(
            node => node.Host,
            node => disabled.GetValueOrDefault(node.Host) > _seenErrors.GetValueOrDefault(node.Host) ? "DOWN" : Up);
    }

    protected override async Task ApplyAsync(IReadOnlyList<PeerNode> nodes)
    {
        var old = Workers();
        Write(nodes);
        await Signals.SendAsync("HUP", _master!.Id);
        await UntilAsync("new workers", () => Task.FromResult(Workers().Except(old).Any()));
        foreach (var (host, count) in await DisabledAsync())
        {
            _seenErrors[host] = count;
        }

        if (nodes.Count < Listed.Count)
        {
            await UntilAsync("no old workers", () => Task.FromResult(!Workers().Intersect(old).Any()));
        }
    }

    private List<int> Workers() => [.. ProcessTree.Of(_master!.Id).Skip(1)];

    private void Write(IReadOnlyList<PeerNode> nodes) =>
        ConfigureAt(Path.Combine(Folder, "upstream.conf"), "nginx-upstream.conf", nodes, ("nobody", Text(_nobody)));

    /// <summary>How often it has disabled each server.</summary>
    private async Task<Dictionary<string, long>> DisabledAsync()
    {
        var lines = File.Exists(Errors) ? await File.ReadAllLinesAsync(Errors) : [];
        return Enumerable.Range(1, 4).Select(NodeOf).ToDictionary(
            node => node.Host,
            node => lines.LongCount(line =>
                line.Contains(Disabled, StringComparison.Ordinal) && line.Contains($"127.0.0.1:{node.Port}/", StringComparison.Ordinal)));
    }
}
