using System.CommandLine;
using Actors.Bench;
using Actors.Bench.Peers;
using Actors.Bench.Reporting;
using Actors.Bench.Scenarios;
using Actors.Bench.Soak;
using Actors.Bench.Systems;

if (args is [YarpProxy.Command, .. var ports])
{
    return await YarpProxy.RunAsync(ports);
}

if (args is [YarpProgram.Command, .. var peer])
{
    return await YarpProgram.RunAsync(peer);
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
        rounds, json, haProxy, only, SoakCommand.Create(), PeersCommand.Create() };
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
    var results = await run.ToTheEndAsync();
    if (parsed.GetValue(json))
    {
        Console.WriteLine(results.ToJson());
    }
    else
    {
        ResultsTable.Write(results);
    }

    return 0;
});
return await command.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
