using Actors.Clustering.Joining;
using Actors.Protocols.Harness;

namespace Actors.Protocols.Identity;

/// <summary>
/// A cluster's identity goes from its first seed to all others, outlives restarts, and hinders nothing that is of one system.
/// </summary>
public sealed class OneSystemSpecs
{
    private static readonly string[] Names = ["seed-1", "seed-2", "ha-1", "ha-2", "web-1"];
    private static readonly string[] Keep = ["seed-1", "seed-2", "ha-1", "ha-2"];

    [Fact]
    public async Task All_that_keep_a_state_have_the_same_and_after_a_restart_of_everything_still()
    {
        await using var cluster = new TestCluster(Names);
        await cluster.StartWholeAsync();
        var identity = Single(cluster, Keep);

        await cluster.CrashAsync(Names);
        await cluster.StartAllAsync();
        await cluster.UntilWholeAsync();

        Assert.Equal(identity, Single(cluster, Keep));
    }

    [Theory]
    [InlineData("seed-1")] // found by the other seed, before it forms a cluster
    [InlineData("seed-1 seed-2")] // it forms one, and that is healed into the other
    [InlineData("seed-1 ha-1")]
    public async Task Nodes_that_are_made_again_without_a_state_get_that_of_the_cluster_that_lives(string again)
    {
        var lost = again.Split(' ');
        await using var cluster = new TestCluster(Names);
        await cluster.StartWholeAsync();
        var identity = Single(cluster, Keep);

        await cluster.CrashAsync(lost);
        foreach (var node in lost)
        {
            cluster[node].Wipe();
        }

        await cluster.StartAsync(lost);
        await cluster.UntilWholeAsync();

        Assert.Equal(identity, Single(cluster, Keep));
        cluster.AssertNeverRestarted("ha-2", "web-1");
    }

    // It is alone with its list: the others are of its system all the same, however many have joined it meanwhile.
    [Fact]
    public async Task A_lone_seed_that_is_made_again_without_a_state_gives_way_though_it_has_more_nodes_by_then()
    {
        string[] old = ["ha-1", "web-1"];
        string[] young = ["seed-1", "web-2", "web-3", "web-4"];
        await using var cluster = new TestCluster([.. old, .. young]);
        await cluster.StartAsync("seed-1", "ha-1", "web-1");
        await cluster.UntilWholeAsync();
        // It has a past: its identity is remembered, and not of today.
        await cluster.StopAsync("seed-1", "ha-1", "web-1");
        await cluster.StartAsync("seed-1", "ha-1", "web-1");
        await cluster.UntilWholeAsync();
        var identity = cluster["ha-1"].IdentityOf();
        await cluster.CrashAsync("seed-1");
        await cluster.UntilWholeAsync(old);
        // Those who live have no word of it until it has others.
        cluster["seed-1"].Wipe();
        cluster.Cut(old, young);
        await cluster.StartAsync(young);
        await cluster.UntilWholeAsync(young);

        cluster.Heal();
        await cluster.UntilWholeAsync();

        Assert.Equal((identity, identity), (cluster["ha-1"].IdentityOf(), cluster["seed-1"].IdentityOf()));
        cluster.AssertNeverRestarted(old);
    }

    [Theory]
    [InlineData("seed-1 seed-2", "seed-1")] // a seed is added, the new node knows it first
    [InlineData("seed-1", "seed-1 seed-2")]
    [InlineData("seed-2 seed-1", "seed-1 seed-2")]
    public async Task Lists_that_differ_while_they_are_changed_hinder_no_new_node(string young, string old)
    {
        await using var cluster = new TestCluster(["seed-1", "seed-2", "ha-1", "web-1"]);
        string[] running = [.. old.Split(' '), "ha-1"];
        cluster.Give(old, null, running);
        await cluster.StartAsync(running);
        await cluster.UntilWholeAsync();
        cluster.Give(young, null, "web-1");

        await cluster.StartAsync("web-1");

        await cluster.UntilWholeAsync(TimeSpan.FromSeconds(15));
    }

    // What a node from before 0.1.0 has not is the greeter.
    [Theory]
    [InlineData("web-1")]
    [InlineData("seed-1")]
    [InlineData("ha-2")]
    public async Task Nodes_of_release_010_let_a_node_in_that_asks_which_cluster_they_are(string late)
    {
        await using var cluster = new TestCluster(Names);
        await cluster.StartWholeAsync();
        await cluster.CrashAsync(late);
        await cluster.UntilWholeAsync();
        await StopGreetersAsync(cluster);
        cluster[late].Wipe();
        await cluster.StartAsync(late);

        await cluster.UntilWholeAsync();
        cluster.AssertNeverRestarted();
    }

    // As after the last node from before 0.1.0 is replaced.
    [Fact]
    public async Task A_cluster_that_has_none_gives_itself_one()
    {
        await using var cluster = new TestCluster(["seed-1", "seed-2", "web-1"]);
        await cluster.StartWholeAsync();
        await cluster.CrashAsync("seed-2");
        await cluster.UntilWholeAsync();
        await StopGreetersAsync(cluster);
        cluster["seed-2"].Wipe();
        await cluster.StartAsync("seed-2");
        await cluster.UntilWholeAsync();
        Assert.Null(cluster["seed-2"].IdentityOf());

        await cluster.StopAsync("web-1", "seed-1");
        await cluster.UntilAsync("it has one", () => cluster["seed-2"].IdentityOf() is not null, TimeSpan.FromMinutes(2));
        await cluster.StartAsync("web-1");
        await cluster.UntilWholeAsync();
    }

    private static async Task StopGreetersAsync(TestCluster cluster)
    {
        foreach (var system in cluster.Running.Select(node => node.System!))
        {
            system.Stop(await system.ActorSelection("/user/" + ClusterGreeter.Name).ResolveOne(TimeSpan.FromSeconds(5)));
        }
    }

    private static string Single(TestCluster cluster, IEnumerable<string> names) =>
        Assert.Single(names.Select(name => cluster[name].IdentityOf()).Distinct())!;
}
