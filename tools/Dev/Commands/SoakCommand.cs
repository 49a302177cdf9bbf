using System.CommandLine;
using Actors.Cli.Commands;
using Actors.Dev.Measuring;
using Actors.Dev.Nodes;

namespace Actors.Dev.Commands;

/// <summary>
/// <c>./actors soak</c>: joins, stops and kills at random under load, for as long as wanted, and says whether what must hold did.
/// </summary>
internal static class SoakCommand
{
    public static Command Create()
    {
        var minutes = new Option<int>("--minutes")
        {
            Description = "How long.",
            DefaultValueFactory = _ => 20,
            CustomParser = Number.Parser("--minutes", 1, 600),
            HelpName = "N",
        };
        var parseSeed = Number.Parser("--seed", 0, int.MaxValue);
        var seed = new Option<int?>("--seed")
        {
            Description = "What it is made from: the same seed does the same (default: a new one, which is printed).",
            HelpName = "N",
            CustomParser = result => parseSeed(result),
        };
        var haProxy = DevOptions.HaProxy("HAProxy's program, instead of that on the PATH.");
        var json = CommonOptions.Json();
        var command = new Command(
            "soak",
            "Joins, stops and kills at random under load. Ends with 1 where something that must hold did "
            + "not.") { minutes, seed, haProxy, json };
        command.SetAction((parsed, cancellationToken) => Soak.RunAsync(
            LocalSystem.OnThisMachine(parsed.GetValue(json)),
            new SoakRequest(parsed.GetValue(minutes), parsed.GetValue(seed), parsed.GetValue(haProxy)?.FullName, parsed.GetValue(json)),
            cancellationToken));
        return command;
    }
}
