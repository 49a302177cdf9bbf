using System.CommandLine;

namespace Actors.Cli.Commands.Operate;

/// <summary>Orders about one node that need no more than its name.</summary>
internal static class OrderForNode
{
    /// <param name="here">What the command takes from its process.</param>
    /// <param name="name">The command's name, and the order's in the agent's API.</param>
    /// <param name="description">For its help.</param>
    /// <param name="taken">Said behind the node's name once the agent has taken it.</param>
    public static Command Create(Surroundings here, string name, string description, string taken)
    {
        var options = new AgentOptions(here);
        var node = NodeArgument.Create(options);
        var command = options.AddTo(new Command(name, description) { node });
        command.SetAction(async (parsed, ct) =>
        {
            using var session = options.Open(parsed);
            var wanted = parsed.GetRequiredValue(node);
            session.Taken(await session.Agent.Order(wanted, name, ct), $"{wanted} {taken}");
            return ExitCode.Ok;
        });
        return command;
    }
}
