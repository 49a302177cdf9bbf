using Actors.Dev.Machine;
using Actors.Dev.Nodes;

namespace Actors.Dev.Measuring;

/// <summary>Joins, stops and kills at random under load, with links cut where this machine allows it.</summary>
internal static class Soak
{
    /// <summary>What runs a program in a network namespace of its own, and what is needed in there.</summary>
    private static readonly string[] OwnNamespace = ["unshare", "--net", "ip", "setpriv"];

    /// <summary>Runs one to its end; the exit code says whether all held.</summary>
    public static async Task<int> RunAsync(LocalSystem system, SoakRequest request, CancellationToken cancellationToken)
    {
        await new Requirements(system.Output, system.Time).EnsureAsync(cancellationToken);
        var canCut = Environment.IsPrivilegedProcess
            && OwnNamespace.All(word => word.StartsWith('-') || Programs.Find(word) is not null)
            && Programs.Find("iptables") is not null;
        if (!canCut)
        {
            system.Output.Line("No link is cut: that takes root, ip, iptables, unshare and setpriv.");
        }

        return await BenchProgram.RunAsync(
            system,
            [.. request.Arguments, .. (string[])(canCut ? ["--cuts"] : [])],
            cancellationToken,
            canCut ? [.. OwnNamespace[..2], "sh", "-c", "ip link set lo up && exec \"$@\"", "sh"] : []);
    }
}
