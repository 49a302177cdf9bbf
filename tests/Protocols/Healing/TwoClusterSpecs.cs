using Actors.Clustering;
using Actors.Protocols.Harness;

namespace Actors.Protocols.Healing;

/// <summary>Two clusters that have formed apart find each other by the seeds that all know, and become one.</summary>
public sealed class TwoClusterSpecs
{
    private static readonly ClusterTimings Default = ClusterTimings.Default;
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(0.5);

    [Theory]
    [InlineData("seed-1 ha-1 web-1", "seed-2 web-2")]
    [InlineData("seed-2 ha-1 web-2", "seed-1 web-1")]
    [InlineData("seed-1 web-1", "seed-2 web-2")] // as large: the first address decides
    public async Task The_smaller_one_moves_and_the_other_runs_on(string larger, string smaller)
    {
        var (stays, moves) = (larger.Split(' '), smaller.Split(' '));
        await using var cluster = await FormedApartAsync(stays, moves);

        cluster.Heal();

        await cluster.UntilWholeAsync(TimeSpan.FromSeconds(20));
        cluster.AssertNeverRestarted(stays);
        Assert.All(moves, name => Assert.Equal(2, cluster[name].Starts));
    }

    [Fact]
    public async Task Agents_move_first_so_that_they_do_not_see_the_others_go()
    {
        var timings = Default with { OthersMoveAfter = TimeSpan.FromSeconds(3) };
        string[] moves = ["seed-2", "ha-2", "web-2"];
        await using var cluster = await FormedApartAsync(["seed-1", "ha-1", "web-1", "web-3"], moves, timings);

        cluster.Heal();

        await cluster.UntilWholeAsync();
        var told = moves.Select(name => cluster[name].LoggedAt("This node moves")!.Value).ToList();
        var gone = moves.Select(name => cluster[name].LoggedAt("actor system starts again in")!.Value).ToList();
        Assert.InRange(told.Max() - told.Min(), TimeSpan.Zero, Moment);
        Assert.InRange(gone[1] - told[1], TimeSpan.Zero, timings.OthersMoveAfter - Moment);
        Assert.InRange(gone[0] - told[0], timings.OthersMoveAfter, timings.OthersMoveAfter * 2);
        Assert.InRange(gone[2] - told[2], timings.OthersMoveAfter, timings.OthersMoveAfter * 2);
    }

    [Fact]
    public async Task Seeds_are_asked_so_often_and_no_oftener()
    {
        var timings = Default with { AskSeedsEvery = TimeSpan.FromSeconds(20) };
        await using var cluster = await FormedApartAsync(["seed-1", "web-1", "web-3"], ["seed-2", "web-2"], timings);

        cluster.Heal();

        await cluster.UntilWholeAsync(timings.AskSeedsEvery + TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_node_that_moves_asks_again_where_its_first_question_is_lost()
    {
        string[] moves = ["seed-2", "web-2"];
        await using var cluster = await FormedApartAsync(["seed-1", "web-1", "web-3"], moves);
        cluster.Heal();
        await cluster.UntilAsync("seed-2 is gone", () => cluster["seed-2"].LoggedAt("actor system starts again in") is not null);

        // It cannot connect, gives that up, and what was to be sent is lost.
        cluster.Cut(moves, ["seed-1", "web-1", "web-3"]);
        await cluster.PassAsync(TimeSpan.FromSeconds(6));
        cluster.Heal();

        await cluster.UntilWholeAsync(TimeSpan.FromSeconds(10));
        Assert.All(moves, name => Assert.Equal(2, cluster[name].Starts));
    }

    [Fact]
    public async Task Where_the_cluster_that_it_moves_to_does_not_answer_a_node_does_as_at_any_start()
    {
        string[] moves = ["seed-2", "web-2"];
        await using var cluster = await FormedApartAsync(["seed-1", "web-1", "web-3"], moves);
        cluster.Heal();
        await cluster.UntilAsync("seed-2 moves", () => cluster["seed-2"].LoggedAt("This node moves") is not null);
        var since = cluster.Now;

        cluster.Cut(moves, ["seed-1", "web-1", "web-3"]);
        await cluster.UntilAsync("they have left their cluster", () => moves.All(name => cluster[name].Starts == 2));
        await cluster.UntilWholeAsync(moves);
        // The other one is remembered and lives: until it says that it is in no cluster either, the seed waits for it.
        Assert.InRange(cluster.Now - since, Default.MoveWithin, Default.MoveWithin + Default.FormAfterRestart + TimeSpan.FromSeconds(10));

        cluster.Heal();
        await cluster.UntilWholeAsync();
        cluster.AssertNeverRestarted("seed-1", "web-1", "web-3");
    }

    [Fact]
    public async Task Three_clusters_become_one()
    {
        await using var cluster = new TestCluster(["seed-1", "seed-2", "seed-3", "web-1", "web-2"]);
        await StartApartAsync(cluster, ["seed-1", "web-1"], ["seed-2", "web-2"], ["seed-3"]);

        cluster.Heal();

        await cluster.UntilWholeAsync();
    }

    private static async Task<TestCluster> FormedApartAsync(string[] one, string[] other, ClusterTimings? timings = null)
    {
        var cluster = new TestCluster([.. one.Concat(other).OrderBy(name => name[^1])], timings);
        await StartApartAsync(cluster, one, other);
        return cluster;
    }

    // Each side lists its own seed first, which so may form a cluster.
    private static async Task StartApartAsync(TestCluster cluster, params string[][] sides)
    {
        foreach (var side in sides)
        {
            cluster.Cut(side, cluster.Nodes.Select(node => node.Name).Except(side));
            foreach (var node in side.Select(name => cluster[name]))
            {
                node.Options = node.Options with
                {
                    Seeds = [
                    .. node.Options.Seeds.OrderByDescending(seed => seed == cluster[side[0]].Address)]
                };
            }
        }

        await cluster.StartAllAsync();
        foreach (var side in sides)
        {
            await cluster.UntilWholeAsync(side);
        }
    }
}
