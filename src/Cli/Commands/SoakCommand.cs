using System.CommandLine;
using System.Globalization;
using Actors.Cli.Machine;
using Actors.Cli.Nodes;

namespace Actors.Cli.Commands;

/// <summary><c>./actors soak</c>: joins, stops and kills at random under load, for as long as wanted, and says whether what must hold did.</summary>
internal static class SoakCommand
{
    /// <summary>What runs a program in a network namespace of its own, and what is needed in there.</summary>
    private static readonly string[] OwnNamespace = ["unshare", "--net", "ip", "setpriv"];

    public static Command Create()
    {
        var minutes = new Option<int>("--minutes")
        {
            Description = "How long.",
            DefaultValueFactory = _ => 20,
            CustomParser = Number.Parser("--minutes", 1, 600),
            HelpName = "N",
        };
        var seed = new Option<int?>("--seed") { Description = "What it is made from: the same seed does the same. A new one, which is printed, unless told.", HelpName = "N" };
        var haProxy = ActorsCommand.HaProxyOption("HAProxy's program, instead of that on the PATH.");
        var json = ActorsCommand.JsonOption();
        var command = new Command("soak", "Joins, stops and kills at random under load; ends with code 1 where something that must hold did not.") { minutes, seed, haProxy, json };
        command.SetAction((parsed, ct) => Run(
            ActorsCommand.Open(parsed.GetValue(json)),
            new SoakRequest(parsed.GetValue(minutes), parsed.GetValue(seed), parsed.GetValue(haProxy)?.FullName, parsed.GetValue(json)),
            ct));
        return command;
    }

    /// <summary>Runs one to its end; the exit code says whether all held.</summary>
    public static async Task<int> Run(LocalSystem system, SoakRequest request, CancellationToken ct)
    {
        await new Requirements(system.Output, system.Clock).Ensure(ct);
        var canCut = Environment.IsPrivilegedProcess && OwnNamespace.All(word => word.StartsWith('-') || Programs.Find(word) is not null) && Programs.Find("iptables") is not null;
        if (!canCut)
        {
            system.Output.Line("No link is cut: that takes root, ip, iptables, unshare and setpriv.");
        }

        return await BenchCommand.RunProgram(
            system,
            [.. request.Arguments, .. (string[])(canCut ? ["--cuts"] : [])],
            ct,
            canCut ? [.. OwnNamespace[..2], "sh", "-c", "ip link set lo up && exec \"$@\"", "sh"] : []);
    }
}

/// <summary>What a soak is made of.</summary>
/// <param name="Minutes">How long.</param>
/// <param name="Seed">What it is made from; null for a new one.</param>
/// <param name="HaProxy">HAProxy's program; null for that on the PATH.</param>
/// <param name="Json">Whether its report is JSON.</param>
internal sealed record SoakRequest(int Minutes, int? Seed, string? HaProxy = null, bool Json = false)
{
    /// <summary>The same for the program that runs it.</summary>
    public IReadOnlyList<string> Arguments =>
    [
        "soak", "--minutes", Minutes.ToString(CultureInfo.InvariantCulture),
        .. (string[])(Seed is { } seed ? ["--seed", seed.ToString(CultureInfo.InvariantCulture)] : []),
        .. (string[])(HaProxy is null ? [] : ["--haproxy", HaProxy]),
        .. (string[])(Json ? ["--json"] : []),
    ];
}
