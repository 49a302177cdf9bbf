using Actors.Dev.Processes;
using Actors.Dev.State;

namespace Actors.Dev.Nodes;

/// <summary>How the end of a node went.</summary>
internal enum EndResult
{
    /// <summary>It did not run.</summary>
    NothingToDo,

    /// <summary>It ended by itself after SIGTERM.</summary>
    Stopped,

    /// <summary>SIGKILL was necessary, or asked for.</summary>
    Killed,

    /// <summary>It still runs.</summary>
    StillRuns,
}

/// <summary>Ends nodes, gracefully or not, and whatever they leave behind.</summary>
internal sealed class Ending(LocalSystem system, TimeSpan graceful)
{
    /// <summary>How long a node is given: it may wait for HAProxy to let go of it (10 s by default), then leaves the cluster.</summary>
    public static readonly TimeSpan Graceful = TimeSpan.FromSeconds(30);

    /// <summary>After SIGKILL only the kernel has something left to do.</summary>
    private static readonly TimeSpan Abrupt = TimeSpan.FromSeconds(5);

    public Ending(LocalSystem system)
        : this(system, Graceful)
    {
    }

    /// <summary>SIGTERM, then wait.</summary>
    /// <param name="node">Which.</param>
    /// <param name="escalate">Whether SIGKILL follows when the bound is over.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<EndResult> StopAsync(NodeRecord node, bool escalate, CancellationToken cancellationToken)
    {
        if (node.Process is not { } process || !ProcFs.IsAlive(process))
        {
            return EndResult.NothingToDo;
        }

        Signals.Send(process, Signals.Terminate);
        if (await Signals.GoneAsync(process, graceful, system.Time, cancellationToken))
        {
            return EndResult.Stopped;
        }

        return escalate ? await KillAsync(node, cancellationToken) : EndResult.StillRuns;
    }

    /// <summary>SIGKILL.</summary>
    public async Task<EndResult> KillAsync(NodeRecord node, CancellationToken cancellationToken)
    {
        if (node.Process is not { } process || !ProcFs.IsAlive(process))
        {
            return EndResult.NothingToDo;
        }

        Signals.Send(process, Signals.Kill);
        return await Signals.GoneAsync(process, Abrupt, system.Time, cancellationToken) ? EndResult.Killed : EndResult.StillRuns;
    }

    /// <summary>
    /// Everything, in the order that hurts nobody: the agent, whose HAProxy takes nothing new and finishes what it has; the web nodes,
    /// which then have no agent to wait for; the seed; then whatever else carries our mark, such as the HAProxy of a killed agent.
    /// </summary>
    /// <param name="state">What is known to run; null when only the mark can tell.</param>
    /// <param name="say">Hears of each node that ended, and how.</param>
    /// <returns>What is left; empty unless something cannot be ended.</returns>
    public async Task<IReadOnlyList<ProcessId>> StopAllAsync(RunState? state, Action<string, EndResult> say)
    {
        foreach (var role in (NodeRole[])[NodeRole.Ha, NodeRole.Web, NodeRole.Seed])
        {
            await Task.WhenAll((state?.Nodes ?? []).Where(node => node.Role == role).Select(async node =>
                say(node.Name, await StopAsync(node, escalate: true, CancellationToken.None))));
        }

        await SweepAsync(Signals.Terminate, say);
        await SweepAsync(Signals.Kill, say);
        return OurProcesses.Find(system.Folder);
    }

    private async Task SweepAsync(int signal, Action<string, EndResult> say)
    {
        var left = OurProcesses.Find(system.Folder);
        foreach (var process in left)
        {
            Signals.Send(process, signal);
        }

        await Task.WhenAll(left.Select(async process =>
        {
            if (await Signals.GoneAsync(process, Abrupt, system.Time, CancellationToken.None))
            {
                say($"a process left behind ({process.Pid})", signal == Signals.Kill ? EndResult.Killed : EndResult.Stopped);
            }
        }));
    }
}
