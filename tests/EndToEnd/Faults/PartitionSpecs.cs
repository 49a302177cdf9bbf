namespace Actors.EndToEnd.Faults;

/// <summary>
/// A network that falls apart and comes together again: those who can reach a HAProxy that reaches a node are served all the time, and
/// afterwards there is one cluster and one list, without anybody's help.
/// </summary>
[Collection(SevenNodesCollection.Name)]
[Trait("Needs", "Root")]
public sealed class PartitionSpecs(SevenNodes seven)
{
    /// <summary>
    /// How long a cut lasts in the long tier: whoever gives others up later than the first has done so too, and those who started again
    /// have looked for the others.
    /// </summary>
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(22);
    private static readonly IReadOnlyList<string> Deaf = ["web-2"];
    private static readonly IReadOnlyList<string> First = ["seed-1", "ha-1", "web-1"];
    private static readonly IReadOnlyList<string> Second = ["seed-2", "ha-2", "web-2", "web-3"];

    [Fact]
    public Task The_cluster_falls_into_two_with_a_seed_and_an_agent_on_either_side() =>
        LosesNothingAsync(() => seven.Lan.CutGossipAsync(First, Second), First, Second);

    [Fact]
    public Task A_node_hears_nobody_while_it_is_heard() =>
        LosesNothingAsync(() => seven.Lan.MakeDeafAsync(Deaf[0]), Deaf, [.. SevenNodes.All.Except(Deaf)]);

    [Fact]
    [Trait("Tier", "Long")]
    public Task The_web_nodes_are_cut_off_from_the_cluster() =>
        LosesNothingAsync(
            () => seven.Lan.CutGossipAsync(SevenNodes.Webs, Others(SevenNodes.Webs)), SevenNodes.Webs, Others(SevenNodes.Webs));

    [Fact]
    [Trait("Tier", "Long")]
    public Task Both_agents_are_cut_off_from_the_cluster() =>
        LosesNothingAsync(
            () => seven.Lan.CutGossipAsync(SevenNodes.Agents, Others(SevenNodes.Agents)), SevenNodes.Agents, Others(SevenNodes.Agents));

    [Fact]
    [Trait("Tier", "Long")]
    public Task The_seeds_are_cut_off_from_everybody() =>
        LosesNothingAsync(
            () => Task.WhenAll(SevenNodes.Seeds.Select(seed => seven.Lan.PlugAsync(seed, isIn: false))), ["seed-1"], ["seed-2"],
            Others(SevenNodes.Seeds));

    [Fact]
    [Trait("Tier", "Long")]
    public async Task Every_third_packet_of_the_cluster_is_lost()
    {
        var system = await seven.BeginAsync();
        await using var first = new SteadyTraffic(system, system.Ha1, SevenNodes.PerSecond);
        await using var second = new SteadyTraffic(system, system.Ha2, SevenNodes.PerSecond);

        await Task.WhenAll(SevenNodes.All.Select(node => seven.Lan.LoseAsync(node, 0.3)));
        await RealTime.PassAsync(Long, "packets are lost for longer than a cluster takes to give anybody up");
        await seven.Lan.MendAsync();

        await seven.UntilWholeAsync();
        await first.AssertNothingLostAsync();
        await second.AssertNothingLostAsync();
    }

    [Fact]
    [Trait("Tier", "Long")]
    public async Task A_link_flaps()
    {
        var system = await seven.BeginAsync();
        await using var traffic = new SteadyTraffic(system);

        for (var i = 0; i < 6; i++)
        {
            await seven.Lan.CutGossipAsync(["web-3"], Others(["web-3"]));
            await RealTime.PassAsync(TimeSpan.FromSeconds(2 + (2 * (i % 3))), "the link is down, for another time each time");
            await seven.Lan.MendAsync();
            await RealTime.PassAsync(TimeSpan.FromSeconds(1), "it is up for too short a time to be noticed by all");
        }

        await seven.UntilWholeAsync();
        await traffic.AssertNothingLostAsync();
    }

    [Fact]
    [Trait("Tier", "Long")]
    public async Task Each_side_of_a_network_that_falls_into_two_is_served_by_its_own()
    {
        var system = await seven.BeginAsync();
        foreach (var node in Second)
        {
            await seven.Lan.PlugAsync(node, isIn: false);
        }

        await UntilGivenUpAsync([First, .. Second.Select(node => (IReadOnlyList<string>)[node])]);
        await system.UntilServedByAsync(1);
        await using (var traffic = new SteadyTraffic(system))
        {
            await traffic.AssertNothingLostAsync();
        }

        await seven.Lan.MendAsync();
        await seven.UntilWholeAsync();
    }

    private async Task LosesNothingAsync(Func<Task> cut, params IReadOnlyList<string>[] groups)
    {
        var system = await seven.BeginAsync();
        await using var first = new SteadyTraffic(system, system.Ha1, SevenNodes.PerSecond);
        await using var second = new SteadyTraffic(system, system.Ha2, SevenNodes.PerSecond);

        await cut();
        await system.UntilBrokenAsync([.. SevenNodes.All]);
        await UntilGivenUpAsync(groups);
        await seven.Lan.MendAsync();

        await seven.UntilWholeAsync();
        await first.AssertNothingLostAsync();
        await second.AssertNothingLostAsync();
    }

    /// <summary>Waits until each of these groups is alone, which is what a landing has to see; the long tier has them stay so.</summary>
    private Task UntilGivenUpAsync(params IReadOnlyList<string>[] groups) => Task.WhenAll(
        seven.UntilApartAsync(groups), TestRun.IsLong ? RealTime.PassAsync(Long, "each side goes on alone") : Task.CompletedTask);

    private static IReadOnlyList<string> Others(IReadOnlyList<string> these) => [.. SevenNodes.All.Except(these)];
}
