using System.CommandLine;
using Actors.Dev.Nodes;
using Actors.Dev.State;

namespace Actors.Dev.Commands;

/// <summary><c>./actors down</c>: stops everything, and leaves no process behind.</summary>
internal static class DownCommand
{
    public static Command Create()
    {
        var command = new Command("down", "Stops everything. HAProxy and its agent, then web nodes, then the seed.");
        command.SetAction((_, _) => StopEverythingAsync(LocalSystem.OnThisMachine()));
        return command;
    }

    /// <summary>Also the end of an attached <c>up</c>. Not to be interrupted half-way; every wait in it has a bound.</summary>
    public static async Task<int> StopEverythingAsync(LocalSystem system)
    {
        using var taken = await system.LockAsync(CancellationToken.None);
        RunState? state = null;
        try
        {
            state = system.Load();
        }
        catch (CommandFailed damaged)
        {
            system.Output.Bad(damaged.Message);
        }

        if (state is null && OurProcesses.Find(system.Folder).Count == 0)
        {
            system.Forget(state);
            system.Output.Line("Nothing runs here.");
            return ExitCode.Ok;
        }

        var left = await new Ending(system).StopAllAsync(state, (name, how) => Tell.Ended(system.Output, name, how));
        if (left.Count > 0)
        {
            throw new CommandFailed(
                ExitCode.Failed,
                $"still there after SIGKILL: {string.Join(", ", left.Select(process => $"pid {process.Pid}"))}.",
                "They may belong to another user, or wait for a disk.");
        }

        system.Forget(state);
        system.Output.Line("Nothing of it runs any more.");
        return ExitCode.Ok;
    }
}
