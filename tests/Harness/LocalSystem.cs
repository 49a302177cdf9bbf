using System.Collections.Concurrent;
using Actors.Harness.Networks;

namespace Actors.Harness;

/// <summary>A whole system of real processes on loopback, in a folder of its own, that leaves nothing behind.</summary>
public sealed partial class LocalSystem : IAsyncDisposable
{
    /// <summary>Added to the name of a log's file, for what was in it before it was emptied.</summary>
    private const string Before = ".before";

    private readonly string _folder = Directory.CreateTempSubdirectory("ae-").FullName;
    private readonly ConcurrentDictionary<string, Node> _nodes = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<NodeProcess> _started = [];
    private readonly List<int> _seedPorts = [];
    private readonly INetwork _network;
    private readonly int _most;
    private readonly IDisposable? _place;

    private LocalSystem(int seeds, string? haProxy, INetwork? network, int most, IDisposable? place)
    {
        HaProxy = haProxy;
        _network = network ?? Loopback.Instance;
        _most = most;
        _place = place;
        _user = ClientOfUsers(TimeSpan.Zero, TimeSpan.FromSeconds(30));
        Ha1 = new Balancer("ha-1", _folder, _network);
        Ha2 = new Balancer("ha-2", Directory.CreateDirectory(Path.Combine(_folder, "2")).FullName, _network);
        for (var i = 0; i < seeds; i++)
        {
            _seedPorts.Add(_network.RemotingPortOf($"seed-{i + 1}") is var port and > 0 ? port : Ports.Free());
        }
    }

    /// <summary>One beside others, once there is room for it (<see cref="NodeGate"/>).</summary>
    /// <param name="nodes">How many processes of nodes it has at most at a time.</param>
    /// <param name="seeds">How many seeds there may be.</param>
    /// <param name="haProxy">HAProxy's program; null for that of the machine.</param>
    /// <param name="network">What connects the nodes; null for loopback.</param>
    public static async Task<LocalSystem> OpenAsync(int nodes, int seeds = 1, string? haProxy = null, INetwork? network = null)
    {
        var place = await NodeGate.EnterAsync(nodes);
        return new LocalSystem(seeds, haProxy, network, nodes, place);
    }

    /// <summary>The only one that this process has, of any size.</summary>
    /// <param name="haProxy">HAProxy's program; null for that of the machine.</param>
    /// <param name="network">What connects the nodes; null for loopback.</param>
    public static LocalSystem Alone(string? haProxy = null, INetwork? network = null) =>
        new(seeds: 1, haProxy, network, int.MaxValue, place: null);

    /// <summary>The agent ha-1 and its HAProxy.</summary>
    public Balancer Ha1 { get; }

    /// <summary>The agent ha-2 and its HAProxy, where it is started.</summary>
    public Balancer Ha2 { get; }

    /// <summary>The program of HAProxy that agents get which start from now on; null for that of the machine.</summary>
    public string? HaProxy { get; set; }

    /// <summary>The folder of the programs that nodes are which start from now on, by the name of the node.</summary>
    public Func<string, string> ProgramsOf { get; set; } = _ => Published;

    /// <summary>Settings that each node gets besides, by its name.</summary>
    public Func<string, IEnumerable<string>> SettingsOf { get; set; } = _ => [];

    /// <summary>The processes that run, or stand still, by the names of their nodes.</summary>
    public IReadOnlyDictionary<string, NodeProcess> Running =>
        _nodes.Where(node => node.Value.Process is { HasExited: false })
            .ToDictionary(node => node.Key, node => node.Value.Process, StringComparer.Ordinal);

    /// <summary>The remoting port of the first seed.</summary>
    public int SeedPort => _seedPorts[0];

    public int HttpPort => Ha1.HttpPort;

    public string Folder => _folder;

    public string NodesPath => Ha1.NodesPath;

    public string ConfigPath => Ha1.ConfigPath;

    public string TemplatePath => Path.Combine(_folder, "template.sbn");

    /// <summary>The seeds as <c>host:port</c>, comma separated.</summary>
    public string Seeds => string.Join(',', _seedPorts.Select((port, index) => $"{_network.HostOf($"seed-{index + 1}")}:{port}"));

    public NodeProcess StartSeed(int number = 1) => Start("seed", $"seed-{number}", [
        $"--Node:Port={_seedPorts[number - 1]}", $"--Node:StatePath={Path.Combine(_folder, $"seed-{number}")}"], []);

    public NodeProcess StartHa(params string[] more) => StartHa(Ha1, more);

    public NodeProcess StartHa2(params string[] more) => StartHa(Ha2, more);

    public NodeProcess StartWeb(int number, params string[] more) =>
        Start("web", $"web-{number}", [$"--Node:Port={_network.RemotingPortOf($"web-{number}")}", $"--Web:Port={Ports.Free()}"], more);

    /// <summary>
    /// Starts a program that is none of ours, with just the words of <paramref name="command"/>; it has no management port.
    /// </summary>
    public NodeProcess StartOther(string name, params string[] command) => Launch(name, command, managementPort: 0, settings: [], more: []);

    /// <summary>Starts a node again with the settings that it had.</summary>
    public NodeProcess StartAgain(string name)
    {
        var node = _nodes[name];
        return Launch(name, node.Command, node.ManagementPort, node.Settings, node.More);
    }

    /// <summary>Starts a node again with the settings that it had, as a program of another folder.</summary>
    public NodeProcess StartAgain(string name, string programs)
    {
        var node = _nodes[name];
        string[] command = [Path.Combine(programs, Path.GetFileName(node.Command[0])), .. node.Command[1..]];
        return Launch(name, command, node.ManagementPort, node.Settings, node.More);
    }

    /// <summary>What a node was given when it was started, besides what all of its kind are given; null where it never was.</summary>
    public IReadOnlyList<string>? GivenTo(string name) => _nodes.GetValueOrDefault(name)?.More;

    /// <summary>
    /// Empties the logs; whoever writes into one goes on at its beginning. What was in them <see cref="WholeLog"/> has still.
    /// </summary>
    public void ClearLogs()
    {
        foreach (var log in Directory.GetFiles(_folder, "*.log"))
        {
            File.AppendAllText(log + Before, File.ReadAllText(log));
            // All of them append.
            File.WriteAllText(log, "");
        }
    }

    /// <summary>All that a node has ever logged, in each of its lives.</summary>
    public string WholeLog(string name)
    {
        var log = Path.Combine(_folder, name + ".log");
        return (File.Exists(log + Before) ? File.ReadAllText(log + Before) : "") + File.ReadAllText(log);
    }

    /// <summary>The last lines of each log, for the message of a test that fails.</summary>
    public string Tail() =>
        string.Join('\n', _nodes.Keys.Order(StringComparer.Ordinal).Select(name => Path.Combine(_folder, name + ".log")).Where(File.Exists)
        .Select(log => $"--- {Path.GetFileName(log)}\n{string.Join('\n', File.ReadLines(log).TakeLast(40))}"));

    public async ValueTask DisposeAsync()
    {
        try
        {
            foreach (var process in _started)
            {
                process.Dispose();
            }

            foreach (var balancer in new[] { Ha1, Ha2 }.Where(balancer => balancer.Runs()))
            {
                await Signals.SendAsync("TERM", balancer.Pid());
            }

            _user.Dispose();
            foreach (var client in _managers.Values)
            {
                client.Dispose();
            }

            Directory.Delete(_folder, recursive: true);
        }
        finally
        {
            _place?.Dispose();
        }
    }

    /// <summary>The folder of the published programs.</summary>
    public static string Published => Environment.GetEnvironmentVariable("ACTORS_BUILD")
        ?? throw new InvalidOperationException(
            "ACTORS_BUILD is not set to the folder of the published programs: run the tests by ./actors test.");

    /// <summary>A published program.</summary>
    public static string Program(string program) => Path.Combine(Published, "actors-" + program);

    private NodeProcess StartHa(Balancer balancer, string[] more) =>
        Start(
            "ha", balancer.Name,
            // Nothing stands in front; the last release does not know the setting.
            ProgramsOf(balancer.Name) == Published ? [.. balancer.Settings, "--HaProxy:LeaveNotice=0"] : balancer.Settings,
            HaProxy is null ? more : [$"--HaProxy:Binary={HaProxy}", .. more]);

    private NodeProcess Start(string program, string name, string[] own, string[] more)
    {
        var port = Ports.Free();
        string[] settings = [.. own, .. more, .. SettingsOf(name)];
        string[] command = [
            Path.Combine(ProgramsOf(name), "actors-" + program), $"--Node:Name={name}", $"--Node:Host={_network.AddressOf(name)}",
            $"--Node:Seeds={Seeds}", $"--Node:ManagementPort={port}", .. settings];
        return Launch(name, command, port, settings, more);
    }

    private NodeProcess Launch(string name, string[] command, int managementPort, string[] settings, string[] more)
    {
        if (Running.Count >= _most)
        {
            throw new InvalidOperationException($"{name} is one more than the {_most} nodes that this system was opened for.");
        }

        var process = NodeProcess.Start([.. _network.RunAt(name), .. command], name, Path.Combine(_folder, name + ".log"), managementPort);
        _started.Add(process);
        _nodes[name] = new Node(process, command, managementPort, settings, more);
        return process;
    }

    private sealed record Node(NodeProcess Process, string[] Command, int ManagementPort, string[] Settings, string[] More);
}
