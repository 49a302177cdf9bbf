using System.CommandLine;

namespace Actors.Cli.Commands.Operate;

/// <summary>Overrides of one node that need no more than its name.</summary>
internal static class NodeCommands
{
    /// <summary><c>actors drain NODE</c>: it finishes what it has and gets nothing new.</summary>
    public static Command Drain(CommandHost host) => Create(
        host,
        "drain",
        $"Takes a node out of rotation. It finishes what it has and gets nothing new, until {host.ProgramName} ready.",
        node => $"Draining {node}. {host.ProgramName} nodes shows how far it is; {host.ProgramName} ready takes it back.");

    /// <summary><c>actors ready NODE</c>: drain and maintenance are taken back.</summary>
    public static Command Ready(CommandHost host) => Create(
        host,
        "ready",
        "Takes back the drain or maintenance of a node.",
        node => $"{node} gets traffic again, as far as the cluster and HAProxy's checks let it.");

    /// <summary><c>actors maintenance NODE</c>: no traffic and no checks.</summary>
    public static Command Maintenance(CommandHost host) => Create(
        host,
        "maintenance",
        $"Puts a node into maintenance. It gets no traffic and no checks, until {host.ProgramName} ready.",
        node => $"Maintenance of {node}: no traffic and no checks. {host.ProgramName} ready takes it back.");

    /// <param name="host">What the command takes from its process.</param>
    /// <param name="name">The command's name, and the override's in the agent's API.</param>
    /// <param name="description">For its help.</param>
    /// <param name="taken">Said of the node once the agent has taken it.</param>
    private static Command Create(CommandHost host, string name, string description, Func<string, string> taken)
    {
        var options = new AgentOptions(host);
        var node = NodeArgument.Create(host, options);
        var command = options.AddTo(new Command(name, description) { node });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var session = options.Open(parsed);
            var wanted = parsed.GetRequiredValue(node);
            session.Taken(await session.Agent.OverrideAsync(wanted, name, cancellationToken), taken(wanted));
            return ExitCode.Ok;
        });
        return command;
    }
}
