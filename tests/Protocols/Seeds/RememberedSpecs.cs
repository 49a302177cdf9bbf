using Actors.Clustering.Seeds;
using Actors.Protocols.Harness;
using Actors.Protocols.Identity;

namespace Actors.Protocols.Seeds;

/// <summary>
/// What a node remembers is not believed: what is there now has to answer as a member of its cluster, and only what is near is asked
/// (docs/adr/0032).
/// </summary>
public sealed class RememberedSpecs
{
    /// <summary>A few seconds: without the question it is half a minute.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(8);

    // Any server of the world, at the addresses of those that are gone.
    [Theory]
    [InlineData("ha-1")]
    [InlineData("web-1 web-2")]
    [InlineData("ha-1 web-1 web-2 seed-2")]
    public async Task What_takes_a_connection_and_says_nothing_holds_up_no_start(string replaced)
    {
        await using var cluster = new TestCluster(["seed-1", "seed-2", "ha-1", "web-1", "web-2"]);
        await RunOnceAsync(cluster);
        HashSet<SeedAddress> foreign = [.. replaced.Split(' ').Select(name => cluster[name].Address)];
        cluster["seed-1"].Accepts = foreign.Contains;

        await cluster.StartAsync("seed-1");

        await cluster.UntilWholeAsync(Soon);
    }

    // A node of another system answers at once.
    [Theory]
    [InlineData("web-1", "production")]
    [InlineData("web-1", null)]
    [InlineData("web-1 web-2", null)]
    public async Task A_member_of_another_cluster_holds_up_no_start(string replaced, string? name)
    {
        string[] others = [.. replaced.Split(' '), "seed-2"];
        await using var cluster = new TestCluster(["seed-1", "seed-2", "ha-1", "web-1", "web-2"]);
        cluster.Give("seed-1", null, "seed-1", "ha-1", "web-1", "web-2");
        cluster.Give("seed-2", name, "seed-2");
        await cluster.StartAsync("seed-1", "ha-1", "web-1", "web-2");
        await cluster.UntilWholeAsync();
        await cluster.PassAsync(TimeSpan.FromSeconds(1));
        await cluster.CrashAsync("seed-1", "ha-1", "web-1", "web-2");
        cluster.Give("seed-2", name, others);
        await cluster.StartAsync([.. others.Reverse()]);
        await cluster.UntilWholeAsync(others);

        await cluster["seed-1"].StartAsync();

        await cluster.UntilWholeAsync(["seed-1"], Soon);
        Assert.True(TestCluster.IsWhole(others.Select(other => cluster[other])), cluster.Describe());
    }

    [Theory]
    [InlineData("", true)] // all that it remembers is near
    [InlineData("web-1", true)]
    [InlineData("ha-1 web-1 web-2", false)] // none is
    public async Task With_all_seeds_gone_members_are_found_by_memory_in_the_nodes_own_networks_only(string far, bool isFound)
    {
        await using var cluster = new TestCluster(["seed-1", "seed-2", "ha-1", "ha-2", "web-1", "web-2"]);
        await cluster.StartWholeAsync();
        await cluster.PassAsync(TimeSpan.FromSeconds(1));
        await cluster.StopAsync("seed-1", "seed-2");
        await cluster.UntilWholeAsync();
        await cluster.CrashAsync("ha-2");
        await cluster.UntilWholeAsync();
        Far(cluster, "ha-2", far);

        await cluster["ha-2"].StartAsync();
        await cluster.PassAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(isFound, TestCluster.IsWhole(cluster.Running));
        Assert.All(
            far.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            name => Assert.NotNull(cluster["ha-2"].LoggedAt("are not asked", $"{cluster[name].Address}")));
    }

    [Theory]
    [InlineData("seed-2")]
    [InlineData("seed-2 ha-1 web-1")]
    [InlineData("seed-1 seed-2 ha-1 web-1")]
    public async Task A_configured_seed_is_asked_wherever_it_is(string far)
    {
        await using var cluster = new TestCluster(["seed-1", "seed-2", "ha-1", "web-1"]);
        await cluster.StartWholeAsync();
        await cluster.PassAsync(TimeSpan.FromSeconds(1));
        await cluster.CrashAsync("seed-1");
        await cluster.UntilWholeAsync();
        Far(cluster, "seed-1", far);

        await cluster["seed-1"].StartAsync();

        await cluster.UntilWholeAsync();
        cluster.AssertNeverRestarted();
    }

    private static void Far(TestCluster cluster, string node, string far)
    {
        HashSet<SeedAddress> addresses = [.. far.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => cluster[name].Address)];
        cluster[node].IsNear = address => !addresses.Contains(address);
    }

    private static async Task RunOnceAsync(TestCluster cluster)
    {
        await cluster.StartWholeAsync();
        await cluster.PassAsync(TimeSpan.FromSeconds(1));
        await cluster.CrashAsync([.. cluster.Nodes.Select(node => node.Name)]);
    }
}
