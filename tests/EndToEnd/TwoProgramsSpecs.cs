namespace Actors.EndToEnd;

/// <summary>
/// Two programs on one resource: the second ends at its start, with one line that names the first, and the first goes on.
/// </summary>
public sealed class TwoProgramsSpecs(TwoProgramsSpecs.Fixture fixture) : IClassFixture<TwoProgramsSpecs.Fixture>
{
    private readonly LocalSystem _system = fixture.System;

    [Theory]
    [InlineData("Node:Port")]
    [InlineData("Node:ManagementPort")]
    [InlineData("Web:Port")]
    [InlineData("Node:StatePath")]
    public async Task A_second_web_node_on_what_the_first_has(string setting)
    {
        var first = _system.Running["web-1"];

        var second = _system.StartWeb(9, $"--{setting}={fixture.OfWeb[setting]}");

        await AssertRefusedAsync(second, $"web cannot start: {setting} = '{fixture.OfWeb[setting]}'", $"actors-web (process {first.Id})");
    }

    [Fact]
    public async Task A_second_program_on_the_port_of_the_first()
    {
        var port = fixture.OfWeb["Web:Port"];

        var second = _system.StartWeb(9, $"--Web:Port={port}", "--", "python3", "-m", "http.server", "--bind", "127.0.0.1", port);

        var log = await AssertRefusedAsync(
            second, $"web cannot start: Web:Port = '{port}'", $"actors-web (process {_system.Running["web-1"].Id})");
        Assert.DoesNotContain(log, line => line.Contains("The program runs as process", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_second_seed_on_the_port_of_the_first()
    {
        var second = _system.StartOther(
            "seed-9", LocalSystem.Program("seed"), "--Node:Name=seed-9", "--Node:Host=127.0.0.1", $"--Node:Port={_system.SeedPort}",
            $"--Node:Seeds={_system.Seeds}",
            $"--Node:ManagementPort={Ports.Free()}", $"--Node:StatePath={Path.Combine(_system.Folder, "seed-9")}");

        await AssertRefusedAsync(
            second, $"seed cannot start: Node:Port = '{_system.SeedPort}'", $"actors-seed (process {_system.Running["seed-1"].Id})");
    }

    [Theory]
    [InlineData("HaProxy:RuntimePath", "actors-ha")]
    [InlineData("HaProxy:NodesPath", "actors-ha")]
    [InlineData("HaProxy:ConfigPath", "actors-ha")]
    [InlineData("HaProxy:HttpPort", "haproxy")]
    [InlineData("HaProxy:StatsPort", "haproxy")]
    public async Task A_second_agent_on_what_the_first_or_its_HAProxy_has(string setting, string holder)
    {
        var haProxy = _system.HaProxyPid();
        var ours = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["HaProxy:RuntimePath"] = Path.Combine(_system.Folder, "run"),
            ["HaProxy:NodesPath"] = _system.NodesPath,
            ["HaProxy:ConfigPath"] = _system.ConfigPath,
            ["HaProxy:HttpPort"] = $"{_system.HttpPort}",
            ["HaProxy:StatsPort"] = $"{_system.Ha1.StatsPort}",
        };

        var second = _system.StartHa2($"--{setting}={ours[setting]}");

        await AssertRefusedAsync(second, $"ha cannot start: {setting} = '{ours[setting]}'", $"{holder} (process ");
        Assert.Equal(haProxy, _system.HaProxyPid());
        Assert.False(_system.Ha2.Runs());
    }

    /// <summary>The last packets of its connections may still be on their way: they hinder no start.</summary>
    [Theory]
    [InlineData("seed-1")]
    [InlineData("web-1")]
    [InlineData("ha-1")]
    public async Task One_that_is_killed_starts_again_at_once_on_its_own_ports_and_folders(string node)
    {
        await using (var traffic = new SteadyTraffic(_system))
        {
            await traffic.UntilSentAsync(20);
        }

        await _system.Running[node].KillAsync();
        var again = _system.StartAgain(node);

        await _system.UntilOneClusterAsync("seed-1", "ha-1", "web-1");
        await _system.UntilServedByAsync(1);
        Assert.DoesNotContain("cannot start", await File.ReadAllTextAsync(again.Log), StringComparison.Ordinal);
    }

    private async Task<string[]> AssertRefusedAsync(NodeProcess second, string beginning, string holder)
    {
        Assert.Equal(1, await second.ExitAsync());
        var log = await File.ReadAllLinesAsync(second.Log);
        var line = Assert.Single(log, line => line.Contains("cannot start", StringComparison.Ordinal));
        Assert.StartsWith(beginning, line, StringComparison.Ordinal);
        Assert.Contains(holder, line, StringComparison.Ordinal);
        Assert.DoesNotContain(log, line => line.StartsWith("   at ", StringComparison.Ordinal));
        await _system.UntilOneClusterAsync("seed-1", "ha-1", "web-1");
        await _system.UntilServedByAsync(1);
        File.Delete(second.Log);
        return log;
    }

    /// <summary>The first of each.</summary>
    public sealed class Fixture : IAsyncLifetime
    {
        private LocalSystem? _system;

        internal LocalSystem System => _system!;

        /// <summary>What the web node was given.</summary>
        internal Dictionary<string, string> OfWeb { get; } = new(StringComparer.Ordinal);

        public async Task InitializeAsync()
        {
            _system = await Systems.OpenAsync(nodes: 4);
            foreach (var port in (string[])["Node:Port", "Node:ManagementPort", "Web:Port"])
            {
                OfWeb[port] = $"{Ports.Free()}";
            }

            OfWeb["Node:StatePath"] = Path.Combine(_system.Folder, "web-1");
            _system.StartSeed();
            _system.StartHa();
            _system.StartWeb(1, [.. OfWeb.Where(one => one.Key != "Node:ManagementPort").Select(one => $"--{one.Key}={one.Value}")]);
            OfWeb["Node:ManagementPort"] = $"{_system.Running["web-1"].ManagementPort}";
            await _system.UntilOneClusterAsync("seed-1", "ha-1", "web-1");
            await _system.UntilServedByAsync(1);
        }

        public async Task DisposeAsync()
        {
            if (_system is { } system)
            {
                await system.DisposeAsync();
            }
        }
    }
}
