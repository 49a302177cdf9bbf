using Actors.Protocols.Harness;

namespace Actors.Protocols.Partitions;

/// <summary>A network that falls apart and comes together again: afterwards there is one cluster of all, without anybody's help.</summary>
public sealed class PartitionSpecs : IAsyncDisposable
{
    private static readonly string[] Seeds = ["seed-1", "seed-2"];
    private static readonly string[] Agents = ["ha-1", "ha-2"];
    private static readonly string[] Webs = ["web-1", "web-2", "web-3"];

    /// <summary>How long a cut lasts: each side has given up the other.</summary>
    private static readonly TimeSpan UntilGivenUp = TimeSpan.FromSeconds(22);
    private readonly TestCluster _cluster = new([.. Seeds, .. Agents, .. Webs]);

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task The_web_nodes_are_cut_off_from_the_cluster()
    {
        await _cluster.StartWholeAsync();
        _cluster.Cut(Webs, [.. Seeds, .. Agents]);
        await _cluster.PassAsync(UntilGivenUp);
        Assert.True(TestCluster.IsWhole([.. Seeds.Concat(Agents).Select(name => _cluster[name])]), _cluster.Describe());

        _cluster.Heal();

        await _cluster.UntilWholeAsync();
    }
}
