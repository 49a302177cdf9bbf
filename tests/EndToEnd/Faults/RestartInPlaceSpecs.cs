namespace Actors.EndToEnd.Faults;

/// <summary>
/// Nodes that die and are back at their address at once, while the others still connect to their earlier lives (docs/adr-0018).
/// </summary>
[Trait("Kind", "Faults")]
public sealed class RestartInPlaceSpecs
{
    private const int Times = 15;

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
}
