using Actors.Protocols.Harness;

namespace Actors.Protocols.Partitions;

/// <summary>The link between two nodes is cut, while all others reach both.</summary>
public sealed class OneLinkSpecs : IAsyncDisposable
{
    private readonly TestCluster _cluster = new(["seed-1", "ha-1", "web-1", "web-2", "web-3"]);

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task Two_web_nodes_that_do_not_hear_each_other_for_a_moment_are_one_cluster_again()
    {
        await _cluster.StartWholeAsync();

        _cluster.Cut("web-1", "web-2");
        await _cluster.UntilAsync("web-1 is unreachable to web-2", () => _cluster["web-2"].State.Unreachable.Count > 0);
        _cluster.Heal();

        await _cluster.UntilWholeAsync();
        _cluster.AssertNeverRestarted();
    }

    [Fact]
    public async Task Two_web_nodes_that_do_not_hear_each_other_for_long_are_one_cluster_again()
    {
        await _cluster.StartWholeAsync();

        _cluster.Cut("web-1", "web-2");
        await _cluster.PassAsync(TimeSpan.FromSeconds(22));
        _cluster.Heal();

        await _cluster.UntilWholeAsync();
        _cluster.AssertNeverRestarted("seed-1", "ha-1", "web-3");
    }
}
