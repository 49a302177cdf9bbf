using Actors.Containers.Engine;
using Actors.Containers.Observing;

namespace Actors.Containers;

/// <summary>
/// The system from the compose file, under a project name of its own: brought where a test wants it, and looked at from outside.
/// </summary>
internal sealed class ContainerSystem : IAsyncDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(90);

    /// <summary>A look starts programs in containers, on the cores that what is awaited needs too.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);
    private static readonly string[] Fixed = ["seed-1", "seed-2", "ha"];

    private readonly string _project;
    private bool _isOverlaid;

    public ContainerSystem(Action<string> report, string project, string[] files)
    {
        (Report, _project) = (line => report($"{project}: {line}"), project);
        var (http, stats, api) = (Ports.Free(), Ports.Free(), Ports.Free());
        Api = new Uri($"http://127.0.0.1:{api}/");
        var commandLine = new CommandLine(Report)
        {
            Environment = new Dictionary<string, string?>
            {
                ["HTTP_PORT"] = $"{http}",
                ["STATS_PORT"] = $"{stats}",
                ["API_PORT"] = $"{api}"
            },
        };
        Compose = new ComposeProject(commandLine, project, files);
        Docker = new Docker(commandLine);
        Ha = new HaContainer(Docker, () => ContainerAsync("ha"), http, stats);
    }

    /// <summary>The network that the containers are in.</summary>
    public string Network => _project + "_default";

    /// <summary>Says a line beside the tests' results.</summary>
    public Action<string> Report { get; }

    public Docker Docker { get; }

    public ComposeProject Compose { get; }

    public HaContainer Ha { get; }

    /// <summary>The agent's API, as it is published on this machine.</summary>
    public Uri Api { get; }

    public async ValueTask DisposeAsync()
    {
        Ha.Dispose();
        await Compose.DownAsync();
    }

    /// <summary>
    /// What a test begins with: one cluster of all services and so many web nodes or more, all of them served; answers their names.
    /// </summary>
    public async Task<IReadOnlyList<string>> AtLeastAsync(int web)
    {
        var count = Math.Max(web, (await RunningAsync(web)).Count(container => container.Service == "web"));
        var nodes = await WebNodesAsync();
        Assert.Equal(count, nodes.Count);
        await Task.WhenAll(ServedByAsync($"{count} web nodes", nodes), OneClusterAsync("seed-1", "seed-2"));
        return nodes;
    }

    /// <summary>
    /// Each service runs, with so many web nodes or more, and no web node that has ended is left; the containers, the newest first.
    /// </summary>
    public async Task<IReadOnlyList<Container>> RunningAsync(int web = 1)
    {
        var containers = await Compose.ContainersAsync();
        var ended = containers.Where(container => container is { Service: "web", IsRunning: false }).Select(container => container.Id)
            .ToArray();
        if (ended.Length > 0)
        {
            await Docker.RemoveAsync(ended);
        }

        var running = containers.Where(container => container.IsRunning).ToList();
        var webNodes = running.Count(container => container.Service == "web");
        if (!_isOverlaid && webNodes >= web && Fixed.All(service => running.Exists(container => container.Service == service)))
        {
            return running;
        }

        await UpAsync(Math.Max(web, webNodes));
        return [.. (await Compose.ContainersAsync()).Where(container => container.IsRunning)];
    }

    /// <summary>Scales the web service as users do, and waits until HAProxy serves exactly those nodes; answers their names.</summary>
    public async Task<IReadOnlyList<string>> ScaleAsync(int web)
    {
        if ((await RunningAsync(web)).Count(container => container.Service == "web") != web)
        {
            await UpAsync(web);
        }

        var nodes = await WebNodesAsync();
        Assert.Equal(web, nodes.Count);
        await ServedByAsync($"{web} web nodes", nodes);
        return nodes;
    }

    /// <summary>Starts the system with compose files on top, until a test wants it without.</summary>
    public async Task OverlayAsync(params string[] files)
    {
        var web = (await WebNodesAsync()).Count;
        _isOverlaid = true;
        await Compose.UpAsync(web, files);
    }

    /// <summary>Adds a web node and touches no other service; answers its name.</summary>
    public async Task<string> AddWebNodeAsync()
    {
        var before = await WebNodesAsync();
        await Compose.ScaleAsync("web", before.Count + 1);
        return Assert.Single((await WebNodesAsync()).Except(before));
    }

    /// <summary>The web nodes that run, the newest first.</summary>
    public async Task<IReadOnlyList<string>> WebNodesAsync() =>
        [.. (await Compose.ContainersAsync()).Where(container =>
            container is { Service: "web", IsRunning: true }).Select(container => container.Id)];

    public async Task<string> ContainerAsync(string service) =>
        (await Compose.ContainersAsync()).Where(container => container.Service == service && container.IsRunning)
            .Select(container => container.Id).ToList() is [var one]
            ? one
            : throw new CommandFailedException($"{service} does not run, or more than once");

    /// <summary>HAProxy serves exactly these nodes: in its answers, its configuration, its node files and its stats page.</summary>
    public Task ServedByAsync(string when, IReadOnlyCollection<string> nodes) =>
        EventuallyAsync(
            $"{when}: HAProxy serves exactly [{string.Join(' ', nodes.Order(StringComparer.Ordinal))}]", () => Ha.DiffersAsync(nodes));

    /// <summary>The seeds and the ha agent all see the same members, all of them Up.</summary>
    public async Task OneClusterAsync(params string[] seeds)
    {
        var containers = (await Compose.ContainersAsync()).Where(container => container.IsRunning).ToList();
        string[] expected = [
            .. seeds, "ha", .. containers.Where(container => container.Service == "web").Select(container => container.Id)];
        Array.Sort(expected, StringComparer.Ordinal);
        string[] asked = [.. seeds, "ha"];
        await Task.WhenAll(
            asked.Select(service => EventuallyAsync($"{service} sees one cluster, all Up: [{string.Join(' ', expected)}]", async () =>
        {
            var members = await ClusterView.MembersAsync(
                Docker, containers.Single(container => container.Service == service).Id, service == "ha"
                ? ManagementPort.Agent
                : ManagementPort.Node);
            return members.SequenceEqual(expected) ? null : $"[{string.Join(' ', members)}]";
        })));
    }

    /// <summary>How HAProxy's agent has brought it where it is, and which HAProxy that is.</summary>
    public async Task<(Version Version, int Reloads, int Changes)> HaProxyAsync()
    {
        using var status = await ManagementPort.GetAsync(Docker, await ContainerAsync("ha"), ManagementPort.Agent, "/api/status");
        var haproxy = status.RootElement.GetProperty("haproxy");
        return (
            Version.Parse(haproxy.GetProperty("version").GetString()!), haproxy.GetProperty("reloads").GetInt32(),
            haproxy.GetProperty("changes").GetInt32());
    }

    /// <summary>Runs a command of this project's command line program against the agent; answers what it printed.</summary>
    public async Task<string> ActorsAsync(params string[] arguments)
    {
        var token = (await Docker.ExecAsync(await ContainerAsync("ha"), "cat", "/var/lib/actors/api-token")).Trim();
        var actors = new CommandLine(Report)
        {
            Environment = new Dictionary<string, string?>
            {
                ["ACTORS_URL"] = Api.ToString(),
                ["ACTORS_TOKEN"] = token
            }
        };
        return await actors.RunAsync(Repository.PathOf("actors"), arguments);
    }

    /// <param name="expected">What is awaited, for the message.</param>
    /// <param name="look">Looks once; null when all is as expected, else what was seen instead.</param>
    public async Task EventuallyAsync(string expected, Func<Task<string?>> look)
    {
        var began = TimeProvider.System.GetTimestamp();
        await Eventually.BecomesAsync(
            expected, LogsAsync, async () => await look() is { } seen ? (false, seen) : (true, ""), Bound, Interval);
        Report($"{expected} ({TimeProvider.System.GetElapsedTime(began).TotalSeconds:F1} s)");
    }

    /// <summary>Ends traffic that may have lost nothing.</summary>
    public async Task EndAsync(SteadyTraffic traffic, string during)
    {
        try
        {
            await traffic.AssertNothingLostAsync();
        }
        catch (TrafficLostException)
        {
            Report($"{during}:\n{await LogsAsync()}");
            throw;
        }
    }

    private async Task UpAsync(int web)
    {
        await Compose.UpAsync(web);
        _isOverlaid = false;
    }

    /// <summary>The newest lines of every container's log: what a failure is told with.</summary>
    private Task<string> LogsAsync() => Compose.LogsAsync(lines: 400);
}
