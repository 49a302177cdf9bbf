using System.CommandLine;
using Actors.Cli.Commands;
using Actors.Dev.Machine;
using Actors.Dev.Measuring;
using Actors.Dev.Nodes;

namespace Actors.Dev.Commands;

/// <summary><c>./actors bench</c>: builds once, then measures this system against the original one.</summary>
internal static class BenchCommand
{
    private const string Original = "original";
    private const string Ours = "ours";

    public static Command Create()
    {
        var scenarios = new Argument<string[]>("SCENARIO")
        {
            Description = "What to measure, such as join, stop, kill or rolling (docs/benchmarks.md has them all; default: everything).",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var rounds = Rounds();
        var haProxy = DevOptions.HaProxy("HAProxy's program for both systems, instead of that on the PATH.");
        var only = new Option<string?>("--only")
        {
            Description = "Only this system: ours or original. The parts of the original are installed unless only ours is measured.",
            HelpName = "SYSTEM",
        };
        only.Among(Ours, Original);
        var json = CommonOptions.Json();
        var command = new Command(
            "bench", "Measures what joins, stops and kills cost clients. Here and with the original system, in one run.")
        {
            scenarios, rounds, haProxy, only, json, PeersCommand.Create(),
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            LocalSystem.OnThisMachine(parsed.GetValue(json)),
            new BenchRequest(
                parsed.GetValue(scenarios) ?? [],
                parsed.GetValue(rounds),
                parsed.GetValue(haProxy)?.FullName,
                parsed.GetValue(only),
                parsed.GetValue(json)),
            cancellationToken));
        return command;
    }

    /// <summary>How often each scenario is measured.</summary>
    internal static Option<int> Rounds() => new("--rounds")
    {
        Description = "How often each is measured.",
        DefaultValueFactory = _ => 3,
        CustomParser = Number.Parser("--rounds", 1, 100),
        HelpName = "N",
    };

    private static async Task<int> RunAsync(LocalSystem system, BenchRequest request, CancellationToken cancellationToken)
    {
        var requirements = new Requirements(system.Output, system.Time);
        await requirements.EnsureAsync(request.HaProxy, cancellationToken);
        if (request.Only != Ours)
        {
            await requirements.EnsureOriginalAsync(cancellationToken);
        }

        return await BenchProgram.RunAsync(system, request.Arguments, cancellationToken);
    }
}
