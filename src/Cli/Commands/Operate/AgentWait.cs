using System.Text.Json;
using Actors.Cli.Views;
using Actors.Contracts.Api;

namespace Actors.Cli.Commands.Operate;

/// <summary>A command to an agent that ends once the agents are in sync with it, where that is wanted.</summary>
/// <param name="Taken">Said once the agent has taken it.</param>
/// <param name="Done">Said once it is so, without what it took.</param>
/// <param name="Undo">What takes it back; empty for nothing.</param>
/// <param name="IsSo">Whether the second status has it; the first is of before.</param>
internal sealed record AgentWait(string Taken, string Done, string Undo, Func<AgentStatus, AgentStatus, bool> IsSo)
{
    /// <summary>With one sentence for both.</summary>
    /// <param name="done">It, without its full stop.</param>
    /// <param name="undo">What takes it back; empty for nothing.</param>
    /// <param name="isSo">Whether the second status has it; the first is of before.</param>
    public AgentWait(string done, string undo, Func<AgentStatus, AgentStatus, bool> isSo)
        : this(done + ".", done, undo, isSo)
    {
    }

    /// <summary>The same of an agent of 0.1.0, which answers it with nothing, where it means something else there.</summary>
    public AgentWait? OfOlder { get; init; }

    /// <param name="session">The agent, and the user.</param>
    /// <param name="give">Gives the command.</param>
    /// <param name="wait">How long to wait; null for not at all.</param>
    /// <param name="cancellationToken">Ctrl-C.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(AgentSession session, Func<Task<string>> give, TimeSpan? wait, CancellationToken cancellationToken)
    {
        var undo = Undo.Length > 0 ? " Undo: " + Undo : "";
        if (wait is not { } timeout)
        {
            var answer = await give();
            session.Taken(answer, By(answer).Taken + undo);
            return ExitCode.Ok;
        }

        var before = await session.StatusAsync(cancellationToken);
        var waiting = new Waiting(session, timeout);
        var goal = By(await give());
        var (isOver, last) = await waiting.UntilAsync(
            session.StatusAsync, status => IsRefused(before, status) || (goal.IsSo(before, status) && IsInSync(status)), cancellationToken);
        if (IsRefused(before, last))
        {
            throw new CommandFailed(
                ExitCode.Failed, $"the agent could not apply it, stage {Words.Of(last.LastFailure!.Stage)}: "
                + Words.FirstLine(last.LastFailure.Output), [.. undo.Length > 0 ? [undo.Trim()] : Array.Empty<string>()]);
        }

        if (!isOver)
        {
            throw new CommandFailed(
                ExitCode.NotInTime,
                $"not so after {Waiting.Seconds(waiting.Took)}: {Words.Of(last.Convergence?.Summary)}, revision "
                + $"{Words.Of(last.RevisionApplied)} of {Words.Of(last.RevisionDesired)} applied.",
                ["The agent has taken it, and goes on.", .. undo.Length > 0 ? [undo.Trim()] : Array.Empty<string>()]);
        }

        var message = $"{goal.Done}, {Waiting.Seconds(waiting.Took)}.{undo}";
        if (session.IsJson)
        {
            session.Output.Json(JsonSerializer.Serialize(
                new WaitReport(message, Math.Round(waiting.Took.TotalSeconds, 1)), OperateJson.Readable.WaitReport));
        }
        else
        {
            session.Output.Good(message);
        }

        return ExitCode.Ok;
    }

    private AgentWait By(string answer) => string.IsNullOrWhiteSpace(answer) ? OfOlder ?? this : this;

    private static bool IsRefused(AgentStatus before, AgentStatus now) => now is { Phase: AgentPhase.Failing, LastFailure: { } failure }
        && failure.At > (before.LastFailure?.At ?? DateTimeOffset.MinValue);

    /// <summary>Whether HAProxy has what it should have, at every agent.</summary>
    public static bool IsInSync(AgentStatus status) => status.Phase == AgentPhase.Idle && status.RevisionApplied == status.RevisionDesired
        && status.Convergence?.Agents.Any(agent => agent.Lags) != true;
}
