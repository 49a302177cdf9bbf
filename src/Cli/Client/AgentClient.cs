using System.Globalization;
using System.Net.Mime;
using System.Runtime.CompilerServices;
using System.Text;
using Actors.Contracts.Api;
using Actors.Contracts.Management;

namespace Actors.Cli.Client;

/// <summary>Asks an agent and gives it overrides and commands. Answers are texts, as they came; whatever goes wrong is a <see cref="CommandFailed"/>.</summary>
internal sealed class AgentClient(AgentTarget target, TimeSpan? patience = null)
{
    public const string NodesPath = "api/nodes";

    // Rendering asks `haproxy -c`, on a machine that may be busy.
    private static readonly TimeSpan UsualPatience = TimeSpan.FromSeconds(30);

    // The nodes come every second: after this, no agent is there any more.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    private readonly ManagementClient _client = new(target.Url, target.Token.Value, patience ?? UsualPatience);

    public Task<string> Status(CancellationToken ct) => GetJson("api/status", ct);

    public Task<string> Nodes(CancellationToken ct) => GetJson(NodesPath, ct);

    public Task<string> History(int limit, CancellationToken ct) => GetJson($"api/history?limit={Text(limit)}", ct);

    public Task<string> Diff(long from, long to, CancellationToken ct) =>
        Send(HttpMethod.Get, $"api/history/{Text(from)}..{Text(to)}/diff", null, MediaTypeNames.Text.Plain, ct);

    /// <param name="node">The node's name.</param>
    /// <param name="state">drain, ready or maintenance.</param>
    /// <param name="ct">Ends the wait.</param>
    public Task<string> Override(string node, string state, CancellationToken ct) => Post($"{NodesPath}/{Uri.EscapeDataString(node)}/{state}", null, ct);

    /// <param name="node">The node's name.</param>
    /// <param name="weight">Its weight.</param>
    /// <param name="ct">Ends the wait.</param>
    public Task<string> Weight(string node, WeightRequest weight, CancellationToken ct) => Post(
        $"{NodesPath}/{Uri.EscapeDataString(node)}/weight", ManagementClient.Json(weight, ContractJson.Default.WeightRequest), ct);

    /// <param name="service">The service's name.</param>
    /// <param name="canary">How its traffic is split; null for by the weights.</param>
    /// <param name="ct">Ends the wait.</param>
    public Task<string> Canary(string service, CanaryRequest? canary, CancellationToken ct) => Send(
        canary is null ? HttpMethod.Delete : HttpMethod.Post,
        $"api/services/{Uri.EscapeDataString(service)}/canary",
        canary is null ? null : ManagementClient.Json(canary, ContractJson.Default.CanaryRequest),
        null,
        ct);

    /// <param name="command">freeze, thaw, reload or unpin.</param>
    /// <param name="ct">Ends the wait.</param>
    public Task<string> Command(string command, CancellationToken ct) => Post("api/" + command, null, ct);

    public Task<string> Rollback(long revision, CancellationToken ct) => Post($"api/rollback/{Text(revision)}", null, ct);

    /// <param name="template">A template; empty for the one in force.</param>
    /// <param name="ct">Ends the wait.</param>
    public Task<string> Render(string template, CancellationToken ct) =>
        Render(new StringContent(template, Encoding.UTF8, MediaTypeNames.Text.Plain), ct);

    /// <param name="template">A template; null for the one in force.</param>
    /// <param name="snippets">Snippets by name; null for those in force.</param>
    /// <param name="ct">Ends the wait.</param>
    public Task<string> Render(string? template, IReadOnlyDictionary<string, string>? snippets, CancellationToken ct) =>
        Render(ManagementClient.Json(new RenderRequest(template, snippets), ContractJson.Default.RenderRequest), ct);

    /// <summary>What happens, as it happens. Ends when the agent ends it or is silent for too long.</summary>
    public async IAsyncEnumerable<AgentEvent> Events([EnumeratorCancellation] CancellationToken ct)
    {
        const string path = "api/events";
        await using var events = _client.EventsAsync(path, Silence, answer => Wrong(path, answer, ManagementClient.EventStream), isLossAnEnd: true, ct)
            .GetAsyncEnumerator(ct);
        while (await Answered(events.MoveNextAsync().AsTask()))
        {
            yield return new AgentEvent(events.Current.EventType, events.Current.Data);
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private Task<string> GetJson(string path, CancellationToken ct) => Send(HttpMethod.Get, path, null, MediaTypeNames.Application.Json, ct);

    private Task<string> Post(string path, HttpContent? content, CancellationToken ct) => Send(HttpMethod.Post, path, content, null, ct);

    private Task<string> Render(HttpContent body, CancellationToken ct) => Send(HttpMethod.Post, "api/render", body, MediaTypeNames.Application.Json, ct);

    private async Task<string> Send(HttpMethod method, string path, HttpContent? content, string? wanted, CancellationToken ct)
    {
        using (content)
        {
            var answer = await Answered(_client.SendAsync(method, path, content, ct));
            return answer.IsGood && (wanted is null || answer.MediaType == wanted) ? answer.Body : throw Wrong(path, answer, wanted);
        }
    }

    private async Task<T> Answered<T>(Task<T> answer)
    {
        try
        {
            return await answer;
        }
        catch (NoAnswerException silence)
        {
            throw AgentFailures.Silent(target.Url, silence.Message);
        }
    }

    private CommandFailed Wrong(string path, ManagementAnswer answer, string? wanted) => answer.IsGood
        ? AgentFailures.Stranger(target.Url, path, $"{answer.MediaType ?? "nothing"} where {wanted} belongs")
        : AgentFailures.Refused(target, path, answer.Status, answer.Body);
}
