using System.CommandLine;
using System.Globalization;
using Actors.Cli.Machine;

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
        command.SetAction(async (parsed, ct) =>
        {
            var system = ActorsCommand.Open(parsed.GetValue(json));
            await new Requirements(system.Output, system.Clock).Ensure(ct);
            var canCut = Environment.IsPrivilegedProcess && OwnNamespace.All(word => word.StartsWith('-') || Programs.Find(word) is not null) && Programs.Find("iptables") is not null;
            if (!canCut)
            {
                system.Output.Line("No link is cut: that takes root, ip, iptables, unshare and setpriv.");
            }

            return await BenchCommand.RunProgram(
                system,
                [
                    "soak", "--minutes", parsed.GetValue(minutes).ToString(CultureInfo.InvariantCulture),
                    .. (string[])(parsed.GetValue(seed) is { } told ? ["--seed", told.ToString(CultureInfo.InvariantCulture)] : []),
                    .. (string[])(parsed.GetValue(haProxy) is { } file ? ["--haproxy", file.FullName] : []),
                    .. (string[])(canCut ? ["--cuts"] : []),
                    .. (string[])(parsed.GetValue(json) ? ["--json"] : []),
                ],
                ct,
                canCut ? [.. OwnNamespace[..2], "sh", "-c", "ip link set lo up && exec \"$@\"", "sh"] : []);
        });
        return command;
    }
}
