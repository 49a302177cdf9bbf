using System.CommandLine;

namespace Actors.Cli.Commands.Operate;

/// <summary>What an agent is told by no more than a name.</summary>
internal static class AgentCommands
{
    /// <summary><c>actors unpin</c>: the newest template is in force again.</summary>
    public static Command Unpin(CommandHost host) => Create(
        host,
        "unpin",
        "Takes back a rollback. The newest template is in force again.",
        "Unpinned: the newest template is in force again.");

    /// <summary><c>actors reload</c>: HAProxy begins anew on its file.</summary>
    public static Command Reload(CommandHost host) => Create(
        host, "reload", "Reloads HAProxy without losing a request. On a freshly rendered configuration.", "Reload requested.");

    /// <summary><c>actors freeze</c>: lost nodes stay in HAProxy.</summary>
    public static Command Freeze(CommandHost host) => Create(
        host,
        "freeze",
        $"Keeps lost nodes in HAProxy, whose checks decide. Until {host.ProgramName} thaw.",
        $"Freezing the servers: lost nodes stay in HAProxy. {host.ProgramName} thaw ends it.");

    /// <summary><c>actors thaw</c>: lost nodes are removed from HAProxy again.</summary>
    public static Command Thaw(CommandHost host) => Create(
        host, "thaw", "Ends a freeze. Lost nodes are removed from HAProxy.", "Thawing the servers: lost nodes are removed from HAProxy.");

    /// <param name="host">What the command takes from its process.</param>
    /// <param name="name">The command's name, also in the agent's API.</param>
    /// <param name="description">For its help.</param>
    /// <param name="taken">Said once the agent has taken it.</param>
    private static Command Create(CommandHost host, string name, string description, string taken)
    {
        var options = new AgentOptions(host);
        var command = options.AddTo(new Command(name, description));
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var session = options.Open(parsed);
            session.Taken(await session.Agent.CommandAsync(name, cancellationToken), taken);
            return ExitCode.Ok;
        });
        return command;
    }
}
