using System.Globalization;
using Xunit.Abstractions;

namespace Actors.EndToEnd.Faults;

/// <summary>
/// Everything ends, each node by a stop or a kill, and comes back in any order: it is one cluster with all nodes each time. On the network
/// of <see cref="SevenNodes"/>, and so for root only; some orders of start need neither (<see cref="StartOrderSpecs"/>).
/// </summary>
[Collection(SevenNodesCollection.Name)]
[Trait("Needs", "Root")]
public sealed class RandomOrderSpecs(SevenNodes seven, ITestOutputHelper output)
{
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(4);

    [Fact]
    public Task Three_restarts_of_everything_in_random_orders() => RestartAsync(times: 3);

    [Fact]
    [Trait("Tier", "Long")]
    public Task Twenty_restarts_of_everything_in_random_orders() => RestartAsync(times: 20);

    private async Task RestartAsync(int times)
    {
        output.WriteLine($"seed {TestRun.Seed}");
        var dice = new Random(TestRun.Seed);
        var system = await seven.BeginAsync();
        string[] names = [.. SevenNodes.All];

        for (var time = 1; time <= times; time++)
        {
            var killed = names.Where(_ => dice.Next(2) == 0).ToHashSet();
            var processes = system.Running;
            await Task.WhenAll(names.Select(name => killed.Contains(name) ? processes[name].KillAsync() : StopAsync(processes[name])));
            dice.Shuffle(names);
            foreach (var name in names)
            {
                system.StartAgain(name);
                await RealTime.PassAsync(TimeSpan.FromMilliseconds(dice.Next(700)), "as nodes of several machines start");
            }

            try
            {
                await seven.UntilWholeAsync();
            }
            catch (TimeoutException error)
            {
                throw new TimeoutException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Restart {time} of seed {TestRun.Seed} (ACTORS_TEST_SEED), in the order {string.Join(' ', names)}, killed before: "
                            + $"{string.Join(' ', killed)}"),
                    error);
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
}
