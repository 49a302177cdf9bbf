using Actors.Clustering;
using Actors.Protocols.Harness;
using Akka.Cluster;

namespace Actors.Protocols.Healing;

/// <summary>A node that the cluster has given up, or has forgotten, starts its actor system again by itself.</summary>
public sealed class LostNodeSpecs
{
    [Fact]
    public async Task One_that_was_shut_out_starts_again()
    {
        await using var cluster = new TestCluster(["seed-1", "ha-1", "web-1", "web-2", "web-3"], resolvesSplits: false);
        await cluster.StartWholeAsync();

        cluster.Isolate("web-1");
        await cluster.UntilWholeAsync(["seed-1", "ha-1", "web-2", "web-3"]);
        cluster.Heal();

        await cluster.UntilWholeAsync(TimeSpan.FromSeconds(30));
        // Each member has shut it out, and each is heard more than once.
        Assert.Single(cluster["web-1"].Log, line => line.Text.Contains("Quarantined by", StringComparison.Ordinal));
        cluster.AssertNeverRestarted("seed-1", "ha-1", "web-2", "web-3");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task One_that_is_joining_for_too_long_starts_again(int mostJoining)
    {
        var timings = ClusterTimings.Default with { MostJoining = mostJoining };
        await using var cluster = new TestCluster(["seed-1", "seed-2", "web-1"], timings);
        await cluster.StartAsync("seed-1", "seed-2");
        await cluster.UntilWholeAsync();

        // Who lets it in dies before it has told the other, which so does not know it.
        cluster["web-1"].Options = cluster["web-1"].Options with { Seeds = [cluster["seed-2"].Address] };
        cluster.CutOneWay("seed-2", "seed-1");
        await cluster["web-1"].StartAsync();
        await cluster.UntilAsync("web-1 is joining", () => cluster["web-1"].StatusOf(cluster["web-1"]) == MemberStatus.Joining);
        var since = cluster.Now;
        await cluster.PowerOffAsync("seed-2");
        cluster.Heal();
        await cluster.UntilAsync("web-1 gives that up", () => cluster["web-1"].LoggedAt("Stuck in Joining") is not null);

        Assert.InRange(cluster.Now - since, timings.AskSeedsEvery * mostJoining, timings.AskSeedsEvery * (mostJoining + 1));
        await cluster.UntilWholeAsync();
        Assert.Equal(2, cluster["web-1"].Starts);
    }
}
