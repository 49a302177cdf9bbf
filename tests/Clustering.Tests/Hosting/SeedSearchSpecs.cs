using Actors.Clustering.Hosting;
using Actors.Clustering.Seeds;
using Actors.Clustering.Settings;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Clustering.Tests.Hosting;

/// <summary>How a seed recognises itself among those that are found.</summary>
public sealed class SeedSearchSpecs
{
    [Theory]
    // As it has chosen itself.
    [InlineData("10.0.0.5", true, "10.0.0.5 10.0.0.6", "10.0.0.5", "10.0.0.5 10.0.0.6")]
    // Found by another of its addresses: it calls itself by that.
    [InlineData("10.0.0.5", true, "10.9.0.5 10.9.0.6", "10.9.0.5", "10.9.0.5 10.9.0.6")]
    [InlineData("10.0.0.5", true, "fd00::5 fd00::6", "fd00::5", "fd00::5 fd00::6")]
    // Unless it was told what others reach it at.
    [InlineData("10.0.0.5", false, "10.9.0.5 10.9.0.6", "10.0.0.5", "10.0.0.5 10.9.0.6")]
    // Not found at all.
    [InlineData("10.0.0.5", true, "10.0.0.6", "10.0.0.5", "10.0.0.6")]
    // A name in the machine's file of hosts leads to its loopback, which is itself, but nothing that others could ask.
    [InlineData("10.0.0.5", true, "127.0.1.1", "10.0.0.5", "10.0.0.5")]
    // On loopback another address is another node.
    [InlineData("127.0.0.1", true, "127.0.0.1 127.0.0.2", "127.0.0.1", "127.0.0.1 127.0.0.2")]
    public async Task It_is_the_one_at_an_address_of_its_own(string host, bool chooses, string found, string told, string seeds)
    {
        var search = SearchFor(host, chooses, () => found);

        await search.BeginAsync(CancellationToken.None);

        Assert.Equal((told, told), (search.Node.Host, search.Node.BindHost));
        Assert.Equal(NodeHost.IsIPv6(told), search.Node.UsesIPv6);
        Assert.Equal(seeds, string.Join(' ', search.Current.Addresses.Select(seed => seed.Host)));
    }

    [Theory]
    [InlineData("10.0.0.5", true, "10.9.0.5 10.9.0.6", true)]
    [InlineData("10.0.0.5", false, "10.9.0.5 10.9.0.6", false)]
    [InlineData("10.0.0.5", true, "10.0.0.5 10.9.0.5", false)]
    [InlineData("10.0.0.5", true, "10.0.0.6", false)]
    [InlineData("10.0.0.5", true, "127.0.1.1", false)]
    public async Task It_sees_later_that_it_is_found_by_another_of_its_addresses(string host, bool chooses, string found, bool elsewhere)
    {
        var now = "10.0.0.6";
        var search = SearchFor(host, chooses, () => now);
        await search.BeginAsync(CancellationToken.None);
        Assert.False(search.IsFoundElsewhere);

        now = found;
        await search.AskAsync(CancellationToken.None);

        Assert.Equal((host, elsewhere), (search.Node.Host, search.IsFoundElsewhere));
        // What its next life begins with; and it stays there when the name leads nowhere for a moment.
        await search.BeginAsync(CancellationToken.None);
        now = "10.0.0.6";
        await search.AskAsync(CancellationToken.None);
        Assert.False(search.IsFoundElsewhere);
    }

    private static SeedSearch SearchFor(string host, bool chooses, Func<string> found) => new(
        new NodeOptions("seed-1", NodeRoles.Seed, host, host, 4053, [new SeedSource.Name("seeds", 4053)], "", 1)
        {
            ChoosesHost = chooses,
        },
        new ClusterNodeSetup
        {
            Identity = NodeIdentity.For(NodeRoles.Seed, "seed-1"),
            RoleHocon = "",
            FindSeeds = (_, _) => Task.FromResult(new SeedAnswer([.. found().Split(' ').Select(one => new SeedAddress(one, 4053))])),
            OwnAddresses = () => ["127.0.0.1", "10.0.0.5", "10.9.0.5", "fd00::5"],
        },
        TimeProvider.System,
        NullLogger.Instance);
}
