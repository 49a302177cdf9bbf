using System.CommandLine;
using Actors.Contracts.Api;

namespace Actors.Cli.Commands.Operate;

/// <summary>Overrides of nodes that need no more than their names.</summary>
internal static class NodeCommands
{
    private const string Last = "It may be the last node of its service that serves.";

    /// <summary><c>actors drain NODE ...</c>: they finish what they have and get nothing new.</summary>
    public static Command Drain(CommandHost host) => Create(
        host,
        "drain",
        $"Takes nodes out of rotation. They finish what they have and get nothing new, until {host.ProgramName} ready.",
        new Override(NodeGoal.Drained, node => $"Draining {node}.", AdminState.Drain),
        ForceOption.Create(Last));

    /// <summary><c>actors ready NODE ...</c>: drain and maintenance are taken back.</summary>
    public static Command Ready(CommandHost host) => Create(
        host,
        "ready",
        "Takes back the drain or maintenance of nodes.",
        new Override(NodeGoal.Serving, node => $"{node} is back in rotation.", null));

    /// <summary><c>actors maintenance NODE ...</c>: no traffic and no checks.</summary>
    public static Command Maintenance(CommandHost host) => Create(
        host,
        "maintenance",
        $"Puts nodes into maintenance. They get no traffic and no checks, until {host.ProgramName} ready.",
        new Override(
            NodeGoal.InMaintenance, node => $"{node} goes into maintenance: no traffic and no checks.", AdminState.Maintenance),
        ForceOption.Create(Last));

    /// <param name="host">What the command takes from its process.</param>
    /// <param name="name">The command's name, and the override's in the agent's API.</param>
    /// <param name="description">For its help.</param>
    /// <param name="given">What is said, and waited for.</param>
    /// <param name="force">Whether it is done although it leaves clients without a node; null where it cannot.</param>
    private static Command Create(CommandHost host, string name, string description, Override given, Option<bool>? force = null)
    {
        var options = new AgentOptions(host, isChange: true);
        var (nodes, wait) = (new NodeSelector(options, host.ProgramName), new WaitOptions());
        var command = wait.AddTo(options.AddTo(new Command(name, description) { nodes.Names }));
        nodes.AddOptionsTo(command);
        if (force is not null)
        {
            command.Options.Add(force);
        }

        command.SetAction(async (parsed, cancellationToken) =>
        {
            var session = options.Open(parsed);
            var isForced = force is not null && parsed.GetValue(force);
            return await new NodeOverriding(session, given.Goal, given.Taken, given.Undo(host.ProgramName)).RunAsync(
                await nodes.ChooseAsync(session, parsed, cancellationToken),
                node => session.Agent.OverrideAsync(node, name, isForced, cancellationToken), wait.Of(parsed), cancellationToken);
        });
        return command;
    }

    private sealed record Override(NodeGoal Goal, Func<string, string> Taken, AdminState? State)
    {
        /// <summary>The command that brings back the state that an operator had given before.</summary>
        public Func<string, NodeOverride?, string> Undo(string program) => (node, before) => before?.State switch
        {
            var same when same == State => "",
            AdminState.Drain => $"{program} drain {node}",
            AdminState.Maintenance => $"{program} maintenance {node}",
            _ => $"{program} ready {node}",
        };
    }
}
