using Actors.Harness.Networks;

namespace Actors.EndToEnd.Faults;

/// <summary>The network of a node is gone, as it is for one that shares the network of a container that has ended.</summary>
[Trait("Needs", "Root")]
[Trait("Tier", "Long")]
public sealed class LostNetworkSpecs
{
    [Fact]
    public async Task A_node_that_is_attached_says_so_and_ends_to_be_started_again()
    {
        await using var lan = await Lan.CreateAsync("seed-1", "web-1");
        await using var system = await Systems.OpenAsync(nodes: 2, network: lan);
        system.StartSeed();
        var node = system.StartWeb(1, "--Web:Port=80", "--attach", "127.0.0.1:80");
        await Eventually.BecomesAsync("it waits for its program", system.Tail, () => Task.FromResult((
            ((string[])["10.77.0.2:80 does not answer", "Application started"]).All(File.ReadAllText(node.Log).Contains), "")));

        await lan.RemoveCardAsync("web-1");

        Assert.Equal(75, await node.ExitAsync());
        Assert.Contains("10.77.0.2 with its card lan", await File.ReadAllTextAsync(node.Log), StringComparison.Ordinal);
    }
}
