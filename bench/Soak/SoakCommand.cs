using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization;
using Actors.Harness.Networks;
using Spectre.Console;

namespace Actors.Bench.Soak;

/// <summary><c>soak</c>: random changes for some minutes, and whether what must hold did.</summary>
internal static class SoakCommand
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter() }
    };

    public static Command Create()
    {
        var minutes = new Option<double>("--minutes") { Description = "How long.", DefaultValueFactory = _ => 20 };
        var seed = new Option<int?>("--seed") { Description = "What it is made from (default: a new one)." };
        var haProxy = new Option<string?>("--haproxy") { Description = "HAProxy's program (default: that of the machine)." };
        var cuts =
            new Option<bool>("--cuts")
            {
                Description =
                "Also cuts nodes off from the cluster: for root, in a network namespace of its own."
            };
        var json = new Option<bool>("--json") { Description = "Every step as JSON instead of the summary." };
        var command = new Command(
            "soak",
            "Joins, stops and kills at random under load; ends with code 1 where an invariant did not hold.") { minutes, seed, haProxy,
                cuts, json };
        command.SetAction(async (parsed, ct) =>
        {
            var dice = parsed.GetValue(seed) ?? Random.Shared.Next();
            Console.Error.WriteLine($"seed {dice}");
            var result = await new SoakRun(
                parsed.GetValue(haProxy), parsed.GetValue(cuts) ? new GroupedLoopback() : null, dice,
                TimeSpan.FromMinutes(parsed.GetValue(minutes))).RunAsync(ct);
            if (parsed.GetValue(json))
            {
                Console.WriteLine(JsonSerializer.Serialize(result, Json));
            }
            else
            {
                Tell(result);
            }

            return result.Violations.Count == 0 ? 0 : 1;
        });
        return command;
    }

    private static void Tell(SoakResult result)
    {
        AnsiConsole.Profile.Width = Console.IsOutputRedirected ? 180 : AnsiConsole.Profile.Width;
        var steps = new Table().Border(TableBorder.Rounded)
            .AddColumns("done", "times", "requests", "lost GET", "lost POST", "in flight", "median s", "worst s");
        foreach (var group in result.Steps.GroupBy(step => step.Action).OrderBy(group => group.Key))
        {
            var seconds = group.Select(step => step.Seconds).Order().ToList();
            steps.AddRow(
                group.Key.ToString(), $"{group.Count()}", $"{group.Sum(step => step.Sent)}", $"{group.Sum(step => step.LostGet)}",
                $"{group.Sum(step => step.LostPost)}",
                $"{group.Sum(step => step.LostInFlight)}", $"{seconds[seconds.Count / 2]:0.00}", $"{seconds[^1]:0.00}");
        }

        AnsiConsole.Write(steps);
        var memory = new Table().Border(TableBorder.Rounded)
            .AddColumns("process", "private MB: first", "middle", "last", "most", "handles: first", "last", "most");
        foreach (
            var process in result.Memory.SelectMany(at => at.Processes).Where(process => process.Handles > 0)
                .GroupBy(process => process.Name))
        {
            var all = process.ToList();
            memory.AddRow(
                process.Key, $"{all[0].PrivateMegabytes:0.0}", $"{all[all.Count / 2].PrivateMegabytes:0.0}",
                $"{all[^1].PrivateMegabytes:0.0}", $"{all.Max(one => one.PrivateMegabytes):0.0}",
                $"{all[0].Handles}", $"{all[^1].Handles}", $"{all.Max(one => one.Handles)}");
        }

        AnsiConsole.Write(memory);
        Console.WriteLine(
            $"seed {result.Seed}: {result.Steps.Count} steps in {result.Seconds:0} s, invariants looked at {result.Looks} times, "
                + $"{result.Violations.Count} violations");
        result.Violations.ToList().ForEach(violation => Console.WriteLine("  " + violation));
    }
}
