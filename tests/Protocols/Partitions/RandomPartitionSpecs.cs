using Actors.Protocols.Harness;

namespace Actors.Protocols.Partitions;

/// <summary>
/// Any links are cut, one way or both, for any time, while nodes die and come back: afterwards there is one cluster of all.
/// </summary>
public sealed class RandomPartitionSpecs
{
    private static readonly string[] Names = ["seed-1", "seed-2", "ha-1", "web-1", "web-2", "web-3"];

    // In one run of sixteen web-1 was not back within two minutes, by a seed that passed four times after it: why is not known yet.
    [Trait("Tier", "Long")]
    [Fact]
    public async Task Whatever_has_been_cut_there_is_one_cluster_when_all_is_whole_again()
    {
        await using var cluster = new TestCluster(Names);
        await cluster.StartWholeAsync();
        for (var round = 0; round < 3; round++)
        {
            for (var cut = cluster.Random.Next(1, 16); cut > 0; cut--)
            {
                var (from, to) = (cluster.Random.Next(Names.Length), cluster.Random.Next(Names.Length));
                if (from != to)
                {
                    cluster.CutOneWay(Names[from], Names[to]);
                }
            }

            var dead = Names[cluster.Random.Next(Names.Length)];
            await cluster.PassAsync(TimeSpan.FromSeconds(cluster.Random.Next(1, 20)));
            await cluster.CrashAsync(dead);
            await cluster.PassAsync(TimeSpan.FromSeconds(cluster.Random.Next(0, 15)));
            await cluster.StartAsync(dead);
            cluster.Heal();

            await cluster.UntilWholeAsync();
        }
    }
}
