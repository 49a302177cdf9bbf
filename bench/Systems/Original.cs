using System.Globalization;
using System.Net;
using Actors.Bench.Peers;
using Actors.Harness;
using CliWrap;

namespace Actors.Bench.Systems;

/// <summary>
/// The original, rebuilt with its real parts: on each side an s6 that keeps two programs running (HAProxy or a Node.js app, and
/// a Serf agent), each side with a loopback address of its own as if it were a container. See bench/Original.
/// </summary>
internal sealed class Original(string? haProxy) : IBalancedSystem
{
    private static readonly TimeSpan EndBound = TimeSpan.FromSeconds(20);
    private readonly string _folder = Directory.CreateTempSubdirectory("ao-").FullName;
    private readonly Dictionary<string, NodeProcess> _sides = [];
    private readonly int _webPort = Ports.Free();
    private readonly int _serfPort = Ports.Free();
    private readonly int _rpcPort = Ports.Free();
    private readonly int _statsPort = Ports.Free();

    public string Name => "original";

    public int HttpPort { get; } = Ports.Free();

    private string NodesPath => Path.Combine(_folder, "nodes");

    private string StartsPath => Path.Combine(_folder, "starts");

    public async Task StartAsync()
    {
        Directory.CreateDirectory(NodesPath);
        StartSide("ha", "ha", AddressOf(0), ["haproxy", "serf"]);
        await Eventually.BecomesAsync(
            "the original's HAProxy serves its stats page", Tail, async () => ((await ServersAsync()).Count == 0, ""));
        await ListeningPort.UntilAsync(new IPEndPoint(AddressOf(0), _serfPort));
    }

    public Arrival AddWeb(int number)
    {
        var spawnedAt = TimeProvider.System.GetTimestamp();
        StartSide("backend", HostOf(number), AddressOf(number), ["app", "serf"]);
        return new Arrival(spawnedAt, ListeningPort.UntilAsync(new IPEndPoint(AddressOf(number), _webPort)));
    }

    public async Task StopWebAsync(int number)
    {
        var tree = ProcessTree.Of(_sides[HostOf(number)].Id);
        await Signals.SendAsync("TERM", tree[0]);
        await ProcessTree.UntilGoneAsync(tree, EndBound);
    }

    public Task<long> KillWebAsync(int number) =>
        ListeningPort.UntilClosedAsync(new IPEndPoint(AddressOf(number), _webPort), ProcessTree.KillAsync(_sides[HostOf(number)].Id));

    public Task PauseWebAsync(int number) => Signals.SendAsync("STOP", AppOf(number));

    public Task ResumeWebAsync(int number) => Signals.SendAsync("CONT", AppOf(number));

    public async Task KillAgentAsync()
    {
        await ProcessTree.KillAsync(ProcessTree.Of(_sides["ha"].Id).Last(pid => ProcessTree.NameOf(pid) == "serf"));
        await ListeningPort.UntilAsync(new IPEndPoint(AddressOf(0), _serfPort));
    }

    public Task KillWorkerAsync() =>
        ProcessTree.KillAsync(ProcessTree.Of(_sides["ha"].Id).Last(pid => ProcessTree.NameOf(pid) == "haproxy"));

    public Task SetServingAsync(int number, bool serving) => SerfAsync(number, serving ? "-u" : "-d");

    public string HostOf(int number) => $"s-{number}";

    public Task<Dictionary<string, string>> ServersAsync() => StatsPage.ServersAsync(_statsPort, "nodes");

    // The first start of HAProxy is none.
    public Task<int> ReloadsAsync() => Task.FromResult(File.ReadLines(StartsPath).Count() - 1);

    /// <summary>It tells of none.</summary>
    public Task<IReadOnlyList<double>> ChangeTimesAsync() => Task.FromResult<IReadOnlyList<double>>([]);

    public IReadOnlyCollection<JournalLine> Journal() => Journals.Read(_folder);

    public Task<IReadOnlyList<NamedProcess>> ProcessesAsync() => Task.FromResult<IReadOnlyList<NamedProcess>>([
        .. _sides.Where(side => !side.Value.HasExited).SelectMany(side => ProcessTree.Of(side.Value.Id))
            .Select(pid => new NamedProcess(ProcessTree.NameOf(pid), pid))]);

    public string Tail() =>
        string.Join(
            '\n',
            Directory.GetFiles(_folder, "*.log").Select(log =>
                $"--- {Path.GetFileName(log)}\n{string.Join('\n', File.ReadLines(log).TakeLast(12))}"));

    public async ValueTask DisposeAsync()
    {
        foreach (var side in _sides.Values)
        {
            if (!side.HasExited)
            {
                await ProcessTree.KillAsync(side.Id);
            }

            side.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private int AppOf(int number) => PeerApp.ProcessIn(_sides[HostOf(number)].Id);

    private static IPAddress AddressOf(int number) => IPAddress.Parse(string.Create(CultureInfo.InvariantCulture, $"127.0.1.{number + 1}"));

    private Task SerfAsync(int number, string order) =>
        Cli.Wrap("s6-svc").WithArguments([order, Path.Combine(_folder, HostOf(number), "serf")]).ExecuteAsync();

    private void StartSide(string kind, string name, IPAddress self, string[] services)
    {
        // The folder in which s6 finds a side's services; there already when the side is started again.
        var scan = Path.Combine(_folder, name);
        if (!Directory.Exists(scan))
        {
            foreach (var service in services)
            {
                Directory.CreateDirectory(Path.Combine(scan, service));
                File.Copy(Path.Combine(OriginalParts.Scripts, kind, service, "run"), Path.Combine(scan, service, "run"));
            }
        }

        _sides[name] = NodeProcess.Start(
            ["/usr/bin/env", .. Environment(name, scan, self), "s6-svscan", scan], name, Path.Combine(_folder, name + ".log"), 0);
    }

    private IEnumerable<string> Environment(string name, string scan, IPAddress self) =>
    [
        $"PARTS={OriginalParts.Scripts}", $"HANDLEBARS={OriginalParts.Handlebars}", $"HAPROXY={haProxy ?? "haproxy"}",
        $"PATH=/usr/sbin:{System.Environment.GetEnvironmentVariable("PATH")}",
        $"NAME={name}", $"SCAN={scan}", $"SELF={self}", $"HA={AddressOf(0)}", $"JOURNAL={Journals.PathOf(_folder, name)}",
        $"NODES={NodesPath}", $"CONFIG={Path.Combine(_folder, "haproxy.cfg")}", $"SOCKET={Path.Combine(_folder, "haproxy.sock")}",
        $"STARTS={StartsPath}",
        .. new (string Name, int Port)[] { ("WEB", _webPort), ("SERF", _serfPort), ("RPC", _rpcPort), ("HTTP", HttpPort),
            ("STATS", _statsPort) }
            .Select(port => string.Create(CultureInfo.InvariantCulture, $"{port.Name}_PORT={port.Port}")),
    ];
}
