using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Actors.Bench.Systems;
using Actors.Harness;

namespace Actors.Bench.Peers;

/// <summary>
/// A balancer of others with the app of the comparison behind it. What an operator of it does when a node comes or leaves is
/// <see cref="EnlistAsync"/> and <see cref="LeaveAsync"/>, as its documentation has it.
/// </summary>
internal abstract class Peer(string name) : IBalancedSystem
{
    /// <summary>The status of a server that gets traffic.</summary>
    protected const string Up = "UP";

    private static readonly TimeSpan AskLimit = TimeSpan.FromSeconds(2);
    private static readonly HttpClient Client = new(
        new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero })
    { Timeout = AskLimit };

    private readonly Dictionary<int, Node> _nodes = [];
    private readonly HashSet<string> _answered = new(StringComparer.Ordinal);
    private readonly List<NodeProcess> _started = [];
    private readonly ConcurrentDictionary<int, PeerNode> _ports = [];
    private int _ended;

    public string Name => name;

    public int HttpPort { get; } = Ports.Free();

    /// <summary>Whether something beside the proxy tells it of changes.</summary>
    public virtual bool HasAgent => false;

    /// <summary>Everything that it writes.</summary>
    protected string Folder { get; } = Directory.CreateTempSubdirectory("ap-").FullName;

    public abstract Task StartAsync();

    public Arrival AddWeb(int number)
    {
        var spawnedAt = TimeProvider.System.GetTimestamp();
        var node = NodeOf(number);
        _answered.Remove(node.Host);
        _nodes[number] = new Node(
            node, Start(node.Host, PeerApp.Command(node.Host, node.Port, Journals.PathOf(Folder, node.Host))));
        StartBeside(node);
        return new Arrival(spawnedAt, ArriveAsync(node));
    }

    public async Task StopWebAsync(int number)
    {
        await LeaveAsync(NodeOf(number));
        await _nodes[number].Process.StopAsync();
        await StopBesideAsync(NodeOf(number));
    }

    public Task<long> KillWebAsync(int number) => ListeningPort.UntilClosedAsync(EndPointOf(NodeOf(number)), KillAsync(number));

    public Task PauseWebAsync(int number) => Signals.SendAsync("STOP", _nodes[number].Process.Id);

    public Task ResumeWebAsync(int number) => Signals.SendAsync("CONT", _nodes[number].Process.Id);

    public virtual Task KillAgentAsync() => throw new NotSupportedException($"{name} has nothing that tells it of changes.");

    public Task KillWorkerAsync() => throw new NotSupportedException("The comparison kills no proxy.");

    public Task SetServingAsync(int number, bool serving) => throw new NotSupportedException("The comparison stops what is to leave.");

    public string HostOf(int number) => $"web-{number}";

    /// <summary>
    /// As the proxy sees them; one that it takes for up is up once it has answered a request through it. A server without a process that
    /// is not up is none.
    /// </summary>
    public async Task<Dictionary<string, string>> ServersAsync()
    {
        var states = await StatesAsync();
        // In turn, each of them is asked soon.
        for (var turn = 0; turn < states.Count && states.Any(IsUnproven); turn++)
        {
            await AskAsync();
        }

        var running = _nodes.Values.Where(node => !node.Process.HasExited).Select(node => node.At.Host).ToHashSet(StringComparer.Ordinal);
        return states.Where(state => IsUp(state.Value) || running.Contains(state.Key)).ToDictionary(
            state => state.Key, state => IsUnproven(state) ? "STARTING" : state.Value);
    }

    public virtual Task<int> ReloadsAsync() => Task.FromResult(0);

    /// <summary>It tells of none.</summary>
    public Task<IReadOnlyList<double>> ChangeTimesAsync() => Task.FromResult<IReadOnlyList<double>>([]);

    public IReadOnlyCollection<JournalLine> Journal() => Journals.Read(Folder);

    public Task<IReadOnlyList<NamedProcess>> ProcessesAsync() => Task.FromResult<IReadOnlyList<NamedProcess>>(
        [.. _started.Where(process => !process.HasExited).SelectMany(process => ProcessTree.Of(process.Id))
            .Select(pid => new NamedProcess(ProcessTree.NameOf(pid), pid))]);

    public string Tail() => string.Join(
        '\n',
        Directory.GetFiles(Folder, "*.log").Select(log =>
            $"--- {Path.GetFileName(log)}\n{string.Join('\n', File.ReadLines(log).TakeLast(12))}"));

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _ended, 1) == 1)
        {
            // A signal may end what is being ended.
            return;
        }

        foreach (var process in _started.AsEnumerable().Reverse())
        {
            if (!process.HasExited)
            {
                await ProcessTree.KillAsync(process.Id);
            }

            process.Dispose();
        }

        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>The proxy's servers with their status, <see cref="Up"/> for one that gets traffic, by the name of the node.</summary>
    protected abstract Task<IReadOnlyDictionary<string, string>> StatesAsync();

    /// <summary>What an operator does once a node's app listens.</summary>
    protected virtual Task EnlistAsync(PeerNode node) => Task.CompletedTask;

    /// <summary>What an operator does before a node's app gets SIGTERM; back once it may.</summary>
    protected abstract Task LeaveAsync(PeerNode node);

    /// <summary>Starts what runs beside a node's app.</summary>
    protected virtual void StartBeside(PeerNode node)
    {
    }

    /// <summary>Ends what runs beside a node's app, which has ended.</summary>
    protected virtual Task StopBesideAsync(PeerNode node) => Task.CompletedTask;

    /// <summary>The processes beside a node's app, which die with its machine.</summary>
    protected virtual IReadOnlyList<int> Beside(PeerNode node) => [];

    protected NodeProcess Start(string process, IEnumerable<string> command)
    {
        var started = NodeProcess.Start(command, process, Path.Combine(Folder, process + ".log"), 0);
        _started.Add(started);
        return started;
    }

    /// <summary>Our configuration of that name with these values, in the folder; its path.</summary>
    protected string Configure(string file, IReadOnlyList<PeerNode> nodes, params (string Name, string Value)[] values)
    {
        var path = Path.Combine(Folder, file);
        ConfigureAt(path, file, nodes, values);
        return path;
    }

    protected void ConfigureAt(string path, string file, IReadOnlyList<PeerNode> nodes, params (string Name, string Value)[] values)
    {
        var all = values.ToDictionary(value => value.Name, value => value.Value);
        all["folder"] = Folder;
        all["port"] = Text(HttpPort);
        File.WriteAllText(path, Template.Fill(File.ReadAllText(Path.Combine(PeerParts.Configuration, file)), all, nodes));
    }

    protected static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A node, which keeps its port for as long as the system runs.</summary>
    protected PeerNode NodeOf(int number) => _ports.GetOrAdd(number, _ => new PeerNode(HostOf(number), Ports.Free()));

    /// <summary>The node at an address, as <c>127.0.0.1:10203</c>; null for none.</summary>
    protected PeerNode? NodeAt(string address) => _ports.Values.FirstOrDefault(node => address == $"127.0.0.1:{node.Port}");

    protected Task UntilAsync(string what, Func<Task<bool>> isSo) =>
        Eventually.BecomesAsync($"{what} of {name}", Tail, async () => (await isSo(), ""), every: TimeSpan.FromMilliseconds(20));

    private bool IsUnproven(KeyValuePair<string, string> state) => IsUp(state.Value) && !_answered.Contains(state.Key);

    private static bool IsUp(string status) => status.StartsWith(Up, StringComparison.Ordinal);

    private static IPEndPoint EndPointOf(PeerNode node) => new(IPAddress.Loopback, node.Port);

    private async Task<long> ArriveAsync(PeerNode node)
    {
        var listening = await ListeningPort.UntilAsync(EndPointOf(node));
        await EnlistAsync(node);
        return listening;
    }

    private async Task KillAsync(int number)
    {
        int[] all = [_nodes[number].Process.Id, .. Beside(NodeOf(number))];
        await Signals.SendAsync("KILL", all);
        await ProcessTree.UntilGoneAsync(all, AskLimit);
    }

    private async Task AskAsync()
    {
        var answer = await Client.GetStringAsync(new Uri($"http://127.0.0.1:{HttpPort}/"));
        _answered.Add(Load.Answer.HostIn(answer));
    }

    private sealed record Node(PeerNode At, NodeProcess Process);
}
