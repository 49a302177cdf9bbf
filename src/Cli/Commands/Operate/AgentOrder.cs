using System.CommandLine;

namespace Actors.Cli.Commands.Operate;

/// <summary>Orders that need no more than their name.</summary>
internal static class AgentOrder
{
    /// <param name="here">What the command takes from its process.</param>
    /// <param name="name">The command's name, and the order's in the agent's API.</param>
    /// <param name="description">For its help.</param>
    /// <param name="taken">Said once the agent has taken it.</param>
    public static Command Create(Surroundings here, string name, string description, string taken)
    {
        var options = new AgentOptions(here);
        var command = options.AddTo(new Command(name, description));
        command.SetAction(async (parsed, ct) =>
        {
            using var session = options.Open(parsed);
            session.Taken(await session.Agent.Order(name, ct), taken);
            return ExitCode.Ok;
        });
        return command;
    }
}
