using Actors.Protocols.Harness;

namespace Actors.Protocols.Downing;

/// <summary>A node that dies is downed by the vote of the others alone: Akka's resolver is off.</summary>
public sealed class DeathSpecs
{
    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(7)]
    public async Task One_that_dies_is_removed(int nodes)
    {
        await using var cluster = new TestCluster(["seed-1", .. Enumerable.Range(1, nodes - 1).Select(number => $"web-{number}")], resolvesSplits: false);
        await cluster.StartWholeAsync();

        await cluster.CrashAsync("web-1");

        await cluster.UntilWholeAsync();
        Assert.All(cluster.Running, node => Assert.Equal(1, node.Starts));
    }
}
