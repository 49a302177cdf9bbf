using Actors.Contracts.Api;
using Actors.HaAgent.Overrides;
using Actors.Protocols.Harness;

namespace Actors.Protocols.Overrides;

/// <summary>
/// Overrides are given anywhere, while links are cut, packets are lost, agents end and start again, and no two clocks are the same:
/// afterwards all agents have of each node the latest that was said.
/// </summary>
public sealed class RandomSharingSpecs : IAsyncDisposable
{
    private const int Steps = 40;
    private static readonly string[] Subjects = ["web-1", "web-2", "web-3", "web-4", "@shop", FreezeOverride.Key];
    private readonly Agents _agents = new(4);
    private readonly Dictionary<string, NodeOverride> _latest = [];

    private TestCluster Cluster => _agents.Cluster;

    private Random Random => _agents.Cluster.Random;

    public ValueTask DisposeAsync() => _agents.DisposeAsync();

    [Fact]
    [Trait("Tier", "Long")]
    public async Task Whatever_happens_all_have_the_latest_of_each_when_all_is_whole_again()
    {
        foreach (var agent in _agents.Names)
        {
            _agents.Ahead(agent, TimeSpan.FromMilliseconds(Random.Next(-60_000, 60_000)));
        }

        await Cluster.StartWholeAsync();
        for (var step = 0; step < Steps; step++)
        {
            await StepAsync();
        }

        Cluster.Heal();
        await Cluster.StartAsync([.. _agents.Names.Except(_agents.Running)]);

        await Cluster.UntilWholeAsync();
        await _agents.UntilAsync(_agents.Names, _latest, TimeSpan.FromSeconds(10));
    }

    private async Task StepAsync()
    {
        string[] running = [.. _agents.Running];
        switch (Random.Next(10))
        {
            case 0:
                var from = Any(_agents.Names);
                Cluster.CutOneWay(from, Any([.. _agents.Names.Except([from])]));
                break;
            case 1:
                Cluster.Isolate(Any(_agents.Names));
                break;
            case 2:
                Cluster.Heal();
                break;
            case 3:
                Cluster.Lose(0.2);
                break;
            case 4 when running.Length > 1:
                await Cluster.CrashAsync(Any(running));
                break;
            case 5 when running.Length < _agents.Names.Count:
                await Cluster.StartAsync(Any([.. _agents.Names.Except(running)]));
                break;
            default:
                await GiveAsync(running);
                break;
        }

        await Cluster.PassAsync(TimeSpan.FromMilliseconds(Random.Next(0, 4000)));
    }

    // One that starts again at this moment takes none.
    private async Task GiveAsync(string[] running)
    {
        if (running.Where(agent => Cluster[agent].System is not null).ToArray() is { Length: > 0 } able)
        {
            var (agent, subject) = (Any(able), Any(Subjects));
            var given = await _agents.TryGiveAsync(agent, subject, AnyChange(subject), Any(["ann", "bob", "cid"]));
            if (given is not null && NodeOverride.ByTime.Compare(given, _latest.GetValueOrDefault(subject, given)) >= 0)
            {
                _latest[subject] = given;
            }
        }
    }

    private OverrideChange AnyChange(string subject) => (ServiceOverride.IsKey(subject), Random.Next(4)) switch
    {
        (_, var odd) when subject == FreezeOverride.Key => new OverrideChange.SetFrozen(odd % 2 == 1),
        (true, 0) => new OverrideChange.SetCanary(null),
        (true, var share) => new OverrideChange.SetCanary(new CanaryShare("2.0.0", share * 10)),
        (false, 0) => new OverrideChange.Drain(),
        (false, 1) => new OverrideChange.Maintenance(),
        (false, 2) => new OverrideChange.SetWeight(Random.Next(257)),
        _ => new OverrideChange.Ready(),
    };

    private T Any<T>(IReadOnlyList<T> of) => of[Random.Next(of.Count)];
}
