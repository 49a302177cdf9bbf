using System.CommandLine;
using Actors.Bench.Reporting;
using Actors.Bench.Scenarios;
using Actors.Harness;

namespace Actors.Bench.Peers;

/// <summary><c>peers</c>: the same faults for Actors and for what others balance with, in one run.</summary>
internal static class PeersCommand
{
    private const int AgentKills = 3;

    // What is compiled at run time here is ours and YARP, and of that little; the app is the same for all.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);

    /// <summary>What is compared; what takes long once in a run.</summary>
    private static readonly IReadOnlyList<Scenario> Scenarios =
    [
        Of("join"), Of("stop"), Of("kill"),
        // Three stops and three starts each.
        Of("rolling") with { MostRounds = 1 },
        Of("hang") with { MostRounds = 1 },
        new Scenario(
            "agent", $"what updates the proxy is killed (SIGKILL) and started again, {AgentKills} times",
            system => Crashes.AgentAsync(system, AgentKills)) { MostRounds = 1, Fits = system => system.HasAgent },
    ];

    public static Command Create()
    {
        var scenarios = new Argument<string[]>("scenario")
        {
            Description = $"Any of {string.Join(", ", Scenarios.Select(one => one.Name))}; all when none is named.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        scenarios.AcceptOnlyFromAmong([.. Scenarios.Select(one => one.Name)]);
        var rounds = new Option<int>("--rounds") { Description = "Rounds of each scenario.", DefaultValueFactory = _ => 3 };
        var json = new Option<bool>("--json") { Description = "Every round as JSON instead of the table." };
        var haProxy =
            new Option<string?>("--haproxy") { Description = "HAProxy's program for all that have one (default: that of the machine)." };
        var only = new Option<string[]>("--only") { Description = "Only these systems.", AllowMultipleArgumentsPerToken = true };
        only.AcceptOnlyFromAmong([.. PeerKind.All(null).Select(kind => kind.System.Name)]);
        var write = new Option<string?>("--write") { Description = "A page whose figures are replaced by those of this run." };
        var command = new Command("peers", "Measures the same changes and faults here and with what others balance with, in one run.")
        {
            scenarios, rounds, json, haProxy, only, write,
        };
        command.SetAction(async (parsed, _) =>
        {
            var named = parsed.GetValue(scenarios) ?? [];
            var systems = parsed.GetValue(only) ?? [];
            return await RunAsync(
                [.. Scenarios.Where(one => named.Length == 0 || named.Contains(one.Name))],
                [.. PeerKind.All(parsed.GetValue(haProxy)).Where(kind => systems.Length == 0 || systems.Contains(kind.System.Name))],
                parsed.GetValue(rounds),
                parsed.GetValue(json),
                parsed.GetValue(write));
        });
        return command;
    }

    private static Scenario Of(string name) => Measurement.All.OfType<Scenario>().First(one => one.Name == name);

    private static async Task<int> RunAsync(
        IReadOnlyList<Scenario> scenarios, IReadOnlyList<PeerKind> kinds, int rounds, bool json, string? page)
    {
        if (await PeerParts.MissingAsync([.. kinds.SelectMany(kind => kind.Parts)]) is { } missing)
        {
            Console.Error.WriteLine(missing);
            return 5;
        }

        var versions = new List<string>();
        foreach (var kind in kinds)
        {
            versions.Add(await kind.VersionAsync());
        }

        var began = TimeProvider.System.GetUtcNow();
        var results = await new BenchRun(scenarios, [.. kinds.Select(kind => kind.System)], rounds, "") { WarmUp = WarmUp }.ToTheEndAsync();
        var comparison = new Comparison(
            began.UtcDateTime, (int)(TimeProvider.System.GetUtcNow() - began).TotalSeconds, rounds, Environment.ProcessorCount,
            [.. kinds.Zip(versions, (kind, version) => new Compared(kind.System.Name, kind.Title, version))],
            [.. scenarios.Select(one => new Faced(one.Name, one.About))], results.Series, results.Failures);
        var saved = Repository.PathOf(".run", "peers", "results.json");
        Directory.CreateDirectory(Path.GetDirectoryName(saved)!);
        await File.WriteAllTextAsync(saved, comparison.ToJson());
        Console.Error.WriteLine($"every round is in {saved}");
        if (page is not null)
        {
            await File.WriteAllTextAsync(page, ComparisonPage.With(await File.ReadAllTextAsync(page), comparison));
        }

        if (json)
        {
            Console.WriteLine(comparison.ToJson());
        }
        else
        {
            ResultsTable.Write(results);
        }

        return results.Failures.Count == 0 ? 0 : 1;
    }
}
