using System.Collections.Immutable;
using Actors.HaAgent.Desired;
using Actors.HaAgent.Overrides;

namespace Actors.HaAgent.Tests.Desired;

public sealed class CanaryWeightsSpecs
{
    private static readonly DateTimeOffset Noon = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(10, 2, 1)]
    [InlineData(1, 9, 1)]
    [InlineData(50, 9, 1)]
    [InlineData(90, 1, 9)]
    [InlineData(33, 3, 4)]
    [InlineData(10, 1, 400)]
    [InlineData(50, 400, 1)]
    [InlineData(1, 300, 300)]
    [InlineData(99, 700, 1)]
    [InlineData(1, 1, 2000)]
    public void The_version_gets_its_share_whatever_the_numbers(int share, int old, int fresh)
    {
        var servers = Split(Canary("2", share), [.. Many("old", "1.4.0", old), .. Many("new", "2.0.1", fresh)]);

        Assert.InRange(100.0 * Weights(servers, "2.0.1") / servers.Sum(server => server.Weight), share - 0.5, share + 0.5);
        Assert.All(servers, server => Assert.InRange(server.Weight, 0, 256));
    }

    [Theory]
    [InlineData(0, 256, 0)]
    [InlineData(100, 0, 256)]
    public void None_and_all_are_weight_zero_on_the_other_side(int share, int old, int fresh) =>
        Assert.Equal(
            [old, fresh],
            Split(Canary("2.0.1", share), [.. Many("old", "1.4.0", 1), .. Many("new", "2.0.1", 1)]).Select(server => server.Weight));

    [Fact]
    public void Within_a_version_each_keeps_its_part()
    {
        var servers = Split(Canary("2", 20), [Server("a", "1.0.0", 100), Server("b", "1.0.0", 50), Server("c", "2.0.0", 10)]);

        Assert.Equal(servers[0].Weight / 2, servers[1].Weight);
    }

    [Fact]
    public void Servers_that_get_no_traffic_do_not_count()
    {
        var drained = Server("d", "2.0.0", 100) with { Admin = AdminState.Drain };

        var servers = Split(Canary("2", 50), [Server("a", "1.0.0", 100), Server("c", "2.0.0", 100), drained]);

        Assert.Equal(servers[0].Weight, servers[1].Weight);
    }

    [Fact]
    public void With_one_side_only_nobody_is_left_without_an_answer()
    {
        Assert.Equal([100], Split(Canary("2", 100), [Server("a", "1.0.0", 100)]).Select(server => server.Weight));
        Assert.Equal([100], Split(Canary("2", 0), [Server("a", "2.0.0", 100)]).Select(server => server.Weight));
    }

    [Fact]
    public void Other_services_keep_their_weights()
    {
        var other = Server("x", "2.0.0", 7).Saying(node => node with { Service = "other" });

        Assert.Contains(other, Split(Canary("2", 10), [Server("a", "1.0.0", 100), Server("b", "2.0.0", 100), other]));
    }

    [Theory]
    [InlineData("2", "2", true)]
    [InlineData("2", "2.0.1", true)]
    [InlineData("2", "20.1", false)]
    [InlineData("2.0", "2", false)]
    [InlineData("2.0.1-rc1", "2.0.1-rc1", true)]
    public void A_version_is_meant_by_its_beginning_up_to_a_dot(string asked, string has, bool isMeant) =>
        Assert.Equal(isMeant, new CanaryShare(asked, 1).Matches(has));

    private static OverrideBook Canary(string version, int share) =>
        OverrideBook.Empty.Canary(ServiceOverride.KeyOf("web"), new CanaryShare(version, share), "ann", Noon);

    private static ImmutableArray<ServerState> Split(OverrideBook overrides, ServerState[] servers) =>
        CanaryWeights.Split([.. servers], overrides);

    private static int Weights(IEnumerable<ServerState> servers, string version) =>
        servers.Where(server => server.Description.Version == version).Sum(server => server.Weight);

    private static IEnumerable<ServerState> Many(string name, string version, int count) =>
        Enumerable.Range(1, count).Select(i => Server($"{name}-{i}", version, 100));

    private static ServerState Server(string name, string version, int weight) =>
        Sample.Server(name, weight: weight).Saying(node => node with { Version = version });
}
