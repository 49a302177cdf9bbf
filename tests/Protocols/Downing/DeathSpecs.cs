using Actors.Clustering;
using Actors.Protocols.Harness;
using Akka.Cluster;

namespace Actors.Protocols.Downing;

/// <summary>Nodes that die are downed by the vote of the others.</summary>
public sealed class DeathSpecs
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(0.5);

    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(7)]
    public async Task One_that_dies_is_removed(int nodes)
    {
        await using var cluster = Cluster(nodes, resolvesSplits: false);
        await cluster.StartWholeAsync();

        await cluster.CrashAsync("web-1");

        await cluster.UntilWholeAsync();
        cluster.AssertNeverRestarted();
    }

    [Fact]
    public async Task It_is_downed_by_the_leader_alone_once_it_has_been_unreachable_for_a_while()
    {
        await using var cluster = Cluster(5, resolvesSplits: false);
        await cluster.StartWholeAsync();

        await cluster.PowerOffAsync("web-1");
        await cluster.UntilUnreachableAsync("seed-1", "web-1");
        var since = cluster.Now;
        await cluster.UntilWholeAsync();

        var downed = cluster["seed-1"].DownedAt(cluster["web-1"]);
        Assert.InRange(downed!.Value - since, ClusterTimings.Default.DownAfter, ClusterTimings.Default.DownAfter + Moment);
        Assert.All(cluster.Running.Where(node => node.Name != "seed-1"), node => Assert.Null(node.DownedAt(cluster["web-1"])));
    }

    [Fact]
    public async Task The_next_leader_downs_one_that_led()
    {
        await using var cluster = Cluster(4, resolvesSplits: false);
        await cluster.StartWholeAsync();

        await cluster.PowerOffAsync("seed-1");

        await cluster.UntilWholeAsync();
        Assert.NotNull(cluster["web-1"].DownedAt(cluster["seed-1"]));
    }

    // A node that has called another one unreachable and dies itself is no reason for Akka's resolver to doubt the others.
    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(6)]
    [InlineData(8.5)]
    public async Task Two_that_die_within_nine_seconds_take_nobody_with_them(double apart)
    {
        await using var cluster = Cluster(7, resolvesSplits: true);
        await cluster.StartWholeAsync();

        await cluster.CrashAsync("web-1");
        await cluster.PassAsync(TimeSpan.FromSeconds(apart));
        await cluster.CrashAsync("web-2");

        await cluster.UntilWholeAsync(TimeSpan.FromSeconds(15));
        cluster.AssertNeverRestarted();
    }

    // What the dead have said of the living is in the gossip still.
    [Fact]
    public async Task One_that_could_not_reach_others_and_dies_takes_nobody_with_it()
    {
        await using var cluster = Cluster(6, resolvesSplits: true);
        await cluster.StartWholeAsync();
        cluster.Cut(["web-1"], ["web-2", "web-3", "web-4", "web-5"]);
        await cluster.UntilAsync("web-1 has said so", () => cluster["seed-1"].CannotReach(cluster["web-5"]));

        await cluster.PowerOffAsync("web-1");

        await cluster.UntilWholeAsync();
        cluster.AssertNeverRestarted();
    }

    [Fact]
    public async Task One_that_is_downed_already_is_not_counted_as_a_voter()
    {
        await using var cluster = Cluster(4, resolvesSplits: false);
        await cluster.StartWholeAsync();

        await cluster.PowerOffAsync("web-1");
        await cluster.UntilAsync("web-1 is downed", () => cluster["seed-1"].StatusOf(cluster["web-1"]) == MemberStatus.Down);
        // Nobody is removed while another cannot be reached: two are left of three that count, and of four that are listed.
        await cluster.PowerOffAsync("web-2");

        await cluster.UntilWholeAsync();
    }

    [Fact]
    public async Task Of_two_nodes_the_vote_downs_none()
    {
        await using var cluster = Cluster(2, resolvesSplits: false);
        await cluster.StartWholeAsync();

        await cluster.PowerOffAsync("web-1");
        await cluster.PassAsync(TimeSpan.FromSeconds(40));

        Assert.Equal(MemberStatus.Up, cluster["seed-1"].StatusOf(cluster["web-1"]));
        Assert.Null(cluster["seed-1"].DownedAt(cluster["web-1"]));
    }

    [Fact]
    public async Task The_resolver_lets_the_first_of_two_nodes_run_on()
    {
        await using var cluster = Cluster(2, resolvesSplits: true);
        await cluster.StartWholeAsync();

        await cluster.PowerOffAsync("web-1");

        await cluster.UntilWholeAsync();
        cluster.AssertNeverRestarted();
    }

    [Fact]
    public async Task The_second_of_two_nodes_is_back_when_the_first_is()
    {
        await using var cluster = Cluster(2, resolvesSplits: true);
        await cluster.StartWholeAsync();

        await cluster.PowerOffAsync("seed-1");
        await cluster.UntilAsync("web-1 starts again", () => cluster["web-1"].Starts == 2);
        await cluster.StartAsync("seed-1");

        await cluster.UntilWholeAsync();
    }

    [Fact]
    public async Task One_that_was_leaving_when_it_died_needs_no_vote()
    {
        await using var cluster = Cluster(5, resolvesSplits: false);
        await cluster.StartWholeAsync();

        var stops = cluster["web-1"].StopAsync();
        await cluster.UntilAsync("web-1 is exiting", () => cluster["seed-1"].StatusOf(cluster["web-1"]) == MemberStatus.Exiting);
        cluster.Isolate("web-1");
        // While this one is neither reached nor downed, nobody is removed.
        await cluster.PowerOffAsync("web-2");
        await cluster.UntilWholeAsync(["seed-1", "web-3", "web-4"]);

        Assert.NotNull(cluster["seed-1"].DownedAt(cluster["web-2"]));
        Assert.Null(cluster["seed-1"].DownedAt(cluster["web-1"]));
        await cluster.RunAsync("web-1 stops", stops);
    }

    private static TestCluster Cluster(int nodes, bool resolvesSplits) =>
        new(["seed-1", .. Enumerable.Range(1, nodes - 1).Select(number => $"web-{number}")], resolvesSplits: resolvesSplits);
}
