using Actors.Containers.Engine;

namespace Actors.Containers;

/// <summary>The balancer's container is restarted (<c>docker restart</c>): behind a proxy with another beside it, and alone.</summary>
[Trait("Tier", "Long")]
[Collection(PublishedHaFixture.Collection)]
public sealed class BalancerRestartSpecs : IAsyncLifetime
{
    private const string Project = "actorstesttwo";
    private const int PerSecond = 300;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("actors-two-");
    private readonly (int First, int Second, int Front) _ports = (Ports.Free(), Ports.Free(), Ports.Free());
    // Its connections are not kept: an idle one would hold HAProxy's soft stop.
    private readonly HttpClient _http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero });
    private readonly ContainerSystem _shared;
    private readonly Docker _docker;
    private readonly ComposeProject _compose;

    public BalancerRestartSpecs(PublishedHaFixture fixture)
    {
        ArgumentNullException.ThrowIfNull(fixture);
        _shared = fixture.Shared;
        var front = Path.Combine(_folder.FullName, "front.cfg");
        var commandLine = new CommandLine(_shared.Report)
        {
            Environment = new Dictionary<string, string?>
            {
                ["HTTP_PORT"] = $"{_ports.First}",
                ["HTTP_PORT_2"] = $"{_ports.Second}",
                ["STATS_PORT"] = $"{Ports.Free()}",
                ["API_PORT"] = $"{Ports.Free()}",
                ["FRONT"] = front,
            },
        };
        File.WriteAllText(front, FrontProxy.ConfigOf(_ports.Front, ("ha", _ports.First), ("ha-2", _ports.Second)));
        _docker = new Docker(commandLine);
        _compose = new ComposeProject(
            commandLine, Project, "docker-compose.yml", "tests/Containers/published.yml", "tests/Containers/two-balancers.yml");
    }

    public Task InitializeAsync() => _compose.FindAsync();

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _compose.DownAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Behind_a_proxy_with_another_beside_it_nothing_is_lost_and_alone_it_is_away_until_it_is_back()
    {
        await _compose.UpAsync(web: 2);
        await ServesAsync(_ports.First);
        await ServesAsync(_ports.Second);
        await ServesAsync(_ports.Front);
        var ha = Assert.Single(await _compose.ContainersAsync(), one => one.Service == "ha").Id;

        var beside = await RestartUnderLoadAsync(ha, _ports.Front);
        _shared.Report($"The container ha restarted behind a proxy, with another beside it: {beside}");
        beside.AssertNothingLost();

        var alone = await RestartUnderLoadAsync(ha, _ports.First);
        _shared.Report($"The container ha restarted alone: {alone}");
        Assert.NotEmpty(alone.Lost);
    }

    private async Task<TrafficReport> RestartUnderLoadAsync(string ha, int port)
    {
        await using var traffic = new SteadyTraffic(new Uri($"http://127.0.0.1:{port}/"), PerSecond);
        await traffic.CoverAsync(PerSecond);
        await _docker.RestartAsync(ha);
        await ServesAsync(_ports.First);
        // The proxy takes it again.
        await traffic.CoverAsync(2 * PerSecond);
        return await traffic.EndAsync();
    }

    private Task ServesAsync(int port) => _shared.EventuallyAsync($"port {port} serves", async () =>
        await _http.GetAsync(new Uri($"http://127.0.0.1:{port}/")) is { IsSuccessStatusCode: false } answer
            ? $"{answer.StatusCode}"
            : null);
}
