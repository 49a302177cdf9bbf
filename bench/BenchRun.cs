using Actors.Bench.Reporting;
using Actors.Bench.Scenarios;
using Actors.Bench.Systems;

namespace Actors.Bench;

/// <summary>
/// Runs the scenarios on the systems, in turn: one system at a time, each round with a fresh one, and the other one first in
/// every second round, so that what the machine does meanwhile hits both.
/// </summary>
internal sealed class BenchRun(IReadOnlyList<Scenario> scenarios, IReadOnlyList<SystemKind> systems, int rounds)
{
    private readonly Results _results = new();
    private IBalancedSystem? _running;

    public async Task<Results> RunAsync()
    {
        for (var round = 1; round <= rounds; round++)
        {
            foreach (var kind in round % 2 == 1 ? systems : systems.Reverse())
            {
                await RoundAsync(kind, round);
            }
        }

        return _results;
    }

    /// <summary>Ends what runs at the moment, so that no process stays behind; the run is not to be gone on with.</summary>
    public void Abandon() => _running?.DisposeAsync().AsTask().Wait(TimeSpan.FromSeconds(10));

    private async Task RoundAsync(SystemKind kind, int round)
    {
        var left = new Queue<Scenario>(scenarios);
        while (left.Count > 0)
        {
            // One that a round has failed on is in an unknown state: the rest gets a new one.
            await using var system = kind.Create();
            _running = system;
            try
            {
                Say($"round {round} of {rounds}: {kind.Name} starts");
                await system.StartAsync();
                await Task.WhenAll(Changes.Webs.Select(system.AddAndListenAsync));
                await system.UntilUpAsync(Changes.Webs);
                while (left.TryDequeue(out var scenario))
                {
                    Say($"round {round} of {rounds}: {kind.Name} {scenario.Name}");
                    try
                    {
                        _results.Add(scenario.Name, kind.Name, await scenario.RunAsync(system));
                    }
                    catch (TimeoutException error)
                    {
                        Say(error.Message);
                        _results.AddFailure(scenario.Name, kind.Name, error.Message.Split('\n')[0]);
                        break;
                    }
                }
            }
            catch (TimeoutException error)
            {
                Say(error.Message);
                _results.AddFailure("start", kind.Name, error.Message.Split('\n')[0]);
                return;
            }
        }
    }

    private static void Say(string text) => Console.Error.WriteLine(text);
}
