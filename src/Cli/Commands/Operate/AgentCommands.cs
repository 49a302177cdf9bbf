using System.CommandLine;
using Actors.Contracts.Api;

namespace Actors.Cli.Commands.Operate;

/// <summary>What an agent is told by no more than a name.</summary>
internal static class AgentCommands
{
    /// <summary><c>actors unpin</c>: the newest template is in force again.</summary>
    public static Command Unpin(CommandHost host) => Create(
        host, "unpin", "Takes back a rollback. The newest template is in force again.",
        new AgentWait(
            "Unpinned: the newest template is in force again.", "Unpinned", $"{host.ProgramName} rollback REVISION",
            (_, now) => now.Pinned is null));

    /// <summary><c>actors reload</c>: HAProxy begins anew on its file.</summary>
    public static Command Reload(CommandHost host) => Create(
        host, "reload", "Reloads HAProxy without losing a request. On a freshly rendered configuration.",
        new AgentWait("Reload requested.", "HAProxy reloaded", "", (before, now) => now.HaProxy.Reloads > before.HaProxy.Reloads));

    /// <summary><c>actors freeze</c>: lost nodes stay in HAProxy.</summary>
    public static Command Freeze(CommandHost host) => Create(
        host, "freeze", $"Keeps lost nodes in HAProxy, whose checks decide. On all agents, until {host.ProgramName} thaw.",
        new AgentWait(
            "Servers frozen; it goes to all agents: lost nodes stay in HAProxy.", "Servers frozen on this agent; it goes to all",
            $"{host.ProgramName} thaw", (_, now) => now.Frozen?.By is not null)
        {
            OfOlder = new AgentWait(
                "Servers frozen on this agent alone, until it restarts: it is of 0.1.0, and no other agent receives it",
                $"{host.ProgramName} thaw", (_, now) => now.Frozen is not null),
        });

    /// <summary><c>actors thaw</c>: lost nodes are removed from HAProxy again; what another agent froze itself stays.</summary>
    public static Command Thaw(CommandHost host) => Create(
        host, "thaw", "Ends a freeze on all agents: lost nodes are removed from HAProxy. Where another agent froze them itself, they stay.",
        new AgentWait(
            "Servers thawed; it goes to all agents: lost nodes are removed from HAProxy.", "Servers thawed on this agent; it goes to all",
            $"{host.ProgramName} freeze", (_, now) => now.Frozen is null)
        {
            OfOlder = new AgentWait(
                "Servers thawed on this agent alone: it is of 0.1.0, and no other agent receives it",
                $"{host.ProgramName} freeze", (_, now) => now.Frozen is null),
        });

    /// <param name="host">What the command takes from its process.</param>
    /// <param name="name">The command's name, also in the agent's API.</param>
    /// <param name="description">For its help.</param>
    /// <param name="goal">What is said, and waited for.</param>
    private static Command Create(CommandHost host, string name, string description, AgentWait goal)
    {
        var options = new AgentOptions(host, isChange: true);
        var wait = new WaitOptions();
        var command = wait.AddTo(options.AddTo(new Command(name, description)));
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var session = options.Open(parsed);
            try
            {
                return await goal.RunAsync(
                    session, () => session.Agent.CommandAsync(name, cancellationToken), wait.Of(parsed), cancellationToken);
            }
            catch (CommandFailed failure) when (failure.Problem is { Type: ProblemTypes.NothingPinned } or { Title: "Nothing is pinned" })
            {
                // It is so already; an agent of 0.1.0 says it by the title alone.
                session.Taken("", "Nothing is pinned.");
                return ExitCode.Ok;
            }
        });
        return command;
    }
}
