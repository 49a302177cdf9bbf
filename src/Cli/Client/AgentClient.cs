using System.Globalization;
using System.Net;
using System.Net.Mime;
using System.Runtime.CompilerServices;
using System.Text;
using Actors.Contracts.Api;
using Actors.Contracts.Management;

namespace Actors.Cli.Client;

/// <summary>
/// Asks an agent and gives it overrides and commands. Answers are texts, as they came; whatever goes wrong is a
/// <see cref="CommandFailed"/>.
/// </summary>
internal sealed class AgentClient(AgentTarget target, TimeSpan? patience = null)
{
    public const string NodesPath = "api/nodes";

    // Rendering asks `haproxy -c`, on a machine that may be busy.
    private static readonly TimeSpan UsualPatience = TimeSpan.FromSeconds(30);

    // The nodes come every second: after this, no agent is there any more.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    private readonly ManagementClient _client = new(target.Url, target.Token.Value, patience ?? UsualPatience);

    /// <summary>Who gives overrides and commands; null for not to say it.</summary>
    public string? User { get => _client.User; init => _client.User = value; }

    /// <summary>Why; null for no reason.</summary>
    public string? Reason { get; init; }

    public Task<string> StatusAsync(CancellationToken cancellationToken) => GetJsonAsync("api/status", cancellationToken);

    public Task<string> NodesAsync(CancellationToken cancellationToken) => GetJsonAsync(NodesPath, cancellationToken);

    /// <summary>The services with what their clients get; null from an agent of 0.1.0, which does not say it.</summary>
    public async Task<string?> ServicesAsync(CancellationToken cancellationToken)
    {
        const string Path = "api/services";
        var answer = await AnsweredAsync(_client.SendAsync(HttpMethod.Get, Path, null, cancellationToken));
        return answer.IsGood && answer.MediaType == MediaTypeNames.Application.Json ? answer.Body
            : answer.Status == HttpStatusCode.NotFound ? null
            : throw Wrong(Path, answer, MediaTypeNames.Application.Json);
    }

    public Task<string> HistoryAsync(int limit, DateTimeOffset? since, CancellationToken cancellationToken) =>
        GetJsonAsync(
            $"api/history?limit={Text(limit)}{(since is { } time ? $"&since={time.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}" : "")}",
            cancellationToken);

    public Task<string> DiffAsync(long from, long to, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, $"api/history/{Text(from)}..{Text(to)}/diff", null, MediaTypeNames.Text.Plain, cancellationToken);

    /// <param name="node">The node's name.</param>
    /// <param name="state">drain, ready or maintenance.</param>
    /// <param name="isForced">Whether it may be the last node that serves.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<string> OverrideAsync(string node, string state, bool isForced, CancellationToken cancellationToken) =>
        PostAsync($"{NodesPath}/{Uri.EscapeDataString(node)}/{state}{(isForced ? "?force=true" : "")}", null, cancellationToken);

    /// <param name="node">The node's name.</param>
    /// <param name="weight">Its weight.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<string> WeightAsync(string node, WeightRequest weight, CancellationToken cancellationToken) => PostAsync(
        $"{NodesPath}/{Uri.EscapeDataString(node)}/weight",
        ManagementClient.Json(weight, ContractJson.Default.WeightRequest),
        cancellationToken);

    /// <param name="service">The service's name.</param>
    /// <param name="canary">How its traffic is split; null for by the weights.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<string> CanaryAsync(string service, CanaryRequest? canary, CancellationToken cancellationToken) => SendAsync(
        canary is null ? HttpMethod.Delete : HttpMethod.Post,
        $"api/services/{Uri.EscapeDataString(service)}/canary",
        canary is null ? null : ManagementClient.Json(canary, ContractJson.Default.CanaryRequest),
        null,
        cancellationToken);

    /// <param name="command">freeze, thaw, reload or unpin.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<string> CommandAsync(string command, CancellationToken cancellationToken) =>
        PostAsync("api/" + command, null, cancellationToken);

    public Task<string> RollAsync(RollRequest request, CancellationToken cancellationToken) => SendAsync(
        HttpMethod.Post, "api/roll", ManagementClient.Json(request, ContractJson.Default.RollRequest), MediaTypeNames.Application.Json,
        cancellationToken);

    public Task<string> RollbackAsync(long revision, CancellationToken cancellationToken) =>
        PostAsync($"api/rollback/{Text(revision)}", null, cancellationToken);

    /// <param name="template">A template; empty for the one in force.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<string> RenderAsync(string template, CancellationToken cancellationToken) =>
        RenderAsync(new StringContent(template, Encoding.UTF8, MediaTypeNames.Text.Plain), cancellationToken);

    /// <param name="template">A template; null for the one in force.</param>
    /// <param name="snippets">Snippets by name; null for those in force.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<string> RenderAsync(string? template, IReadOnlyDictionary<string, string>? snippets, CancellationToken cancellationToken) =>
        RenderAsync(ManagementClient.Json(new RenderRequest(template, snippets), ContractJson.Default.RenderRequest), cancellationToken);

    /// <summary>What happens, as it happens. Ends when the agent ends it or is silent for too long.</summary>
    public async IAsyncEnumerable<AgentEvent> EventsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        const string path = "api/events";
        await using var events = _client.EventsAsync(
            path, Silence, answer => Wrong(path, answer, ManagementClient.EventStream), isLossAnEnd: true, cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
        while (await AnsweredAsync(events.MoveNextAsync().AsTask()))
        {
            yield return new AgentEvent(events.Current.EventType, events.Current.Data);
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private Task<string> GetJsonAsync(string path, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, path, null, MediaTypeNames.Application.Json, cancellationToken);

    private Task<string> PostAsync(string path, HttpContent? content, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, path, content, null, cancellationToken);

    private Task<string> RenderAsync(HttpContent body, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Post, "api/render", body, MediaTypeNames.Application.Json, cancellationToken);

    private async Task<string> SendAsync(
        HttpMethod method, string path, HttpContent? content, string? wanted, CancellationToken cancellationToken)
    {
        using (content)
        {
            var answer = await AnsweredAsync(_client.SendAsync(method, WithReason(method, path), content, cancellationToken));
            return answer.IsGood && (wanted is null || answer.MediaType == wanted) ? answer.Body
                : answer.Status == HttpStatusCode.NotFound
                    && ContractJson.Read(answer.Body, ContractJson.Default.ProblemDocument) is { Title: not null } problem
                ? throw await Absent.OfAsync(path, problem, list => AnsweredAsync(_client.GetAsync(list, cancellationToken)))
                    ?? Wrong(path, answer, wanted)
                : throw Wrong(path, answer, wanted);
        }
    }

    private string WithReason(HttpMethod method, string path) => Reason is null || method == HttpMethod.Get
        ? path
        : $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}reason={Uri.EscapeDataString(Reason)}";

    private async Task<T> AnsweredAsync<T>(Task<T> answer)
    {
        try
        {
            return await answer;
        }
        catch (NoAnswerException silence)
        {
            throw AgentFailures.Silent(target, silence.Message);
        }
    }

    private CommandFailed Wrong(string path, ManagementAnswer answer, string? wanted) => answer.IsGood
        ? AgentFailures.Stranger(target, path, $"{answer.MediaType ?? "nothing"} in place of {wanted}")
        : AgentFailures.Refused(target, path, answer.Status, answer.Body);
}
