using Actors.Clustering.Seeds;

namespace Actors.Clustering.Tests.Seeds;

/// <summary>Seeds that are listed by names.</summary>
public sealed class SeedNamesSpecs
{
    private static readonly SeedAddress Self = new("10.0.0.1", 4053);

    [Theory]
    [InlineData("mine:4053", true)]
    [InlineData("mine:4054", false)]
    [InlineData("all:4053", false)]
    [InlineData("other:4053", false)]
    [InlineData("unknown:4053", false)]
    [InlineData("10.0.0.2:4053", false)]
    public async Task The_first_is_this_node_where_its_name_leads_here_and_nowhere_else(string first, bool isSelf)
    {
        SeedAddress[] configured = [SeedAddress.TryParse(first)!, new("other", 4053)];

        var seeds = await SeedNames.WithSelfAsync(Self, configured, AddressesOf);

        Assert.Equal(isSelf ? [Self, new("other", 4053)] : configured, seeds);
        Assert.Equal(isSelf, SeedPlan.MayForm(Self, seeds));
    }

    [Fact]
    public async Task A_seed_that_calls_itself_by_a_name_is_listed_by_that() =>
        Assert.Equal(
            [new SeedAddress("mine", 4053)],
            await SeedNames.WithSelfAsync(new SeedAddress("mine", 4053), [new SeedAddress("mine", 4053)], AddressesOf));

    [Fact]
    public async Task Each_name_has_its_addresses()
    {
        var addresses = await SeedNames.AddressesAsync([new("all", 4053), new("10.0.0.2", 4053), new("unknown", 1)], AddressesOf);

        var only = Assert.Single(addresses);
        Assert.Equal(("all:4053", "10.0.0.1:4053 10.0.0.9:4053"), (only.Key.ToString(), string.Join(' ', only.Value)));
    }

    private static Task<IReadOnlyList<string>> AddressesOf(string name) => Task.FromResult<IReadOnlyList<string>>(name switch
    {
        "mine" => ["10.0.0.1"],
        "all" => ["10.0.0.1", "10.0.0.9"],
        "other" => ["10.0.0.2"],
        _ => [],
    });
}
