using Actors.Clustering.Seeds;
using Actors.Protocols.Harness;

namespace Actors.Protocols.Seeds;

/// <summary>What nodes remember of the members, and how they find the cluster again by it.</summary>
public sealed class KnownMembersSpecs
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    /// <summary>Too short for a node that asks once, is not answered, and waits for long before it asks again.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(12);

    [Fact]
    public async Task Seeds_come_first_then_agents_then_the_rest_and_a_node_is_not_its_own()
    {
        await using var cluster = new TestCluster(["web-1", "web-2", "ha-1", "ha-2", "seed-1", "seed-2"]);
        await cluster.StartWholeAsync();
        await cluster.PassAsync(Moment);

        Assert.Equal(Addresses(cluster, "seed-1", "seed-2", "ha-2", "web-1", "web-2"), Remembered(cluster, "ha-1"));
        Assert.Equal(Addresses(cluster, "seed-2", "ha-1", "ha-2", "web-1", "web-2"), Remembered(cluster, "seed-1"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whom_the_cluster_has_removed_is_forgotten(bool stops)
    {
        await using var cluster = new TestCluster(["seed-1", "ha-1", "web-1", "web-2"]);
        await cluster.StartWholeAsync();

        await (stops ? cluster.StopAsync("web-1") : cluster.CrashAsync("web-1"));
        await cluster.UntilWholeAsync();
        await cluster.PassAsync(Moment);

        Assert.Equal(Addresses(cluster, "seed-1", "web-2"), Remembered(cluster, "ha-1"));
    }

    [Fact]
    public async Task Who_loses_the_cluster_remembers_it()
    {
        await using var cluster = new TestCluster(["seed-1", "ha-1", "web-1", "web-2"]);
        await cluster.StartWholeAsync();

        cluster.Isolate("ha-1");
        await cluster.UntilAsync("ha-1 starts again", () => cluster["ha-1"].Starts > 1);
        await cluster.PassAsync(Moment);

        Assert.Equal(Addresses(cluster, "seed-1", "web-1", "web-2"), Remembered(cluster, "ha-1"));
    }

    [Fact]
    public async Task All_seeds_are_gone_for_ever_and_an_agent_that_starts_again_finds_the_others()
    {
        await using var cluster = new TestCluster(["seed-1", "seed-2", "ha-1", "web-1", "web-2", "web-3"]);
        await cluster.StartWholeAsync();
        await cluster.PowerOffAsync("seed-1");
        await cluster.UntilWholeAsync();
        await cluster.PowerOffAsync("seed-2");
        await cluster.UntilWholeAsync();

        await cluster.CrashAsync("ha-1");
        await cluster.StartAsync("ha-1");

        await cluster.UntilWholeAsync(Soon);
    }

    // It has no folder, and remembers for the life of its process.
    [Fact]
    public async Task All_seeds_are_gone_for_ever_and_a_web_node_that_was_cut_off_finds_the_others()
    {
        await using var cluster = new TestCluster(["seed-1", "ha-1", "ha-2", "web-1", "web-2"]);
        await cluster.StartWholeAsync();
        await cluster.StopAsync("seed-1");
        await cluster.UntilWholeAsync();

        cluster.Isolate("web-1");
        await cluster.UntilWholeAsync(["ha-1", "ha-2", "web-2"]);
        await cluster.UntilAsync("web-1 starts again", () => cluster["web-1"].Starts > 1);
        cluster.Heal();

        await cluster.UntilWholeAsync(TimeSpan.FromMinutes(1));
        cluster.AssertNeverRestarted("ha-1", "ha-2", "web-2");
    }

    [Theory]
    [InlineData(true, "seed-1 seed-2 ha-1 web-1")]
    [InlineData(true, "web-1 ha-1 seed-2 seed-1")]
    [InlineData(false, "seed-2 seed-1 ha-1 web-1")]
    [InlineData(false, "ha-1 web-1 seed-2 seed-1")]
    public async Task Everything_ends_and_is_back_soon(bool stops, string order)
    {
        await using var cluster = new TestCluster(["seed-1", "seed-2", "ha-1", "web-1"]);
        await cluster.StartWholeAsync();
        await cluster.PassAsync(Moment);

        string[] all = [.. cluster.Nodes.Select(node => node.Name)];
        await (stops ? cluster.StopAsync(all) : cluster.CrashAsync(all));
        await cluster.StartAsync(order.Split(' '));

        await cluster.UntilWholeAsync(Soon);
        cluster.AssertNeverRestarted();
    }

    // Nobody lives to be waited for.
    [Fact]
    public async Task The_first_seed_is_back_alone_and_forms_a_cluster_at_once()
    {
        await using var cluster = new TestCluster(["seed-1", "ha-1", "web-1"]);
        await cluster.StartWholeAsync();
        await cluster.PassAsync(Moment);
        await cluster.CrashAsync("seed-1", "ha-1", "web-1");

        await cluster["seed-1"].StartAsync();

        await cluster.UntilWholeAsync(TimeSpan.FromSeconds(4));
    }

    private static IReadOnlyList<SeedAddress> Remembered(TestCluster cluster, string name) => cluster[name].Remembered!.Read();

    private static IEnumerable<SeedAddress> Addresses(TestCluster cluster, params string[] names) =>
        names.Select(name => cluster[name].Address);
}
