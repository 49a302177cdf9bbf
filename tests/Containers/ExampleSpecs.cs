using Actors.Containers.Engine;
using Actors.Containers.Observing;

namespace Actors.Containers;

/// <summary>The example that needs images alone, from a folder with nothing else in it; its seeds are one service, three times.</summary>
[Trait("Tier", "Long")]
[Collection(PublishedNodesFixture.Collection)]
public sealed class ExampleSpecs : IAsyncLifetime
{
    private const string Project = "actorstestexample";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("actors-example-");
    private readonly int _http = Ports.Free();
    private readonly ContainerSystem _shared;
    private readonly CommandLine _commandLine;
    private readonly Docker _docker;
    private readonly ComposeProject _compose;

    public ExampleSpecs(PublishedNodesFixture fixture)
    {
        ArgumentNullException.ThrowIfNull(fixture);
        _shared = fixture.Shared;
        _commandLine = new CommandLine(_shared.Report)
        {
            Environment = new Dictionary<string, string?>
            {
                ["IMAGES"] = "actors-test",
                ["HTTP_PORT"] = $"{_http}",
                ["STATS_PORT"] = $"{Ports.Free()}",
                ["API_PORT"] = $"{Ports.Free()}",
            },
        };
        _docker = new Docker(_commandLine);
        var file = Path.Combine(_folder.FullName, "docker-compose.yml");
        File.Copy(Repository.PathOf("examples", "compose", "docker-compose.yml"), file);
        // The tests' own shell, to ask the agent what it sees.
        var tools = Path.Combine(_folder.FullName, "tools.yml");
        File.WriteAllText(tools, $$"""
            services:
              ha: { volumes: ["{{Busybox}}:/busybox:ro"] }
            """);
        _compose = new ComposeProject(_commandLine, Project, file, tools);
    }

    private static string Busybox => Repository.PathOf(".run", "containers", "busybox");

    public Task InitializeAsync() => _compose.FindAsync();

    public async Task DisposeAsync()
    {
        await _compose.DownAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Three_seeds_behind_one_name_of_which_one_is_replaced_under_a_new_address_and_a_fresh_node_joins()
    {
        await _compose.UpAsync(web: 2);
        await OneClusterAsync(seeds: 3, web: 2);
        using var client = new HttpClient();
        await _shared.EventuallyAsync("the example answers", async () =>
            (await client.GetAsync(new Uri($"http://127.0.0.1:{_http}/"))).IsSuccessStatusCode ? null : "not yet");

        var seed = (await ContainersAsync("seed"))[0];
        var address = await AddressAsync(seed);
        await _docker.RemoveAsync(seed);
        var placeholder = await TakeAddressAsync();
        try
        {
            await _compose.ScaleAsync("seed", 3);
            await _compose.ScaleAsync("web", 3);

            await OneClusterAsync(seeds: 3, web: 3);
            Assert.DoesNotContain(address, await Task.WhenAll((await ContainersAsync("seed")).Select(AddressAsync)));
            Assert.DoesNotContain("Split brain", await _compose.LogsAsync(lines: 2000), StringComparison.Ordinal);
        }
        finally
        {
            await _docker.RemoveAsync(placeholder);
        }
    }

    [Fact]
    public async Task The_stack_for_Swarm_is_one_that_Compose_takes()
    {
        var stack = new ComposeProject(_commandLine, Project, Repository.PathOf("examples", "swarm", "stack.yml"));
        await stack.FindAsync();

        Assert.Contains("dns:tasks.seed:4053", await stack.ConfigAsync(), StringComparison.Ordinal);
    }

    // Takes the address that has become free, so that the next seed gets another one. It joins nothing.
    private Task<string> TakeAddressAsync() =>
        _docker.RunAsync("actors-test/node", "--network", $"{Project}_default", "--env", "ACTORS_NODE__SEEDS=127.0.0.1:1");

    private async Task<string[]> ContainersAsync(string service) =>
        [.. (await _compose.ContainersAsync()).Where(one => one.Service == service && one.IsRunning).Select(one => one.Id)];

    private Task<string> AddressAsync(string container) =>
        _docker.InspectAsync(container, "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}");

    private Task OneClusterAsync(int seeds, int web) => _shared.EventuallyAsync(
        $"the example is one cluster of {seeds} seeds and {web} web nodes", async () =>
    {
        string[] expected = [.. await ContainersAsync("seed"), .. await ContainersAsync("web"), "ha"];
        Assert.Equal(seeds + web + 1, expected.Length);
        var seen = await ClusterView.MembersAsync(_docker, (await ContainersAsync("ha"))[0], ManagementPort.Agent);
        return seen.Order(StringComparer.Ordinal).SequenceEqual(expected.Order(StringComparer.Ordinal)) ? null : string.Join(' ', seen);
    });
}
