using System.CommandLine;
using Actors.Cli.Commands;
using Actors.Dev.Machine;
using Actors.Dev.Measuring;
using Actors.Dev.Nodes;

namespace Actors.Dev.Commands;

/// <summary><c>./actors bench peers</c>: the same faults for this system and for what others balance with.</summary>
internal static class PeersCommand
{
    public static Command Create()
    {
        var scenarios = new Argument<string[]>("SCENARIO")
        {
            Description = "What to measure, such as join, stop, kill or hang (docs/comparison.md has them all; default: everything).",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var rounds = BenchCommand.Rounds();
        var haProxy = DevOptions.HaProxy("HAProxy's program for all that have one, instead of that on the PATH.");
        var only = new Option<string[]>("--only")
        {
            Description = "Only this system: ours, haproxy, consul, nginx, caddy or yarp. Repeat it for more.",
            HelpName = "SYSTEM",
        };
        only.Among("ours", "haproxy", "consul", "nginx", "caddy", "yarp");
        var json = CommonOptions.Json();
        var write = DevOptions.ExistingFile(
            "--write", "A page, such as docs/comparison.md, whose figures are replaced by those of this run.");
        var command = new Command(
            "peers", "Measures the same changes and faults here and with HAProxy alone, Consul, nginx, Caddy and YARP, in one run.")
        {
            scenarios, rounds, haProxy, only, write, json,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            LocalSystem.OnThisMachine(parsed.GetValue(json)),
            new PeersRequest(
                parsed.GetValue(scenarios) ?? [],
                parsed.GetValue(rounds),
                parsed.GetValue(haProxy)?.FullName,
                parsed.GetValue(only) ?? [],
                parsed.GetValue(json),
                parsed.GetValue(write)?.FullName),
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(LocalSystem system, PeersRequest request, CancellationToken cancellationToken)
    {
        var requirements = new Requirements(system.Output, system.Time);
        await requirements.EnsureAsync(request.HaProxy, cancellationToken);
        await requirements.EnsureNodeJsAsync(cancellationToken);
        return await BenchProgram.RunAsync(system, request.Arguments, cancellationToken);
    }
}
