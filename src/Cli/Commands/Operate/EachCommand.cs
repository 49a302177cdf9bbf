using System.Diagnostics;
using Actors.Contracts.Api;

namespace Actors.Cli.Commands.Operate;

/// <summary>An operator's command, run once for each agent.</summary>
/// <param name="Line">The command, with <c>{name}</c> and <c>{host}</c> for the agent's.</param>
/// <param name="IsJson">Whether what it writes goes to standard error, since standard output has only JSON.</param>
internal sealed record EachCommand(string Line, bool IsJson)
{
    /// <summary>The command for an agent.</summary>
    /// <exception cref="CommandFailed">The agent's name or host has characters that mean something to a shell.</exception>
    public string For(AgentStanding agent) =>
        Line.Replace("{name}", Plain(agent.Name), StringComparison.Ordinal).Replace("{host}", Plain(agent.Host), StringComparison.Ordinal);

    /// <summary>Runs it to its end. The result is its exit code.</summary>
    public async Task<int> RunAsync(AgentStanding agent, CancellationToken cancellationToken)
    {
        using var process = Process.Start(
            new ProcessStartInfo("/bin/sh", ["-c", (IsJson ? "exec 1>&2\n" : "") + For(agent)]) { UseShellExecute = false })!;
        // Ctrl-C goes to it too; what it has begun otherwise it may finish.
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode;
    }

    private static string Plain(string text) => text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or ':' or '-' or '_')
        ? text
        : throw new CommandFailed(
            ExitCode.Failed,
            $"'{text}' of an agent may not be put into a command.",
            "Names and hosts have letters, digits and . : - _ only.");
}
