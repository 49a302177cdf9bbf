using Actors.Protocols.Harness;

namespace Actors.Protocols.Downing;

/// <summary>
/// A node whose links carry one way only. When they are whole again, so is the cluster, and nobody else has started again.
/// </summary>
public sealed class DeafSpecs
{
    private static readonly string[] Others = ["seed-1", "ha-1", "web-1", "web-3", "web-4"];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_node_that_hears_nobody_is_downed_whatever_it_says_of_the_others(bool resolvesSplits)
    {
        await using var cluster = Cluster(resolvesSplits);
        await cluster.StartWholeAsync();
        foreach (var other in Others)
        {
            cluster.CutOneWay(other, "web-2");
        }

        await cluster.UntilWholeAsync(Others, TimeSpan.FromSeconds(20));
        cluster.Heal();

        await cluster.UntilWholeAsync();
        cluster.AssertNeverRestarted(Others);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_node_that_nobody_hears_is_downed_while_it_hears_all(bool resolvesSplits)
    {
        await using var cluster = Cluster(resolvesSplits);
        await cluster.StartWholeAsync();
        foreach (var other in Others)
        {
            cluster.CutOneWay("web-2", other);
        }

        await cluster.UntilWholeAsync(Others, TimeSpan.FromSeconds(20));
        cluster.Heal();

        await cluster.UntilWholeAsync();
        cluster.AssertNeverRestarted(Others);
    }

    private static TestCluster Cluster(bool resolvesSplits) =>
        new(["seed-1", "ha-1", "web-1", "web-2", "web-3", "web-4"], resolvesSplits: resolvesSplits);
}
