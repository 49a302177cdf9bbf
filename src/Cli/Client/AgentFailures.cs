using System.Net;
using Actors.Contracts.Api;
using Actors.Contracts.Management;

namespace Actors.Cli.Client;

/// <summary>What the user is told when an agent did not do what it was asked. Pure.</summary>
internal static class AgentFailures
{
    private const int MostNames = 10;

    /// <summary>Nothing answered.</summary>
    public static CommandFailed Silent(AgentTarget target, string why) =>
        new(ExitCode.NothingRuns, $"nothing answers at {target.Url}: {why.TrimEnd('.')}.", Elsewhere(target));

    /// <summary>What answered is no agent.</summary>
    public static CommandFailed Stranger(AgentTarget target, string path, string what) => new(
        ExitCode.NothingRuns,
        $"{target.Url} is not an Actors agent ({what} for /{path}).",
        ["Give the management port of an agent as new as this program, such as http://127.0.0.1:8090.", .. Elsewhere(target)]);

    /// <summary>What the command is about is not there.</summary>
    /// <param name="what">node, service or revision.</param>
    /// <param name="name">Its name.</param>
    /// <param name="there">The names that there are; null where they are not known.</param>
    /// <param name="problem">The agent's own refusal.</param>
    public static CommandFailed Unknown(string what, string name, IReadOnlyList<string>? there, ProblemDocument? problem)
    {
        var names = there is { Count: > 0 }
            ? $"There are: {Listing.Of(there, MostNames)}."
            : $"There is no {what} at all.";
        var said = $"no {what} '{name}'.{NearestName.Hint(name, there ?? [])}";
        return new CommandFailed(ExitCode.Unknown, said, there is null ? [] : [names]) { Problem = problem };
    }

    /// <summary>The agent refused.</summary>
    /// <param name="target">Who.</param>
    /// <param name="path">What it was asked.</param>
    /// <param name="status">The answer's status.</param>
    /// <param name="body">The answer's text.</param>
    public static CommandFailed Refused(AgentTarget target, string path, HttpStatusCode status, string body)
    {
        var problem = ContractJson.Read(body, ContractJson.Default.ProblemDocument);
        return status == HttpStatusCode.Unauthorized ? Unauthorized(target, problem)
            : problem is not null && ProblemText.Sentence(problem) is { } sentence
            ? new CommandFailed(
                status == HttpStatusCode.NotFound ? ExitCode.Unknown : ExitCode.Failed, sentence, [.. ProblemText.Fields(problem)])
            {
                Problem = problem,
            }
            : status == HttpStatusCode.ServiceUnavailable
            ? new CommandFailed(
                ExitCode.Failed,
                $"the agent at {target.Url} is not ready for that.",
                "It may have just started: try again in a moment.")
            : Stranger(target, path, $"{(int)status} {status}");
    }

    private static string[] Elsewhere(AgentTarget target) =>
        [$"Another agent: --url URL, or {AgentTarget.Variable} in the environment.", .. target.Others];

    private static CommandFailed Unauthorized(AgentTarget target, ProblemDocument? problem) => new(
        ExitCode.TokenRefused,
        target.Token.Source is { } source
            ? $"the agent at {target.Url} rejected the token from {source} (401)."
            : $"the agent at {target.Url} needs a token, and none is given here (401).",
        "Tokens are read from " + string.Join(", ", target.Token.Places) + ".",
        $"The agent's own is in the file of its setting Api:TokenFile: by default {TokenSearch.FileName} in its Node:StatePath.")
    {
        Problem = problem,
    };
}
