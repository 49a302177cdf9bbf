using System.Net;
using Actors.Contracts.Api;

namespace Actors.Cli.Client;

/// <summary>What the user is told when an agent did not do what it was asked. Pure.</summary>
internal static class AgentFailures
{
    /// <summary>Nothing answered.</summary>
    public static CommandFailed Silent(AgentTarget target, string why) =>
        new(ExitCode.Failed, $"nothing answers at {target.Url}: {why.TrimEnd('.')}.", Elsewhere(target));

    /// <summary>What answered is no agent.</summary>
    public static CommandFailed Stranger(AgentTarget target, string path, string what) => new(
        ExitCode.Failed,
        $"{target.Url} does not answer as an ha agent does: /{path}: {what}.",
        ["It has to be an agent's management port, and an agent as new as this program.", .. Elsewhere(target)]);

    /// <summary>The agent refused.</summary>
    /// <param name="target">Who.</param>
    /// <param name="path">What it was asked.</param>
    /// <param name="status">The answer's status.</param>
    /// <param name="body">The answer's text.</param>
    public static CommandFailed Refused(AgentTarget target, string path, HttpStatusCode status, string body)
    {
        if (status == HttpStatusCode.Unauthorized)
        {
            return Unauthorized(target);
        }

        if (ContractJson.Read(body, ContractJson.Default.ProblemDocument) is not { } problem
            || ProblemText.Sentence(problem) is not { } sentence)
        {
            return status == HttpStatusCode.ServiceUnavailable
                ? new CommandFailed(
                    ExitCode.Failed,
                    $"the agent at {target.Url} is not ready for that.",
                    "It may have just started: try again in a moment.")
                : Stranger(target, path, $"{(int)status} {status}");
        }

        var isUnknownNode = status == HttpStatusCode.NotFound && path.StartsWith(AgentClient.NodesPath + "/", StringComparison.Ordinal);
        return new CommandFailed(isUnknownNode ? ExitCode.UnknownNode : ExitCode.Failed, sentence, [.. ProblemText.Fields(problem)]);
    }

    private static string[] Elsewhere(AgentTarget target) =>
        [$"Another agent: --url URL, or {AgentTarget.Variable} in the environment.", .. target.Others];

    private static CommandFailed Unauthorized(AgentTarget target) => new(
        ExitCode.Failed,
        target.Token.Source is { } source
            ? $"the agent at {target.Url} does not take the token of {source}."
            : $"the agent at {target.Url} wants a token, and there is none here.",
        "It is looked for in: " + string.Join(", ", target.Token.Places) + ".",
        $"The agent has it in the file of its setting Api:TokenFile: by default {AgentToken.FileName} in its Node:StatePath.");
}
