using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Actors.Bench;
using Actors.Harness;
using Spectre.Console;

var scenarios = new Argument<string[]>("scenario") { Description = $"Any of {string.Join(", ", Scenarios.All.Keys)}; all when none is named.", Arity = ArgumentArity.ZeroOrMore };
scenarios.AcceptOnlyFromAmong([.. Scenarios.All.Keys]);
var rounds = new Option<int>("--rounds") { Description = "Rounds of each scenario.", DefaultValueFactory = _ => 8 };
var json = new Option<bool>("--json") { Description = "The figures as JSON." };
var command = new RootCommand("Measures joins, stops and kills of a web node under 300 requests/s, a new connection each.") { scenarios, rounds, json };
command.SetAction((parsed, _) => RunAsync(parsed.GetValue(scenarios) is { Length: > 0 } named ? named : [.. Scenarios.All.Keys], parsed.GetValue(rounds), parsed.GetValue(json)));
return await command.Parse(args).InvokeAsync();

static async Task<int> RunAsync(string[] names, int rounds, bool asJson)
{
    var results = new SortedDictionary<string, List<Round>>(StringComparer.Ordinal);
    await using (var system = new LocalSystem())
    {
        system.StartSeed();
        system.StartHa();
        system.StartWeb(1);
        system.StartWeb(2);
        system.StartWeb(3);
        await system.UntilServedByAsync(1, 2, 3);
        var number = 10;
        for (var round = 1; round <= rounds; round++)
        {
            // In turn, so that what the machine does meanwhile hits all of them.
            foreach (var name in names)
            {
                Console.Error.WriteLine($"round {round} of {rounds}: {name}");
                if (!results.TryGetValue(name, out var list))
                {
                    results[name] = list = [];
                }

                list.Add(await Scenarios.All[name](system, number++));
            }
        }
    }

    if (asJson)
    {
        Console.WriteLine(JsonSerializer.Serialize(results, BenchJson.Default.SortedDictionaryStringListRound));
        return 0;
    }

    var table = new Table().Border(TableBorder.Rounded);
    foreach (var column in new[] { "scenario", "rounds", "median s", "worst s", "sent", "lost", "failing s (worst)", "p99 ms (median)" })
    {
        table.AddColumn(column);
    }

    foreach (var (name, list) in results)
    {
        table.AddRow(
            name, Text(list.Count), Text(Median(list.Select(r => r.Seconds))), Text(list.Max(r => r.Seconds)), Text(list.Sum(r => r.Sent)), Text(list.Sum(r => r.Lost)),
            Text(list.Max(r => r.FailingSeconds)), Text(Median(list.Select(r => r.P99Milliseconds))));
    }

    AnsiConsole.Write(table);
    return 0;
}

static double Median(IEnumerable<double> values) => values.Order().ToList() is var sorted ? (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2 : 0;

static string Text(double value) => value.ToString(value == Math.Floor(value) ? "0" : "0.000", CultureInfo.InvariantCulture);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true)]
[JsonSerializable(typeof(SortedDictionary<string, List<Round>>))]
internal sealed partial class BenchJson : JsonSerializerContext;
