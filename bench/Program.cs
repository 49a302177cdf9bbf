using System.CommandLine;
using System.Runtime.InteropServices;
using Actors.Bench;
using Actors.Bench.Reporting;
using Actors.Bench.Scenarios;
using Actors.Bench.Soak;
using Actors.Bench.Systems;
using Spectre.Console;

if (args is [YarpProxy.Command, .. var ports])
{
    return await YarpProxy.RunAsync(ports);
}

var scenarios =
    new Argument<string[]>("scenario")
    {
        Description =
        $"Any of {string.Join(", ", Measurement.All.Select(one => one.Name))}; all when none is named.",
        Arity = ArgumentArity.ZeroOrMore
    };
scenarios.AcceptOnlyFromAmong([.. Measurement.All.Select(one => one.Name)]);
var rounds = new Option<int>("--rounds") { Description = "Rounds of each scenario.", DefaultValueFactory = _ => 3 };
var json = new Option<bool>("--json") { Description = "Every round as JSON instead of the table." };
var haProxy = new Option<string?>("--haproxy") { Description = "HAProxy's program for both systems (default: that of the machine)." };
var only = new Option<string?>("--only") { Description = "Only this system: ours or original." };
only.AcceptOnlyFromAmong("ours", "original");
var command = new RootCommand(
    "Measures what a change of membership costs users, here and with the original system, in turn and under the same load.") { scenarios,
        rounds, json, haProxy, only, SoakCommand.Create() };
command.SetAction(async (parsed, _) =>
{
    var named = parsed.GetValue(scenarios) ?? [];
    var kinds = SystemKind.All(parsed.GetValue(haProxy), parsed.GetValue(only));
    if (kinds.Any(kind => kind.Name == "original") && await OriginalParts.MissingAsync() is { } missing)
    {
        Console.Error.WriteLine(missing);
        return 5;
    }

    var run = new BenchRun(
        [.. Measurement.All.Where(one => named.Length == 0 || named.Contains(one.Name))],
        kinds,
        parsed.GetValue(rounds),
        parsed.GetValue(haProxy) ?? ProgramPath.Find("haproxy") ?? "haproxy");
    using var onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
    using var onTerminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
    void End(PosixSignalContext signal)
    {
        signal.Cancel = true;
        run.Abandon();
        Environment.Exit(130);
    }

    var results = await run.RunAsync();
    if (parsed.GetValue(json))
    {
        Console.WriteLine(results.ToJson());
    }
    else
    {
        // A pipe has no width of its own; the table is wide.
        AnsiConsole.Profile.Width = Console.IsOutputRedirected ? 180 : AnsiConsole.Profile.Width;
        AnsiConsole.Write(ResultsTable.Of(results));
        results.Failures.ToList().ForEach(failure =>
            Console.WriteLine($"not measured: {failure.Scenario}, {failure.System}: {failure.Message}"));
    }

    return 0;
});
return await command.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
