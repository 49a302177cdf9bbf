using System.Collections.Concurrent;
using System.CommandLine;
using System.Text.Json;
using Actors.Cli.Commands;
using Actors.Dev.Nodes;
using Actors.Dev.State;

namespace Actors.Dev.Commands;

/// <summary><c>./actors down</c>: stops everything, and leaves no process behind.</summary>
internal static class DownCommand
{
    public static Command Create()
    {
        var json = CommonOptions.Json();
        var command = new Command("down", "Stops everything. HAProxy and its agent, then web nodes, then the seed.") { json };
        command.SetAction(
            (parsed, _) => StopEverythingAsync(LocalSystem.OnThisMachine(parsed.GetValue(json)), parsed.GetValue(json)));
        return command;
    }

    /// <summary>Also the end of an attached <c>up</c>. Not to be interrupted half-way; every wait in it has a bound.</summary>
    /// <param name="system">What runs here.</param>
    /// <param name="isJson">Whether a program reads what is printed.</param>
    public static async Task<int> StopEverythingAsync(LocalSystem system, bool isJson = false)
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
            Say("Nothing runs here.", []);
            return ExitCode.Ok;
        }

        var ended = new ConcurrentQueue<NodeDone>();
        var left = await new Ending(system).StopAllAsync(state, (name, how) =>
        {
            Tell.Ended(system.Output, name, how);
            if (how is EndResult.Stopped or EndResult.Killed)
            {
                ended.Enqueue(new NodeDone(name, how.ToString().ToLowerInvariant(), $"{how} {name}"));
            }
        });
        if (left.Count > 0)
        {
            throw new CommandFailed(
                ExitCode.Failed,
                $"still there after SIGKILL: {string.Join(", ", left.Select(process => $"pid {process.Pid}"))}.",
                "They may belong to another user, or wait for a disk.");
        }

        system.Forget(state);
        Say("Nothing of it runs any more.", [.. ended]);
        return ExitCode.Ok;

        void Say(string message, IReadOnlyList<NodeDone> what)
        {
            system.Output.Line(message);
            if (isJson)
            {
                system.Output.Json(JsonSerializer.Serialize(new DownDone(message, what), DevJson.Readable.DownDone));
            }
        }
    }
}
