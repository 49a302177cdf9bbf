using System.Collections.Concurrent;
using System.Net;
using Actors.Bench.Peers;
using Actors.Harness;
using Actors.Harness.Networks;

namespace Actors.Bench.Systems;

/// <summary>This project's programs: a seed, an agent with its HAProxy, web nodes.</summary>
/// <param name="haProxy">HAProxy's program; null for that of the machine.</param>
/// <param name="network">What connects the nodes; null for loopback.</param>
/// <param name="program">The program that a node serves, by its name, port and journal; null for the demo app.</param>
internal sealed class Ours(
    string? haProxy, INetwork? network = null, Func<string, int, string, IReadOnlyList<string>>? program = null) : IBalancedSystem
{
    private readonly LocalSystem _system = LocalSystem.Alone(haProxy, network);
    private readonly Dictionary<int, Web> _webs = [];
    private NodeProcess? _seed;
    private NodeProcess? _agent;

    public string Name => "ours";

    public int HttpPort => _system.HttpPort;

    public int StatsPort => _system.Ha1.StatsPort;

    /// <summary>The process id of HAProxy's master.</summary>
    public int HaProxyPid() => _system.HaProxyPid();

    public string ConfigPath => _system.ConfigPath;

    public string RuntimePath => Path.Combine(_system.Folder, "run");

    public async Task StartAsync()
    {
        _seed = _system.StartSeed();
        _agent = _system.StartHa();
        await Eventually.BecomesAsync("the agent has started HAProxy", Tail, async () => (
            (await _system.StatusAsync()).GetProperty("haproxy").GetProperty("running").GetBoolean(), ""));
    }

    public Arrival AddWeb(int number)
    {
        var spawnedAt = TimeProvider.System.GetTimestamp();
        var host = HostOf(number);
        if (_webs.TryGetValue(number, out var known))
        {
            _webs[number] = known with { Process = _system.StartAgain(host) };
        }
        else
        {
            var port = Ports.Free();
            var journal = Journals.PathOf(_system.Folder, host);
            string[] served = program is null ? [$"--Web:JournalPath={journal}"] : ["--", .. program(host, port, journal)];
            _webs[number] = new Web(_system.StartWeb(number, [$"--Web:Port={port}", .. served]), port);
        }

        return new Arrival(spawnedAt, ListeningPort.UntilAsync(EndPointOf(number)));
    }

    /// <summary>
    /// As <c>./actors scale</c> does: no more of them on their way than two for each processor, the next once one is in HAProxy.
    /// </summary>
    public async Task<IReadOnlyList<Arrival>> AddWebsAsync(IReadOnlyList<int> numbers)
    {
        var arrivals = new ConcurrentBag<Arrival>();
        await Parallel.ForEachAsync(
            numbers, new ParallelOptions { MaxDegreeOfParallelism = 2 * Environment.ProcessorCount }, async (number, _) =>
        {
            Arrival arrival;
            lock (_webs)
            {
                arrival = AddWeb(number);
            }

            arrivals.Add(arrival);
            await arrival.ListeningAt;
            await Eventually.BecomesAsync(
                $"{HostOf(number)} is in HAProxy", () => "", async () => ((await ServersAsync()).ContainsKey(HostOf(number)), ""));
        });
        return [.. arrivals];
    }

    public async Task StopWebAsync(int number) => await _webs[number].Process.StopAsync();

    // With its program: both are one machine's.
    public Task<long> KillWebAsync(int number) =>
        ListeningPort.UntilClosedAsync(EndPointOf(number), ProcessTree.KillAsync(_webs[number].Process.Id));

    public Task PauseWebAsync(int number) => Signals.SendAsync("STOP", AppOf(number));

    public Task ResumeWebAsync(int number) => Signals.SendAsync("CONT", AppOf(number));

    /// <summary>Started again at once, as a container's restart policy or systemd does.</summary>
    public async Task KillAgentAsync()
    {
        await _agent!.KillAsync();
        _agent = _system.StartAgain(_system.Ha1.Name);
        await Eventually.BecomesAsync("the agent has taken HAProxy over", Tail, async () =>
        {
            var status = await _system.StatusAsync();
            return (
                status.GetProperty("phase").GetString() == "Idle" && status.GetProperty("revisionApplied").GetInt64() > 0,
                status.GetRawText());
        });
    }

    public Task KillWorkerAsync() => ProcessTree.KillAsync(ProcessTree.Of(_system.HaProxyPid())[^1]);

    public Task SetServingAsync(int number, bool serving) =>
        _system.PostReadyAsync(HostOf(number), serving ? """{"ready":true}""" : """{"ready":false,"reason":"bench"}""");

    public string HostOf(int number) => $"web-{number}";

    public Task<Dictionary<string, string>> ServersAsync() => StatsPage.ServersAsync(_system.Ha1.StatsPort, "web");

    public async Task<int> ReloadsAsync()
    {
        var haproxy = (await _system.StatusAsync()).GetProperty("haproxy");
        return haproxy.GetProperty("reloads").GetInt32() + haproxy.GetProperty("restarts").GetInt32();
    }

    // The agent tells the newest first.
    public async Task<IReadOnlyList<double>> ChangeTimesAsync() =>
        [.. (await _system.HistoryAsync()).EnumerateArray().Reverse().Where(change =>
            change.GetProperty("result").GetString() == "applied").Select(change => change.GetProperty("milliseconds").GetDouble())];

    public IReadOnlyCollection<JournalLine> Journal() => Journals.Read(_system.Folder);

    public Task<IReadOnlyList<NamedProcess>> ProcessesAsync() => Task.FromResult<IReadOnlyList<NamedProcess>>([
        new("seed", _seed!.Id), new("agent", _agent!.Id), .. ProcessTree.Of(_system.HaProxyPid())
        .Select((pid, index) => new NamedProcess(index == 0 ? "haproxy master" : "haproxy worker", pid)),
        .. _webs.Where(web => !web.Value.Process.HasExited).Select(web => new NamedProcess("web", web.Value.Process.Id))]);

    public string Tail() => _system.Tail();

    /// <summary>Copies the log of every node into a folder.</summary>
    public void CopyLogsTo(string folder)
    {
        foreach (var log in Directory.GetFiles(_system.Folder, "*.log"))
        {
            File.Copy(log, Path.Combine(folder, Path.GetFileName(log)), overwrite: true);
        }
    }

    public ValueTask DisposeAsync() => _system.DisposeAsync();

    private int AppOf(int number) =>
        program is null ? _webs[number].Process.Id : PeerApp.ProcessIn(_webs[number].Process.Id);

    private IPEndPoint EndPointOf(int number) => new(IPAddress.Loopback, _webs[number].Port);

    private sealed record Web(NodeProcess Process, int Port);
}
