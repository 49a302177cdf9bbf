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
    /// <summary>Of the configuration: so long it sends nothing to a server that it has disabled.</summary>
    private static readonly TimeSpan FailTimeout = TimeSpan.FromSeconds(10);

    private readonly int _nobody = Ports.Free();
    private int _linesBefore;
    private NodeProcess? _master;

    private string Errors => Path.Combine(Folder, "nginx-errors.log");

    public override async Task StartAsync()
    {
        Write([]);
        var config = Configure("nginx.conf", []);
        _master = Start(Name, [PeerParts.Program("nginx"), "-p", Folder, "-e", Errors, "-c", config]);
        await ListeningPort.UntilAsync(new IPEndPoint(IPAddress.Loopback, HttpPort));
    }

    /// <summary>What it has disabled since it took its list over is not up, until it tries it again: its log says so.</summary>
    protected override async Task<IReadOnlyDictionary<string, string>> StatesAsync()
    {
        var lines = await LogAsync();
        var disabled = NginxLog.Disabled(lines.Skip(_linesBefore), TimeProvider.System.GetLocalNow().DateTime - FailTimeout)
            .Select(address => NodeAt(address)?.Host).ToHashSet();
        return Listed.ToDictionary(node => node.Host, node => disabled.Contains(node.Host) ? "DOWN" : Up);
    }

    protected override async Task ApplyAsync(IReadOnlyList<PeerNode> nodes)
    {
        var old = Workers();
        Write(nodes);
        await Signals.SendAsync("HUP", _master!.Id);
        await UntilAsync("new workers", () => Task.FromResult(Workers().Except(old).Any()));
        _linesBefore = (await LogAsync()).Length;
        if (nodes.Count < Listed.Count)
        {
            await UntilAsync("no old workers", () => Task.FromResult(!Workers().Intersect(old).Any()));
        }
    }

    private List<int> Workers() => [.. ProcessTree.Of(_master!.Id).Skip(1)];

    private void Write(IReadOnlyList<PeerNode> nodes) =>
        ConfigureAt(Path.Combine(Folder, "upstream.conf"), "nginx-upstream.conf", nodes, ("nobody", Text(_nobody)));

    private async Task<string[]> LogAsync() => File.Exists(Errors) ? await File.ReadAllLinesAsync(Errors) : [];
}
