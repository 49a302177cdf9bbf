using System.Net;
using System.Net.Mime;
using System.Runtime.CompilerServices;
using Actors.Contracts.Api;
using Actors.Contracts.Management;

namespace Actors.Cli.Client;

/// <summary>
/// Asks one node about its cluster and gives it commands; whatever it does not do is a failure that says why in the node's own words.
/// </summary>
internal sealed class ClusterClient(AskedNode node)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly ManagementClient _client = new(node.Url, node.Token, Patience);

    public Task<string> GetAsync(string path, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, path, null, cancellationToken);

    /// <param name="path">The command.</param>
    /// <param name="member">The member that it is about; null for none.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<string> PostAsync(string path, MemberChoice? member, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, path, member is null ? null : ManagementClient.Json(
            member, ContractJson.Default.MemberChoice), cancellationToken);

    /// <summary>The data of each event, until the node ends the stream.</summary>
    public async IAsyncEnumerable<string> EventsAsync(string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var events = _client.EventsAsync(
            path, Timeout.InfiniteTimeSpan, answer => Failure(path, answer), isLossAnEnd: false, cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
        while (await AnsweredAsync(events.MoveNextAsync().AsTask()))
        {
            yield return events.Current.Data;
        }
    }

    private async Task<string> SendAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        using (content)
        {
            var answer = await AnsweredAsync(_client.SendAsync(method, path, content, cancellationToken));
            return answer.IsGood && answer.MediaType == MediaTypeNames.Application.Json ? answer.Body : throw Failure(path, answer);
        }
    }

    private async Task<T> AnsweredAsync<T>(Task<T> answer)
    {
        try
        {
            return await answer;
        }
        catch (NoAnswerException silence)
        {
            throw silence.WasOpen
                ? new CommandFailed(ExitCode.Failed, $"the connection to {node.Name} broke: {silence.Message}")
                : new CommandFailed(
                    ExitCode.NothingRuns,
                    $"{node.Name} does not answer at {node.Url}: {silence.Message.TrimEnd('.')}.");
        }
    }

    private CommandFailed Failure(string path, ManagementAnswer answer)
    {
        if (answer.MediaType != ProblemDocument.ContentType)
        {
            return new CommandFailed(
                ExitCode.NothingRuns,
                $"{node.Url} is not the management port of a node ({(int)answer.Status} for /{path}).",
                "Give one, such as http://127.0.0.1:8558, or an agent's, such as http://127.0.0.1:8090.");
        }

        var problem = ContractJson.Read(answer.Body, ContractJson.Default.ProblemDocument);
        var exitCode = answer.Status switch
        {
            HttpStatusCode.NotFound => ExitCode.Unknown,
            HttpStatusCode.Unauthorized => ExitCode.TokenRefused,
            _ => ExitCode.Failed,
        };
        return answer.Status == HttpStatusCode.Unauthorized
            ? new CommandFailed(
                exitCode,
                $"{node.Name}: {problem?.Title}.",
                problem?.Detail ?? "",
                $"Here: {TokenSearch.Variable} or {TokenSearch.FileVariable} in the environment.")
            {
                Problem = problem,
            }
            : new CommandFailed(exitCode, $"{node.Name}: {problem?.Title}.", problem?.Detail ?? "") { Problem = problem };
    }
}
