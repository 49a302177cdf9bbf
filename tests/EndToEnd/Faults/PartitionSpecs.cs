using System.Text.Json;
using Actors.Harness.Networks;

namespace Actors.EndToEnd.Faults;

/// <summary>
/// A network that falls apart and comes together again: those who can reach a HAProxy that reaches a node are served all the time, and
/// afterwards there is one cluster and one list, without anybody's help.
/// </summary>
[Trait("Tier", "Long")]
[Trait("Needs", "Root")]
public sealed class PartitionSpecs : IAsyncLifetime
{
    private static readonly string[] Seeds = ["seed-1", "seed-2"];
    private static readonly string[] Agents = ["ha-1", "ha-2"];
    private static readonly string[] Webs = ["web-1", "web-2", "web-3"];
    private static readonly string[] All = [.. Seeds, .. Agents, .. Webs];
    private Lan _lan = null!;
    private LocalSystem _system = null!;

    /// <summary>How long a cut lasts: the cluster has given up those it cannot reach.</summary>
    private static readonly TimeSpan UntilGivenUp = TimeSpan.FromSeconds(22);

    public async Task InitializeAsync()
    {
        _lan = await Lan.CreateAsync(All);
        _system = new LocalSystem(seeds: 2, haProxy: HaProxies.PathOf(HaProxies.Newest), network: _lan);
        _system.StartSeed(1);
        _system.StartSeed(2);
        _system.StartHa();
        _system.StartHa2();
        for (var web = 1; web <= Webs.Length; web++)
        {
            _system.StartWeb(web);
        }

        await UntilWholeAsync();
    }

    public async Task DisposeAsync()
    {
        await _system.DisposeAsync();
        await _lan.DisposeAsync();
    }

    [Fact]
    public Task The_web_nodes_are_cut_off_from_the_cluster() => LosesNothingAsync(() => _lan.CutGossipAsync(Webs, [.. Seeds, .. Agents]));

    [Fact]
    public Task Both_agents_are_cut_off_from_the_cluster() => LosesNothingAsync(() => _lan.CutGossipAsync(Agents, [.. Seeds, .. Webs]));

    [Fact]
    public Task The_seeds_are_cut_off_from_everybody() => LosesNothingAsync(() => Task.WhenAll(Seeds.Select(seed => _lan.PlugAsync(seed, isIn: false))));

    [Fact]
    public Task The_cluster_falls_into_two_with_a_seed_and_an_agent_on_either_side() =>
        LosesNothingAsync(() => _lan.CutGossipAsync(["seed-1", "ha-1", "web-1"], ["seed-2", "ha-2", "web-2", "web-3"]));

    [Fact]
    public Task A_node_hears_nobody_while_it_is_heard() => LosesNothingAsync(() => _lan.MakeDeafAsync("web-2"));

    [Fact]
    public Task Every_third_packet_of_the_cluster_is_lost() => LosesNothingAsync(() => Task.WhenAll(All.Select(node => _lan.LoseAsync(node, 0.3))), breaks: false);

    [Fact]
    public async Task A_link_flaps()
    {
        await using var traffic = new SteadyTraffic(_system);
        for (var i = 0; i < 6; i++)
        {
            await _lan.CutGossipAsync(["web-3"], [.. Seeds, .. Agents, "web-1", "web-2"]);
            await PassAsync(TimeSpan.FromSeconds(2 + (2 * (i % 3))));
            await _lan.MendAsync();
            await PassAsync(TimeSpan.FromSeconds(1));
        }

        await UntilWholeAsync();
        await traffic.AssertNothingLostAsync();
    }

    [Fact]
    public async Task Each_side_of_a_network_that_falls_into_two_is_served_by_its_own()
    {
        foreach (var node in new[] { "seed-2", "ha-2", "web-2", "web-3" })
        {
            await _lan.PlugAsync(node, isIn: false);
        }

        await PassAsync(UntilGivenUp);
        await _system.UntilServedByAsync(1);
        await using (var traffic = new SteadyTraffic(_system))
        {
            await traffic.AssertNothingLostAsync();
        }

        await _lan.MendAsync();
        await UntilWholeAsync();
    }

    private async Task LosesNothingAsync(Func<Task> cut, bool breaks = true)
    {
        await using var first = new SteadyTraffic(_system, _system.Ha1);
        await using var second = new SteadyTraffic(_system, _system.Ha2);
        await cut();
        if (breaks)
        {
            await _system.UntilBrokenAsync(All);
        }

        await PassAsync(UntilGivenUp);
        await _lan.MendAsync();
        await UntilWholeAsync();
        await first.AssertNothingLostAsync();
        await second.AssertNothingLostAsync();
    }

    private async Task UntilWholeAsync()
    {
        await _system.UntilOneClusterAsync(All);
        foreach (var agent in new[] { _system.Ha1, _system.Ha2 })
        {
            await _system.UntilServersAsync(agent, "every web node gets traffic", servers => Webs.All(web => servers.TryGetValue(web, out var server) && server.IsUp) && servers.Count == Webs.Length);
            await _system.UntilStatusAsync("the list is not frozen", status => status.GetProperty("frozen").ValueKind == JsonValueKind.Null, agent.Name);
        }

        await _system.UntilServedByAsync(1, 2, 3);
    }

    private static Task PassAsync(TimeSpan time) => Task.Delay(time, TimeProvider.System, CancellationToken.None);
}
