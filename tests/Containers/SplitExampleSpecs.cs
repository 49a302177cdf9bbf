using System.Globalization;
using Actors.Containers.Engine;

namespace Actors.Containers;

/// <summary>The example with HAProxy in a container of its own, from a folder with nothing else in it.</summary>
[Trait("Tier", "Long")]
[Collection(PublishedHaFixture.Collection)]
public sealed class SplitExampleSpecs : IAsyncLifetime
{
    private const string Project = "actorstestsplit";
    private const int PerSecond = 300;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("actors-split-");
    private readonly (int Http, int Stats) _ports = (Ports.Free(), Ports.Free());
    // Its connections are not kept: an idle one would hold HAProxy's soft stop.
    private readonly HttpClient _http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero });
    private readonly ContainerSystem _shared;
    private readonly Docker _docker;
    private readonly ComposeProject _compose;

    public SplitExampleSpecs(PublishedHaFixture fixture)
    {
        ArgumentNullException.ThrowIfNull(fixture);
        _shared = fixture.Shared;
        var commandLine = new CommandLine(_shared.Report)
        {
            Environment = new Dictionary<string, string?>
            {
                ["IMAGES"] = "actors-test",
                ["HAPROXY_IMAGE"] = "actors-test/debian",
                ["HTTP_PORT"] = $"{_ports.Http}",
                ["STATS_PORT"] = $"{_ports.Stats}",
                ["API_PORT"] = $"{Ports.Free()}",
            },
        };
        _docker = new Docker(commandLine);
        var file = Path.Combine(_folder.FullName, "docker-compose.yml");
        File.Copy(Repository.PathOf("examples", "compose-split", "docker-compose.yml"), file);
        _compose = new ComposeProject(commandLine, Project, file);
    }

    private Uri Service => new($"http://127.0.0.1:{_ports.Http}/");

    public Task InitializeAsync() => _compose.FindAsync();

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _compose.DownAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task The_agent_is_replaced_and_nothing_is_lost_and_a_HAProxy_that_is_restarted_is_taken_over()
    {
        await _compose.UpAsync(web: 2);
        await ServedByAsync(2);
        var (agent, haproxy) = (await ContainerAsync("ha"), await ContainerAsync("haproxy"));
        var started = await StartOfAsync(haproxy);
        await using (var traffic = new SteadyTraffic(Service, PerSecond))
        {
            await traffic.CoverAsync(PerSecond);

            await _compose.RecreateAsync("ha");
            Assert.NotEqual(agent, await ContainerAsync("ha"));
            await HealthyAsync();
            // It is in charge again, not only there.
            await _compose.ScaleAsync("web", 3);
            await ServedByAsync(3);
            await EndAsync(traffic, "the agent is replaced, and a node comes");
        }

        Assert.Equal(haproxy, await ContainerAsync("haproxy"));
        Assert.Equal(started, await StartOfAsync(haproxy));

        var restart = TimeProvider.System.GetTimestamp();
        await _docker.StopAsync(haproxy);
        // By itself, and not killed: the agent does not bring it back meanwhile.
        Assert.Equal("0", await _docker.InspectAsync(haproxy, "{{.State.ExitCode}}"));
        await _docker.StartAsync(haproxy);
        await ServedByAsync(3);
        _shared.Report(
            string.Create(
                CultureInfo.InvariantCulture,
                $"HAProxy's container was restarted: served again after {TimeProvider.System.GetElapsedTime(restart).TotalSeconds:F1} s"));
        await HealthyAsync();
        await _compose.ScaleAsync("web", 4);
        await ServedByAsync(4);
        // The agent's own process has seen it all.
        Assert.Equal("0", await _docker.InspectAsync(await ContainerAsync("ha"), "{{.RestartCount}}"));
    }

    private async Task<string> ContainerAsync(string service) =>
        Assert.Single(await _compose.ContainersAsync(), one => one.Service == service && one.IsRunning).Id;

    private Task<string> StartOfAsync(string container) => _docker.InspectAsync(container, "{{.State.StartedAt}}");

    private Task HealthyAsync() => EventuallyAsync("the agent is well", async () =>
    {
        await _docker.ExecAsync(await ContainerAsync("ha"), "actors", "agent", "health");
        return null;
    });

    private Task ServedByAsync(int nodes) => EventuallyAsync($"{nodes} nodes serve", async () =>
    {
        var csv = await _http.GetStringAsync(new Uri($"http://127.0.0.1:{_ports.Stats}/;csv"));
        var servers = HaProxyStatistics.ServersIn(csv).Values.ToList();
        return servers.Count == nodes && servers.TrueForAll(server => server.IsUp)
            && (await _http.GetAsync(Service)).IsSuccessStatusCode
            ? null
            : string.Join(' ', servers);
    });

    private async Task EventuallyAsync(string expected, Func<Task<string?>> look)
    {
        try
        {
            await _shared.EventuallyAsync(expected, look);
        }
        catch (Exception)
        {
            _shared.Report(await _compose.LogsAsync(lines: 200));
            throw;
        }
    }

    private async Task EndAsync(SteadyTraffic traffic, string during)
    {
        var report = await traffic.EndAsync();
        _shared.Report($"{during}: {report}");
        if (report.Lost.Count > 0)
        {
            _shared.Report(await _compose.LogsAsync(lines: 200));
        }

        report.AssertNothingLost();
    }
}
