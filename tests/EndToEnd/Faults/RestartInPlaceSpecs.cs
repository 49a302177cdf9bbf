namespace Actors.EndToEnd.Faults;

/// <summary>
/// Nodes that die and are back at their address at once, while the others still connect to their earlier lives (docs/adr-0018).
/// </summary>
[Trait("Tier", "Long")]
[Trait("Needs", "Root")]
public sealed class RestartInPlaceSpecs
{
    private const int Times = 15;

    /// <summary>Long enough to be called unreachable, too short to be downed.</summary>
    private static readonly TimeSpan Unreachable = TimeSpan.FromSeconds(6);

    [Fact]
    public async Task Nobody_who_lives_is_taken_for_dead()
    {
        await using var system = new LocalSystem(haProxy: HaProxies.PathOf(HaProxies.Newest));
        var seed = system.StartSeed();
        system.StartHa();
        var webs = Enumerable.Range(1, 4).Select(number => system.StartWeb(number, $"--Node:Port={Ports.Free()}")).ToList();
        await system.UntilOneClusterAsync("seed-1", "ha-1", "web-1", "web-2", "web-3", "web-4");

        for (var i = 0; i < Times; i++)
        {
            var which = i % webs.Count;
            await webs[which].KillAsync();
            // From at once to when the others have tried to reach it.
            await Task.Delay(TimeSpan.FromMilliseconds(100 * i), TimeProvider.System, CancellationToken.None);
            webs[which] = system.StartAgain(webs[which].Name);
            await system.UntilOneClusterAsync("seed-1", "ha-1", "web-1", "web-2", "web-3", "web-4");
        }

        foreach (var log in webs.Append(seed).Select(node => node.Log))
        {
            Assert.DoesNotContain("The actor system starts again", await File.ReadAllTextAsync(log), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Two_that_die_one_after_the_other_take_nobody_with_them()
    {
        await using var system = new LocalSystem(haProxy: HaProxies.PathOf(HaProxies.Newest));
        var others = new List<NodeProcess> { system.StartSeed(), system.StartHa() };
        var webs = Enumerable.Range(1, 5).Select(number => system.StartWeb(number)).ToList();
        others.AddRange(webs.Skip(2));
        await system.UntilOneClusterAsync("seed-1", "ha-1", "web-1", "web-2", "web-3", "web-4", "web-5");
        await using var traffic = new SteadyTraffic(system);

        await webs[0].KillAsync();
        await Task.Delay(Unreachable, TimeProvider.System, CancellationToken.None);
        // This one has said of the other that it cannot be reached.
        await webs[1].KillAsync();

        await system.UntilOneClusterAsync("seed-1", "ha-1", "web-3", "web-4", "web-5");
        await system.UntilListedAsync(3, 4, 5);
        foreach (var log in others.Select(node => node.Log))
        {
            Assert.DoesNotContain("The actor system starts again", await File.ReadAllTextAsync(log), StringComparison.Ordinal);
        }

        await traffic.AssertNothingLostAsync();
    }
}
