using System.CommandLine;
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
        var name = DevOptions.Name();
        var command = new Command("start", "Starts a node again that was stopped or killed. At the same address.") { name };
        command.SetAction(
            (parsed, cancellationToken) => RunAsync(LocalSystem.OnThisMachine(), parsed.GetRequiredValue(name), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(LocalSystem system, string name, CancellationToken cancellationToken)
    {
        using (await system.LockAsync(cancellationToken))
        {
            var state = system.Load();
            var node = LocalSystem.Named(state, name);
            if (LocalSystem.IsAlive(node))
            {
                system.Output.Line($"{name} runs already, pid {node.Process?.Pid}.");
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
            await system.Output.StepAsync(
                $"Starting {name}",
                node.Role == NodeRole.Web ? $"{name} is served through HAProxy" : $"{name} is ready",
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
        }

        return ExitCode.Ok;
    }
}
