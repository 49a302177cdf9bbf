using System.CommandLine;
using Actors.Cli.Commands;
using Actors.Dev.Building;
using Actors.Dev.Nodes;
using Actors.Dev.State;

namespace Actors.Dev.Commands;

/// <summary><c>./actors start NAME</c>: a node that was stopped, killed or has died, again at its old address.</summary>
internal static class StartCommand
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    public static Command Create()
    {
        var (name, json) = (DevOptions.Name(), CommonOptions.Json());
        var command = new Command("start", "Starts a node again that was stopped or killed. At the same address.") { name, json };
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
            if (LocalSystem.IsAlive(node))
            {
                Tell.Done(system, isJson, new NodeDone(name, "running", $"{name} runs already, pid {node.Process?.Pid}."));
                return ExitCode.Ok;
            }

            foreach (var port in node.Ports)
            {
                PortChooser.OnThisMachine.RequireOwn(port, name);
            }

            if (!Publisher.IsThere(system.Folder.Build))
            {
                await system.Publisher.PublishAsync(system.Folder.Build, cancellationToken);
            }

            state = system.Start(state!, node);
            node = state.Find(name)!;
            var started = node.Role == NodeRole.Web ? $"{name} is served through HAProxy" : $"{name} is ready";
            await system.Output.StepAsync(
                $"Starting {name}",
                started,
                async say =>
                {
                    var served = new Served(system);
                    await served.AwaitReadyAsync([node], Bound, say, cancellationToken);
                    if (node.Role == NodeRole.Web && LocalSystem.IsAlive(state.Ha))
                    {
                        await served.AwaitAsync(state, [name], Bound, say, cancellationToken);
                    }
                },
                system.Time);
            Tell.Done(system, isJson, new NodeDone(name, "started", started));
        }

        return ExitCode.Ok;
    }
}
