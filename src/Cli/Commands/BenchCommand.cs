using System.CommandLine;
using System.Globalization;
using Actors.Cli.Building;
using Actors.Cli.Machine;
using Actors.Cli.Nodes;

namespace Actors.Cli.Commands;

/// <summary><c>./actors bench</c>: builds once, then measures this system against the original one.</summary>
internal static class BenchCommand
{
    private const string Original = "original";
    private const string Ours = "ours";


    public static Command Create()
    {
        var scenarios = new Argument<string[]>("SCENARIO")
        {
            Description = "What to measure, such as join, stop, kill or rolling (docs/benchmarks.md has them all); everything unless told.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var rounds = new Option<int>("--rounds")
        {
            Description = "How often each is measured.",
            DefaultValueFactory = _ => 3,
            CustomParser = Number.Parser("--rounds", 1, 100),
            HelpName = "N",
        };
        var haProxy = new Option<FileInfo?>("--haproxy") { Description = "HAProxy's program for both systems, instead of that on the PATH.", HelpName = "FILE" };
        haProxy.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var path }] && !File.Exists(path))
            {
                result.AddError($"--haproxy: there is no file {path}.");
            }
        });
        var only = new Option<string?>("--only") { Description = "Only this system: ours or original. The parts of the original are installed unless only ours is measured.", HelpName = "SYSTEM" };
        only.AcceptOnlyFromAmong(Ours, Original);
        var json = ActorsCommand.JsonOption();
        var command = new Command("bench", "Measures what joins, stops and kills cost users, here and with the original system, in one run.")
        {
            scenarios, rounds, haProxy, only, json,
        };
        command.SetAction((parsed, ct) => Run(
            ActorsCommand.Open(parsed.GetValue(json)),
            new BenchRequest(
                parsed.GetValue(scenarios) ?? [], parsed.GetValue(rounds), parsed.GetValue(haProxy)?.FullName, parsed.GetValue(only), parsed.GetValue(json)),
            ct));
        return command;
    }

    private static async Task<int> Run(LocalSystem system, BenchRequest request, CancellationToken ct)
    {
        var requirements = new Requirements(system.Output, system.Clock);
        await requirements.Ensure(ct);
        if (request.Only != Ours)
        {
            await requirements.EnsureOriginal(ct);
        }

        return await RunProgram(system, request.Arguments, ct);
    }

    /// <summary>Builds what is measured and what measures, and runs it.</summary>
    /// <param name="system">Where.</param>
    /// <param name="arguments">What it is told.</param>
    /// <param name="ct">Gives up.</param>
    /// <param name="within">The command that runs it, where there is one.</param>
    internal static async Task<int> RunProgram(LocalSystem system, IReadOnlyList<string> arguments, CancellationToken ct, IReadOnlyList<string>? within = null)
    {
        var programs = system.FreeBuild;
        await system.Publisher.Publish(programs, ct);
        await new ProjectBuild(system.Folder, system.Output, system.Clock).Run("bench", "the benchmarks", ct);
        var bench = Path.Combine(system.Folder.Root, "bench", "bin", "Release", "net10.0", "Bench.dll");
        return await ChildProgram.Run(
            [.. within ?? [], DotNet.Program, bench, .. arguments],
            new Dictionary<string, string?> { ["ACTORS_BUILD"] = programs, ["ACTORS_ROOT"] = system.Folder.Root },
            system.Clock,
            ct);
    }
}

/// <summary>What is to be measured.</summary>
internal sealed record BenchRequest(IReadOnlyList<string> Scenarios, int Rounds, string? HaProxy, string? Only, bool Json)
{
    /// <summary>The same for the program that measures.</summary>
    public IReadOnlyList<string> Arguments =>
    [
        .. Scenarios, "--rounds", Rounds.ToString(CultureInfo.InvariantCulture),
        .. (string[])(HaProxy is null ? [] : ["--haproxy", HaProxy]),
        .. (string[])(Only is null ? [] : ["--only", Only]),
        .. (string[])(Json ? ["--json"] : []),
    ];
}
