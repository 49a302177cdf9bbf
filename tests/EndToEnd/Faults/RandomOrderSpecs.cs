using System.Globalization;

namespace Actors.EndToEnd.Faults;

/// <summary>Everything ends, each node by a stop or a kill, and comes back in any order: it is one cluster with all nodes each time.</summary>
[Trait("Tier", "Long")]
[Trait("Needs", "Root")]
public sealed class RandomOrderSpecs
{
    private static readonly int Seed = int.TryParse(Environment.GetEnvironmentVariable("ACTORS_TEST_SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out var seed) ? seed : Random.Shared.Next();
    private const int Times = 20;
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(4);

    [Fact]
    public async Task Twenty_restarts_of_everything_in_random_orders()
    {
        string[] names = ["seed-1", "seed-2", "ha-1", "ha-2", "web-1", "web-2", "web-3"];
        var dice = new Random(Seed);
        await using var system = new LocalSystem(seeds: 2, haProxy: HaProxies.PathOf(HaProxies.Newest));
        var processes = new Dictionary<string, NodeProcess>
        {
            ["seed-1"] = system.StartSeed(1),
            ["seed-2"] = system.StartSeed(2),
            ["ha-1"] = system.StartHa(),
            ["ha-2"] = system.StartHa2(),
            ["web-1"] = system.StartWeb(1),
            ["web-2"] = system.StartWeb(2),
            ["web-3"] = system.StartWeb(3),
        };
        await UntilWholeAsync(system, names);

        for (var time = 1; time <= Times; time++)
        {
            var killed = names.Where(_ => dice.Next(2) == 0).ToHashSet();
            await Task.WhenAll(names.Select(name => killed.Contains(name) ? processes[name].KillAsync() : StopAsync(processes[name])));
            dice.Shuffle(names);
            foreach (var name in names)
            {
                processes[name] = system.StartAgain(name);
                await Task.Delay(TimeSpan.FromMilliseconds(dice.Next(700)), TimeProvider.System, CancellationToken.None);
            }

            try
            {
                await UntilWholeAsync(system, names);
            }
            catch (TimeoutException error)
            {
                throw new TimeoutException(string.Create(CultureInfo.InvariantCulture, $"Restart {time} of seed {Seed}, in the order {string.Join(' ', names)}, killed before: {string.Join(' ', killed)}"), error);
            }
        }
    }

    // As an engine stops a container: patience has an end, and where half of the cluster is dead, leaving takes longer.
    private static async Task StopAsync(NodeProcess process)
    {
        try
        {
            await process.StopAsync().WaitAsync(StopPatience);
        }
        catch (TimeoutException)
        {
            await process.KillAsync();
        }
    }

    private static async Task UntilWholeAsync(LocalSystem system, string[] names)
    {
        await system.UntilOneClusterAsync(names);
        await system.UntilServedByAsync(1, 2, 3);
        await system.UntilServersAsync(system.Ha2, "all three get traffic", servers => servers.Count == 3 && servers.Values.All(server => server.IsUp));
    }
}
