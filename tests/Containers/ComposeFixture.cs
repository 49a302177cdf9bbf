using Actors.Containers.Engine;
using Actors.Containers.Observing;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Actors.Containers;

/// <summary>
/// The system from the compose file, built and started once for all tests, under a project name of its own; where the machine has
/// no engine or no base images, it sees to them first. It is taken down with its volumes in any case.
/// </summary>
public sealed class ComposeFixture : IAsyncLifetime
{
    private const string Project = "actorstest";
    private static readonly TimeSpan s_scriptBound = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(90);

    private readonly IMessageSink _sink;
    private readonly CommandLine _commandLine;
    private readonly ComposeProject _compose;

    public ComposeFixture(IMessageSink sink)
    {
        _sink = sink;
        var (http, stats, api) = (FreePort.Next(), FreePort.Next(), FreePort.Next());
        Api = new Uri($"http://127.0.0.1:{api}/");
        _commandLine = new CommandLine(Report)
        {
            Environment = new Dictionary<string, string?> { ["HTTP_PORT"] = $"{http}", ["STATS_PORT"] = $"{stats}", ["API_PORT"] = $"{api}" },
        };
        _compose = new ComposeProject(_commandLine, Project);
        Docker = new Docker(_commandLine);
        Balancer = new Balancer(Docker, () => ContainerAsync("ha"), http, stats);
    }

    /// <summary>The network that the containers are in.</summary>
    internal static string Network => Project + "_default";

    internal Docker Docker { get; }

    internal Balancer Balancer { get; }

    /// <summary>The agent's API, as it is published on this machine.</summary>
    internal Uri Api { get; }

    public async Task InitializeAsync()
    {
        await ScriptAsync("engine.sh", "ensure");
        try
        {
            await ScriptAsync("stand-ins.sh");
            await _compose.FindAsync();
            await _compose.DownAsync();
            await _compose.UpAsync(web: 3, build: true);
            await ServedByAsync("three web nodes after the first start", await WebNodesAsync());
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    public async Task DisposeAsync()
    {
        Balancer.Dispose();
        try
        {
            await _compose.DownAsync();
        }
        finally
        {
            await ScriptAsync("engine.sh", "stop");
        }
    }

    internal void Report(string line) => _sink.OnMessage(new DiagnosticMessage(line));

    /// <summary>What every test begins with: all services up, so many web nodes, all of them served.</summary>
    internal async Task<IReadOnlyList<string>> StartFromAsync(int web)
    {
        foreach (var leftover in await _compose.ContainersAsync("web", stopped: true))
        {
            await Docker.RemoveAsync(leftover);
        }

        return await ScaleAsync(web);
    }

    /// <summary>Scales the web service and waits until HAProxy serves exactly those nodes; answers their names.</summary>
    internal async Task<IReadOnlyList<string>> ScaleAsync(int web)
    {
        await _compose.UpAsync(web);
        var nodes = await WebNodesAsync();
        Assert.Equal(web, nodes.Count);
        await ServedByAsync($"{web} web nodes", nodes);
        return nodes;
    }

    /// <summary>The same services with another compose file on top.</summary>
    internal Task UpAsync(int web, string overlay) => _compose.UpAsync(web, overlay: overlay);

    /// <summary>Adds a web node and touches no other service; answers its name.</summary>
    internal async Task<string> AddWebNodeAsync()
    {
        var before = await WebNodesAsync();
        await _compose.ScaleAsync("web", before.Count + 1);
        return Assert.Single((await WebNodesAsync()).Except(before));
    }

    internal Task<IReadOnlyList<string>> WebNodesAsync() => _compose.ContainersAsync("web");

    internal async Task<string> ContainerAsync(string service) =>
        await _compose.ContainersAsync(service) is [var one]
            ? one
            : throw new CommandFailedException($"{service} does not run, or more than once");

    /// <summary>HAProxy serves exactly these nodes: in its answers, its configuration, its node files and its stats page.</summary>
    internal Task ServedByAsync(string when, IReadOnlyCollection<string> nodes) =>
        EventuallyAsync($"{when}: HAProxy serves exactly [{string.Join(' ', nodes.Order(StringComparer.Ordinal))}]",
            () => Balancer.DiffersAsync(nodes));

    /// <summary>The seeds and the ha agent all see the same members, all of them Up.</summary>
    internal async Task OneClusterAsync(params string[] seeds)
    {
        string[] expected = [.. seeds, "ha", .. await WebNodesAsync()];
        Array.Sort(expected, StringComparer.Ordinal);
        foreach (var (service, port) in seeds.Select(seed => (seed, ManagementPort.Node)).Append(("ha", ManagementPort.Agent)))
        {
            await EventuallyAsync($"{service} sees one cluster, all Up: [{string.Join(' ', expected)}]", async () =>
            {
                var members = await ClusterView.MembersAsync(Docker, await ContainerAsync(service), port);
                return members.SequenceEqual(expected) ? null : $"[{string.Join(' ', members)}]";
            });
        }
    }

    /// <summary>How HAProxy's agent has brought it where it is, and which HAProxy that is.</summary>
    internal async Task<(Version Version, int Reloads, int Changes)> HaProxyAsync()
    {
        using var status = await ManagementPort.GetAsync(Docker, await ContainerAsync("ha"), ManagementPort.Agent, "/api/status");
        var haproxy = status.RootElement.GetProperty("haproxy");
        return (Version.Parse(haproxy.GetProperty("version").GetString()!), haproxy.GetProperty("reloads").GetInt32(), haproxy.GetProperty("changes").GetInt32());
    }

    /// <summary>Runs a command of this project's command line program against the agent; answers what it printed.</summary>
    internal async Task<string> ActorsAsync(params string[] arguments)
    {
        var token = (await Docker.ExecAsync(await ContainerAsync("ha"), "cat", "/var/lib/actors/api-token")).Trim();
        var actors = new CommandLine(Report) { Environment = new Dictionary<string, string?> { ["ACTORS_URL"] = Api.ToString(), ["ACTORS_TOKEN"] = token } };
        return await actors.RunAsync(Path.Combine(Repository.Root, "actors"), arguments);
    }

    internal async Task EventuallyAsync(string expected, Func<Task<string?>> look)
    {
        try
        {
            var elapsed = await Eventually.HoldsAsync(expected, s_bound, look);
            Report($"{expected} ({elapsed.TotalSeconds:F1} s)");
        }
        catch (NeverHeldException e)
        {
            throw new XunitException($"{e.Message}\n\n{await LogsAsync()}");
        }
    }

    /// <summary>The newest lines of every container's log: what a failure is told with.</summary>
    internal Task<string> LogsAsync() => _compose.LogsAsync(lines: 400);

    private Task<string> ScriptAsync(string script, params string[] arguments) =>
        _commandLine.RunAsync(Path.Combine(Repository.Root, "tests", "Containers", script), arguments, s_scriptBound, follow: _ => true);
}
