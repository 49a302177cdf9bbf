using System.CommandLine;
using Actors.Cli.Commands;
using Actors.Dev.Nodes;

namespace Actors.Dev.Commands;

/// <summary><c>./actors kill NAME</c>: what a crash looks like.</summary>
internal static class KillCommand
{
    public static Command Create()
    {
        var name = DevOptions.Name();
        var json = CommonOptions.Json();
        var command = new Command("kill", "Ends a node with SIGKILL, as a crash would.") { name, json };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            LocalSystem.OnThisMachine(parsed.GetValue(json)), parsed.GetRequiredValue(name), parsed.GetValue(json), cancellationToken));
        return command;
    }

    internal static async Task<int> RunAsync(LocalSystem system, string name, bool isJson, CancellationToken cancellationToken)
    {
        using (await system.LockAsync(cancellationToken))
        {
            var state = system.Load();
            var node = LocalSystem.Named(state, name);
            switch (await new Ending(system).KillAsync(node, cancellationToken))
            {
                case EndResult.NothingToDo:
                    Tell.Done(system, isJson, new NodeDone(name, "not-running", $"{name} does not run."));
                    return ExitCode.Ok;
                case EndResult.StillRuns:
                    throw new CommandFailed(ExitCode.Failed, $"{name} (pid {node.Process?.Pid}) does not end, not even by SIGKILL.");
                default:
                    system.Save(state!.With(node with { Process = null, End = "killed" }));
                    Tell.Done(system, isJson, new NodeDone(name, "killed", $"Killed {name}"));
                    return ExitCode.Ok;
            }
        }
    }
}
