using Actors.Harness.Networks;

namespace Actors.EndToEnd;

/// <summary>Three seeds on machines of their own behind one name, which chose their addresses themselves.</summary>
[Trait("Needs", "Root")]
public sealed class FoundSeedsSpecs
{
    private const string Name = "seeds.test";

    [Fact]
    public Task One_is_replaced_under_a_new_address_and_a_fresh_node_joins_on_IPv6_only() => ReplaceAsync(isIPv6: true);

    [Fact]
    [Trait("Tier", "Long")]
    public Task And_on_IPv4() => ReplaceAsync(isIPv6: false);

    private static async Task ReplaceAsync(bool isIPv6)
    {
        await using var lan = await Lan.CreateAsync(isIPv6, "seed-1", "seed-2", "seed-3", "seed-4", "web-1", "web-2");
        await using var system = await Systems.OpenAsync(nodes: 6, seeds: 4, network: lan);
        system.SettingsOf = _ => ["--Node:Host=", "--Node:Port=4053", $"--Node:Seeds=dns:{Name}:4053"];
        // As they come: the answer grows.
        await lan.NameAsync(Name);
        system.StartWeb(1);
        string[] found = [];
        foreach (var number in (int[])[2, 3, 1])
        {
            found = [.. found, $"seed-{number}"];
            await lan.NameAsync(Name, found);
            system.StartSeed(number);
        }

        await system.UntilOneClusterAsync("seed-1", "seed-2", "seed-3", "web-1");

        // The one that has formed the cluster.
        await system.Running["seed-1"].KillAsync();
        await lan.NameAsync(Name, "seed-2", "seed-3", "seed-4");
        system.StartSeed(4);
        system.StartWeb(2);

        await system.UntilOneClusterAsync("seed-2", "seed-3", "seed-4", "web-1", "web-2");
        Assert.Contains($"Node:Seeds: dns:{Name}:4053 ", system.WholeLog("web-1"), StringComparison.Ordinal);
        Assert.All(
            (string[])["seed-1", "seed-2", "seed-3", "seed-4", "web-1", "web-2"],
            node => Assert.DoesNotContain("Split brain", system.WholeLog(node), StringComparison.Ordinal));
    }
}
