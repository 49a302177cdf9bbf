namespace Actors.EndToEnd.Faults;

/// <summary>
/// Nodes that die and are back at their address at once, while the others still connect to their earlier lives (docs/adr/0018).
/// </summary>
[Collection(SevenNodesCollection.Name)]
[Trait("Needs", "Root")]
public sealed class RestartInPlaceSpecs(SevenNodes seven)
{
    /// <summary>After so long the others have tried to reach it.</summary>
    private static readonly TimeSpan LongestAway = TimeSpan.FromMilliseconds(1400);

    /// <summary>Long enough to be called unreachable, too short to be downed.</summary>
    private static readonly TimeSpan Unreachable = TimeSpan.FromSeconds(6);

    [Fact]
    public Task Nobody_who_lives_is_taken_for_dead_in_four_restarts() => AllStayAsync(times: 4);

    [Fact]
    [Trait("Tier", "Long")]
    public Task Nobody_who_lives_is_taken_for_dead_in_fifteen_restarts() => AllStayAsync(times: 15);

    private async Task AllStayAsync(int times)
    {
        var system = await seven.BeginAsync();

        for (var i = 0; i < times; i++)
        {
            var web = SevenNodes.Webs[i % SevenNodes.Webs.Count];
            await system.Running[web].KillAsync();
            await RealTime.PassAsync(LongestAway * i / (times - 1), "from at once to when the others have tried to reach it");
            system.StartAgain(web);
            await system.UntilOneClusterAsync([.. SevenNodes.All]);
        }

        await AssertNoneStartedAgainAsync(system, SevenNodes.All);
        await seven.UntilWholeAsync();
    }

    [Fact]
    [Trait("Tier", "Long")]
    public async Task Two_that_die_one_after_the_other_take_nobody_with_them()
    {
        var system = await seven.BeginAsync();
        string[] dead = ["web-1", "web-2"];
        string[] others = [.. SevenNodes.All.Except(dead)];
        await using var traffic = new SteadyTraffic(system);

        await system.Running[dead[0]].KillAsync();
        await RealTime.PassAsync(Unreachable, "the others call it unreachable, and have not downed it yet");
        // This one has said of the other that it cannot be reached.
        await system.Running[dead[1]].KillAsync();

        await system.UntilOneClusterAsync(others);
        await system.UntilServersAsync(system.Ha1, "one is left", servers => servers.Keys.SequenceEqual(["web-3"]));
        await AssertNoneStartedAgainAsync(system, others);
        await traffic.AssertNothingLostAsync();
        foreach (var name in dead)
        {
            system.StartAgain(name);
        }

        await seven.UntilWholeAsync();
    }

    private static async Task AssertNoneStartedAgainAsync(LocalSystem system, IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            Assert.DoesNotContain(
                "The actor system starts again", await File.ReadAllTextAsync(system.Running[name].Log), StringComparison.Ordinal);
        }
    }
}
