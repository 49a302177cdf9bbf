using System.Runtime.InteropServices;
using Actors.Bench.Reporting;
using Actors.Bench.Scenarios;
using Actors.Bench.Systems;

namespace Actors.Bench;

/// <summary>
/// Runs the measurements on the systems, in turn: one system at a time, each round with a fresh one, and the other one first in
/// every second round, so that what the machine does meanwhile hits both.
/// </summary>
internal sealed class BenchRun(IReadOnlyList<Measurement> measurements, IReadOnlyList<SystemKind> systems, int rounds, string haProxy)
{
    private static readonly TimeSpan UsualWarmUp = TimeSpan.FromSeconds(10);

    private readonly Results _results = new();
    private IBalancedSystem? _running;

    /// <summary>How long each system gets the usual load before anything is measured.</summary>
    public TimeSpan WarmUp { get; init; } = UsualWarmUp;

    /// <summary>Every round; a signal ends what runs at the moment, so that no process stays behind, and this program.</summary>
    public async Task<Results> ToTheEndAsync()
    {
        using var onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using var onTerminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        return await RunAsync();

        void End(PosixSignalContext signal)
        {
            signal.Cancel = true;
            _running?.DisposeAsync().AsTask().Wait(TimeSpan.FromSeconds(10));
            Environment.Exit(130);
        }
    }

    private async Task<Results> RunAsync()
    {
        for (var round = 1; round <= rounds; round++)
        {
            var due = measurements.Where(one => round <= one.MostRounds).ToList();
            foreach (var kind in round % 2 == 1 ? systems : systems.Reverse())
            {
                await SystemAsync(kind, new Queue<Scenario>(due.OfType<Scenario>()), round);
            }

            foreach (var contest in due.OfType<Contest>())
            {
                await ContestAsync(contest, round);
            }
        }

        return _results;
    }

    private async Task SystemAsync(SystemKind kind, Queue<Scenario> left, int round)
    {
        while (left.TryPeek(out var next))
        {
            await using var system = kind.Create();
            _running = system;
            try
            {
                Say(round, $"{kind.Name} starts");
                await system.StartAsync();
                await Task.WhenAll(Changes.Webs.Select(system.AddAndListenAsync));
                await system.UntilUpAsync(Changes.Webs);
                await Changes.WarmUpAsync(system, WarmUp);
                while (left.TryPeek(out next))
                {
                    if (next.Fits(system))
                    {
                        Say(round, $"{kind.Name} {next.Name}");
                        _results.Add(next.Name, kind.Name, await next.RunAsync(system));
                    }

                    left.Dequeue();
                    if (next.UsesUp)
                    {
                        break;
                    }
                }
            }
            catch (Exception error) when (IsOfTheMachine(error))
            {
                // The system is in an unknown state: what is left gets another one.
                Fail(left.Dequeue().Name, kind.Name, error);
            }
            finally
            {
                _running = null;
            }
        }
    }

    private async Task ContestAsync(Contest contest, int round)
    {
        Say(round, contest.Name);
        try
        {
            foreach (var (contender, result) in await contest.RunAsync(round, haProxy))
            {
                _results.Add(contest.Name, contender, result);
            }
        }
        catch (Exception error) when (IsOfTheMachine(error))
        {
            Fail(contest.Name, "", error);
        }
    }

    /// <summary>What a machine under load may do to a round; anything else is a fault of this program.</summary>
    private static bool IsOfTheMachine(Exception error) =>
        error is TimeoutException or HttpRequestException or IOException or OperationCanceledException;

    private void Say(int round, string text) => Console.Error.WriteLine($"round {round} of {rounds}: {text}");

    private void Fail(string measurement, string system, Exception error)
    {
        Console.Error.WriteLine(error.Message);
        _results.AddFailure(measurement, system, error.Message.Split('\n')[0]);
    }
}
