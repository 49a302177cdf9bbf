using System.Collections.Concurrent;
using System.Text.Json;
using Actors.Harness.Networks;

namespace Actors.Harness;

/// <summary>A whole system of real processes on loopback, in a folder of its own, that leaves nothing behind.</summary>
public sealed class LocalSystem : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ae-").FullName;
    private readonly List<NodeProcess> _processes = [];
    private readonly Dictionary<string, (string Program, int ManagementPort, string[] Settings)> _known = [];
    private readonly List<int> _seedPorts = [];
    private readonly string? _haProxy;
    private readonly INetwork _network;
    private readonly HttpClient _user;
    private readonly ConcurrentDictionary<string, HttpClient> _clients = new();

    /// <param name="seeds">How many seeds there may be.</param>
    /// <param name="haProxy">HAProxy's program; null for that of the machine.</param>
    /// <param name="network">What connects the nodes; null for loopback.</param>
    public LocalSystem(int seeds = 1, string? haProxy = null, INetwork? network = null)
    {
        _haProxy = haProxy;
        _network = network ?? Loopback.Instance;
        _user = ClientAt(null);
        Ha1 = new Balancer("ha-1", _folder, _network);
        Ha2 = new Balancer("ha-2", Directory.CreateDirectory(Path.Combine(_folder, "2")).FullName, _network);
        for (var i = 0; i < seeds; i++)
        {
            _seedPorts.Add(_network.RemotingPortOf($"seed-{i + 1}") is var port and > 0 ? port : Ports.Free());
        }
    }

    /// <summary>The agent ha-1 and its HAProxy.</summary>
    public Balancer Ha1 { get; }

    /// <summary>The agent ha-2 and its HAProxy, where it is started.</summary>
    public Balancer Ha2 { get; }

    /// <summary>Settings that each node gets besides, by its name.</summary>
    public Func<string, IEnumerable<string>> SettingsOf { get; set; } = _ => [];

    /// <summary>The remoting port of the first seed.</summary>
    public int SeedPort => _seedPorts[0];

    public int HttpPort => Ha1.HttpPort;

    public string Folder => _folder;

    public string NodesPath => Ha1.NodesPath;

    public string ConfigPath => Ha1.ConfigPath;

    public string TemplatePath => Path.Combine(_folder, "template.sbn");

    /// <summary>The seeds as <c>host:port</c>, comma separated.</summary>
    public string Seeds => string.Join(',', _seedPorts.Select((port, index) => $"{_network.AddressOf($"seed-{index + 1}")}:{port}"));

    public NodeProcess StartSeed(int number = 1) => Start("seed", $"seed-{number}", [
        $"--Node:Port={_seedPorts[number - 1]}", $"--Node:StatePath={Path.Combine(_folder, $"seed-{number}")}"]);

    public NodeProcess StartHa(params string[] more) => StartHa(Ha1, more);

    public NodeProcess StartHa2(params string[] more) => StartHa(Ha2, more);

    public NodeProcess StartWeb(int number, params string[] more) => Start("web", $"web-{number}", [$"--Node:Port={_network.RemotingPortOf($"web-{number}")}", $"--Web:Port={Ports.Free()}", .. more]);

    /// <summary>Starts a program that is none of ours, with just the words of <paramref name="command"/>; it has no management port.</summary>
    public NodeProcess StartOther(string name, params string[] command)
    {
        _known[name] = ("", 0, []);
        var process = NodeProcess.Start([.. _network.RunAt(name), .. command], name, Path.Combine(_folder, name + ".log"), 0);
        _processes.Add(process);
        return process;
    }

    /// <summary>Starts a node again with the settings that it had.</summary>
    public NodeProcess StartAgain(string name)
    {
        var (program, managementPort, settings) = _known[name];
        return Launch(program, name, managementPort, settings);
    }

    /// <summary>Sends requests, each on a connection of its own, until exactly these nodes have answered.</summary>
    public Task UntilServedByAsync(params int[] webs) => Eventually.BecomesAsync($"requests are answered by web {string.Join(", ", webs)}", Tail, async () =>
    {
        var hosts = new SortedSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < 4 * webs.Length; i++)
        {
            hosts.Add((await GetAsync()).Host);
        }

        return (hosts.SetEquals(webs.Select(web => $"web-{web}")), string.Join(' ', hosts));
    });

    /// <summary>Waits until the stats page, the node files and the configuration all name exactly these nodes.</summary>
    public Task UntilListedAsync(params int[] webs) => Eventually.BecomesAsync($"stats page, node files and configuration list web {string.Join(", ", webs)}", Tail, async () =>
    {
        var wanted = string.Join(' ', webs.Select(web => $"web-{web}").Order(StringComparer.Ordinal));
        var stats = string.Join(' ', (await ServersAsync()).Keys.Order(StringComparer.Ordinal));
        var files = string.Join(' ', Directory.GetFiles(NodesPath, "*.json").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));
        var config = string.Join(' ', (await File.ReadAllLinesAsync(ConfigPath)).Where(line => line.StartsWith("    server ", StringComparison.Ordinal)).Select(line => line.Split(' ')[5]));
        return (stats == wanted && files == wanted && config == wanted, $"stats: {stats}; files: {files}; configuration: {config}");
    });

    /// <summary>Waits until HAProxy's servers are as wanted.</summary>
    public Task UntilServersAsync(Balancer balancer, string what, Func<IReadOnlyDictionary<string, SeenServer>, bool> isSo) =>
        Eventually.BecomesAsync($"{what}, at {balancer.Name}", Tail, async () => await balancer.ServersAsync() is var servers && isSo(servers) ? (true, "") : (false, string.Join("; ", servers)));

    /// <summary>Waits until what an agent says of itself is as wanted.</summary>
    public Task UntilStatusAsync(string what, Func<JsonElement, bool> isSo, string agent = "ha-1") =>
        Eventually.BecomesAsync($"{what}, in the status of {agent}", Tail, async () => await StatusAsync(agent) is var status && isSo(status) ? (true, "") : (false, status.GetRawText()));

    /// <summary>Waits until the agent has nothing left to do: what it counts is counted.</summary>
    public Task UntilSettledAsync() => UntilStatusAsync("nothing is left to do", status =>
        status.GetProperty("phase").GetString() == "Idle" && status.GetProperty("revisionApplied").GetInt64() == status.GetProperty("revisionDesired").GetInt64());

    /// <summary>Waits until each of these nodes sees the same members, all up, and nobody else.</summary>
    public Task UntilOneClusterAsync(params string[] names) => Eventually.BecomesAsync($"one cluster of {string.Join(", ", names)}", Tail, async () =>
        await ViewsAsync(names) is var views && views.All(view => view == Whole(names)) ? (true, "") : (false, string.Join(" | ", views)));

    /// <summary>Waits until one of these nodes does not see all of them as they should be.</summary>
    public Task UntilBrokenAsync(params string[] names) => Eventually.BecomesAsync($"no whole cluster of {string.Join(", ", names)} any more", Tail, async () =>
        await ViewsAsync(names) is var views && views.Any(view => view != Whole(names)) ? (true, "") : (false, "whole"));

    /// <summary>The servers of the stats page of the first agent's HAProxy.</summary>
    public async Task<IReadOnlyDictionary<string, SeenServer>> ServersAsync() =>
        HaProxyStatistics.ServersIn(await _user.GetStringAsync(new Uri($"http://{_network.AddressOf("ha-1")}:{Ha1.StatsPort}/;csv")));

    /// <summary>A request to the service through the first agent's HAProxy, on a connection of its own.</summary>
    public async Task<Answer> GetAsync()
    {
        using var answer = await _user.GetAsync(Ha1.Url);
        return await Answer.FromAsync(answer);
    }

    public Task<JsonElement> StatusAsync(string agent = "ha-1") => JsonAsync(agent, "/api/status");

    /// <summary>The last changes that an agent brought its HAProxy to, the newest first.</summary>
    public Task<JsonElement> HistoryAsync(string agent = "ha-1") => JsonAsync(agent, "/api/history?limit=1000");

    public async Task PostReadyAsync(NodeProcess web, string body)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await ManagerOf(web.Name).PostAsync(ManagementOf(web.Name, "/ready"), content);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Whether a node's process answers at its management port, in the cluster or not.</summary>
    public async Task<bool> IsLiveAsync(string node)
    {
        try
        {
            return await ManagerOf(node).GetStringAsync(ManagementOf(node, "/health/live")) == "live";
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>Posts to a node's management port, with its token; the status of the answer.</summary>
    public async Task<int> PostAsync(string node, string path) => (await AskAsync(HttpMethod.Post, node, path, token: TokenOf(node))).Status;

    /// <summary>Asks a node's management port.</summary>
    public async Task<Answer> AskAsync(HttpMethod method, string node, string path, string? token = null, string? body = null, string? host = null)
    {
        using var request = new HttpRequestMessage(method, ManagementOf(node, path)) { Content = body is null ? null : new StringContent(body, System.Text.Encoding.UTF8, body.StartsWith('{') && !body.StartsWith("{{", StringComparison.Ordinal) ? "application/json" : "text/plain") };
        request.Headers.Authorization = token is null ? null : new("Bearer", token);
        request.Headers.Host = host;
        using var answer = await ManagerOf(node).SendAsync(request);
        return await Answer.FromAsync(answer);
    }

    /// <summary>The stream of a node's management port.</summary>
    public Task<Stream> StreamAsync(string node, string path) => ManagerOf(node).GetStreamAsync(ManagementOf(node, path));

    /// <summary>The token that a node made for those who may change it.</summary>
    public string TokenOf(string node)
    {
        const string StatePath = "--Node:StatePath=";
        var state = _known[node].Settings.First(setting => setting.StartsWith(StatePath, StringComparison.Ordinal))[StatePath.Length..];
        return File.ReadAllText(Path.Combine(state, "api-token")).Trim();
    }

    public int HaProxyPid() => Ha1.Pid();

    public bool HaProxyRuns() => Ha1.Runs();

    /// <summary>The last lines of each log, for the message of a test that fails.</summary>
    public string Tail() => string.Join('\n', _known.Keys.Select(name => Path.Combine(_folder, name + ".log")).Where(File.Exists)
        .Select(log => $"--- {Path.GetFileName(log)}\n{string.Join('\n', File.ReadLines(log).TakeLast(12))}"));

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            process.Dispose();
        }

        foreach (var balancer in new[] { Ha1, Ha2 }.Where(balancer => balancer.Runs()))
        {
            await Signals.SendAsync("TERM", balancer.Pid());
        }

        _user.Dispose();
        foreach (var client in _clients.Values)
        {
            client.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A client that stands where users do.</summary>
    /// <param name="lifetime">How long its connections are kept; zero for a new one for each request.</param>
    /// <param name="timeout">How long a request may take.</param>
    public HttpClient ClientOfUsers(TimeSpan lifetime, TimeSpan timeout) => ClientAt(null, lifetime, timeout);

    /// <summary>A published program.</summary>
    public static string Program(string program)
    {
        var folder = Environment.GetEnvironmentVariable("ACTORS_BUILD")
            ?? throw new InvalidOperationException("ACTORS_BUILD is not set to the folder of the published programs: run the tests by ./actors test.");
        return Path.Combine(folder, program, "actors-" + program);
    }

    private NodeProcess StartHa(Balancer balancer, string[] more) =>
        Start("ha", balancer.Name, [.. balancer.Settings, .. (string[])(_haProxy is null ? [] : [$"--HaProxy:Binary={_haProxy}"]), .. more]);

    private NodeProcess Start(string program, string name, string[] settings) => Launch(program, name, Ports.Free(), [.. settings, .. SettingsOf(name)]);

    private NodeProcess Launch(string program, string name, int managementPort, string[] settings)
    {
        _known[name] = (program, managementPort, settings);
        var process = NodeProcess.Start(
            [
                .. _network.RunAt(name), Program(program),
                $"--Node:Name={name}", $"--Node:Host={_network.AddressOf(name)}", $"--Node:Seeds={Seeds}", $"--Node:ManagementPort={managementPort}", .. settings,
            ],
            name, Path.Combine(_folder, name + ".log"), managementPort);
        _processes.Add(process);
        return process;
    }

    private static string Whole(string[] names) => string.Join(' ', names.Order(StringComparer.Ordinal).Select(name => $"{name}:Up:True"));

    private async Task<IReadOnlyList<string>> ViewsAsync(string[] names)
    {
        var views = new List<string>();
        foreach (var name in names)
        {
            var view = await JsonAsync(name, "/cluster");
            views.Add(string.Join(' ', view.GetProperty("members").EnumerateArray()
                .Select(member => $"{member.GetProperty("name").GetString()}:{member.GetProperty("status").GetString()}:{member.GetProperty("reachable").GetBoolean()}")));
        }

        return views;
    }

    private async Task<JsonElement> JsonAsync(string node, string path) =>
        JsonDocument.Parse(await ManagerOf(node).GetStringAsync(ManagementOf(node, path))).RootElement;

    /// <summary>The one client for a node's management port, which only its own machine reaches.</summary>
    private HttpClient ManagerOf(string node) => _clients.GetOrAdd(node, ClientAt);

    private Uri ManagementOf(string node, string path) => new($"http://127.0.0.1:{_known[node].ManagementPort}{path}");

    private HttpClient ClientAt(string? node) => ClientAt(node, TimeSpan.Zero, TimeSpan.FromSeconds(5));

    private HttpClient ClientAt(string? node, TimeSpan lifetime, TimeSpan timeout) => new(new SocketsHttpHandler
    {
        PooledConnectionLifetime = lifetime,
        ConnectTimeout = TimeSpan.FromSeconds(2),
        UseCookies = false,
        ConnectCallback = (context, cancellationToken) => _network.ConnectAsync(node, context.DnsEndPoint, cancellationToken),
    })
    { Timeout = timeout };
}
