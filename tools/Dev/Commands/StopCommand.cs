using System.CommandLine;
using System.Globalization;
using Actors.Cli.Commands;
using Actors.Dev.Nodes;
using Actors.Dev.State;

namespace Actors.Dev.Commands;

/// <summary><c>./actors stop NAME</c>: SIGTERM, and back once the node has left.</summary>
internal static class StopCommand
{
    private static readonly TimeSpan GoneBound = TimeSpan.FromSeconds(15);

    public static Command Create()
    {
        var (name, json) = (DevOptions.Name(), CommonOptions.Json());
        var command = new Command(
            "stop",
            $"Stops a node gracefully. It is removed from HAProxy, then ends. Waits {Ending.Graceful.TotalSeconds:0} s at most.")
        {
            name, json,
        };
        command.SetAction((parsed, cancellationToken) => RunAsync(
            LocalSystem.OnThisMachine(parsed.GetValue(json)), parsed.GetRequiredValue(name), parsed.GetValue(json), cancellationToken));
        return command;
    }

    /// <summary>Waits until HAProxy's agent has removed them; says so when it has not.</summary>
    public static async Task AwaitGoneAsync(
        LocalSystem system, RunState state, IReadOnlyCollection<string> names, TimeSpan bound, CancellationToken cancellationToken)
    {
        if (!await new Served(system).AwaitGoneAsync(state, names, bound, cancellationToken))
        {
            throw new CommandFailed(
                ExitCode.Failed,
                $"stopped, but HAProxy's agent still has {string.Join(", ", names)} after {bound.TotalSeconds:0} s.",
                $"./actors logs {state.Ha.Name} says why.");
        }
    }

    internal static async Task<int> RunAsync(LocalSystem system, string name, bool isJson, CancellationToken cancellationToken)
    {
        using (await system.LockAsync(cancellationToken))
        {
            var state = system.Load();
            var node = LocalSystem.Named(state, name);
            var started = system.Time.GetTimestamp();
            var how = await new Ending(system).StopAsync(node, escalate: false, cancellationToken);
            if (how == EndResult.NothingToDo)
            {
                Tell.Done(system, isJson, new NodeDone(name, "not-running", $"{name} does not run."));
                return ExitCode.Ok;
            }

            if (how == EndResult.StillRuns)
            {
                throw new CommandFailed(
                    ExitCode.Failed,
                    $"{name} still runs {Ending.Graceful.TotalSeconds:0} s after SIGTERM.",
                    $"Its log: ./actors logs {name}",
                    $"By force: ./actors kill {name}");
            }

            system.Save(state!.With(node with { Process = null, End = "stopped" }));
            if (node.Role == NodeRole.Web)
            {
                await AwaitGoneAsync(system, state!, [name], GoneBound, cancellationToken);
            }

            var seconds = system.Time.GetElapsedTime(started).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
            Tell.Done(system, isJson, new NodeDone(name, "stopped", $"Stopped {name} ({seconds} s)"));
        }

        return ExitCode.Ok;
    }
}
