using Actors.Protocols.Harness;

namespace Actors.Protocols.Partitions;

/// <summary>A network that falls apart and comes together again: afterwards there is one cluster of all, without anybody's help.</summary>
public sealed class PartitionSpecs : IAsyncDisposable
{
    private static readonly string[] Seeds = ["seed-1", "seed-2"];
    private static readonly string[] Agents = ["ha-1", "ha-2"];
    private static readonly string[] Webs = ["web-1", "web-2", "web-3"];
    private static readonly string[] All = [.. Seeds, .. Agents, .. Webs];

    /// <summary>How long a cut lasts: each side has given up the other.</summary>
    private static readonly TimeSpan UntilGivenUp = TimeSpan.FromSeconds(22);
    private readonly TestCluster _cluster = new(All);

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public Task The_web_nodes_are_cut_off_from_the_cluster() => FallsApartAsync(staysUp: [.. Seeds, .. Agents], Webs);

    [Fact]
    public Task Both_agents_are_cut_off_from_the_cluster() => FallsApartAsync(staysUp: [.. Seeds, .. Webs], Agents);

    [Fact]
    public Task The_cluster_falls_into_two_with_a_seed_and_an_agent_on_either_side() =>
        FallsApartAsync(staysUp: ["seed-2", "ha-2", "web-2", "web-3"], ["seed-1", "ha-1", "web-1"]);

    [Fact]
    public Task The_cluster_falls_into_two_with_most_on_the_side_of_the_first_seed() =>
        FallsApartAsync(staysUp: ["seed-1", "ha-1", "web-1", "web-2"], ["seed-2", "ha-2", "web-3"]);

    [Fact]
    public Task The_seeds_are_cut_off_from_everybody() => FallsApartAsync(staysUp: [.. Agents, .. Webs], ["seed-1"], ["seed-2"]);

    [Fact]
    public Task Four_are_cut_off_from_everybody() =>
        FallsApartAsync(staysUp: [], ["seed-1", "ha-1", "web-1"], ["seed-2"], ["ha-2"], ["web-2"], ["web-3"]);

    [Fact]
    public async Task A_node_hears_nobody_while_it_is_heard()
    {
        await _cluster.StartWholeAsync();
        foreach (var other in All.Where(name => name != "web-2"))
        {
            _cluster.CutOneWay(other, "web-2");
        }

        await _cluster.PassAsync(UntilGivenUp);
        _cluster.Heal();

        await _cluster.UntilWholeAsync();
    }

    [Fact]
    public async Task Every_third_packet_of_the_cluster_is_lost()
    {
        await _cluster.StartWholeAsync();

        _cluster.Lose(0.3);
        await _cluster.PassAsync(UntilGivenUp);
        _cluster.Heal();

        await _cluster.UntilWholeAsync();
    }

    [Fact]
    public async Task A_link_flaps()
    {
        await _cluster.StartWholeAsync();
        for (var i = 0; i < 6; i++)
        {
            _cluster.Isolate("web-3");
            await _cluster.PassAsync(TimeSpan.FromSeconds(2 + (2 * (i % 3))));
            _cluster.Heal();
            await _cluster.PassAsync(TimeSpan.FromSeconds(1));
        }

        await _cluster.UntilWholeAsync();
        _cluster.AssertNeverRestarted();
    }

    // The nodes are cut into these sides; the side that goes on, if one does, is one cluster all the time and never restarts.
    private async Task FallsApartAsync(string[] staysUp, params string[][] others)
    {
        await _cluster.StartWholeAsync();
        string[][] sides = [staysUp, .. others];
        foreach (var side in sides)
        {
            _cluster.Cut(side, All.Except(side));
        }

        await _cluster.PassAsync(UntilGivenUp);
        if (staysUp.Length > 0)
        {
            Assert.True(TestCluster.IsWhole(staysUp.Select(name => _cluster[name])), _cluster.Describe());
        }

        _cluster.Heal();

        await _cluster.UntilWholeAsync();
        if (staysUp.Length > 0)
        {
            _cluster.AssertNeverRestarted(staysUp);
        }
    }
}
