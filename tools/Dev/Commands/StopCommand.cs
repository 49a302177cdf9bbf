using System.CommandLine;
using System.Globalization;
using Actors.Dev.Nodes;
using Actors.Dev.State;

namespace Actors.Dev.Commands;

/// <summary><c>./actors stop NAME</c>: SIGTERM, and back once the node has left.</summary>
internal static class StopCommand
{
    private static readonly TimeSpan GoneBound = TimeSpan.FromSeconds(15);

    public static Command Create()
    {
        var name = DevOptions.Name();
        var command = new Command(
            "stop",
            $"Stops a node gracefully: it is taken out of service, then ends. Waits {Ending.Graceful.TotalSeconds:0} s at most.") { name };
        command.SetAction((parsed, ct) => Run(LocalSystem.OnThisMachine(), parsed.GetRequiredValue(name), ct));
        return command;
    }

    /// <summary>Waits until HAProxy's agent has let go of them; says so when it has not.</summary>
    public static async Task AwaitGone(
        LocalSystem system, RunState state, IReadOnlyCollection<string> names, TimeSpan bound, CancellationToken ct)
    {
        if (!await new Served(system).AwaitGone(state, names, bound, ct))
        {
            throw new CommandFailed(
                ExitCode.Failed,
                $"stopped, but HAProxy's agent still has {string.Join(", ", names)} after {bound.TotalSeconds:0} s.",
                $"./actors logs {state.Ha.Name} says why.");
        }
    }

    private static async Task<int> Run(LocalSystem system, string name, CancellationToken ct)
    {
        using (await system.Lock(ct))
        {
            var state = system.Load();
            var node = LocalSystem.Named(state, name);
            var started = system.Clock.GetTimestamp();
            var how = await new Ending(system).Stop(node, escalate: false, ct);
            if (how == EndResult.NothingToDo)
            {
                system.Output.Line($"{name} does not run.");
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
                await AwaitGone(system, state!, [name], GoneBound, ct);
            }

            var seconds = system.Clock.GetElapsedTime(started).TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
            system.Output.Good($"Stopped {name} ({seconds} s)");
        }

        return ExitCode.Ok;
    }
}
