using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Mime;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Actors.Cli.Client;

/// <summary>Asks an agent and gives it orders. Answers are texts, as they came; whatever goes wrong is a <see cref="CommandFailed"/>.</summary>
internal sealed class AgentClient : IDisposable
{
    public const string NodesPath = "api/nodes";

    private const string EventStream = "text/event-stream";

    // Rendering asks `haproxy -c`, on a machine that may be busy.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // Something comes at least every ten seconds: after this, nobody is there any more.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);

    private readonly AgentTarget _target;
    private readonly TimeSpan _patience;
    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        UseCookies = false,
        UseProxy = false,
        // The token is for this agent and for nobody that it may point to.
        AllowAutoRedirect = false,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
        MaxResponseContentBufferSize = 64 << 20,
    };

    public AgentClient(AgentTarget target, TimeSpan? patience = null)
    {
        _target = target;
        _patience = patience ?? Patience;
        if (target.Token.Value is { } token)
        {
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
    }

    public Task<string> Status(CancellationToken ct) => GetJson("api/status", ct);

    public Task<string> Nodes(CancellationToken ct) => GetJson(NodesPath, ct);

    public Task<string> History(int limit, CancellationToken ct) => GetJson($"api/history?limit={Text(limit)}", ct);

    public Task<string> Diff(long from, long to, CancellationToken ct) =>
        Send(HttpMethod.Get, $"api/history/{Text(from)}..{Text(to)}/diff", null, MediaTypeNames.Text.Plain, ct);

    /// <param name="node">The node's name.</param>
    /// <param name="order">drain, ready or maintenance.</param>
    /// <param name="ct">Ends the wait.</param>
    public Task<string> Order(string node, string order, CancellationToken ct) => Post($"{NodesPath}/{Uri.EscapeDataString(node)}/{order}", null, ct);

    /// <param name="node">The node's name.</param>
    /// <param name="weight">What is ordered.</param>
    /// <param name="ct">Ends the wait.</param>
    public Task<string> Weight(string node, WeightRequest weight, CancellationToken ct) => Post(
        $"{NodesPath}/{Uri.EscapeDataString(node)}/weight",
        Json(weight, AgentJson.Default.WeightRequest),
        ct);

    /// <param name="service">The service's name.</param>
    /// <param name="canary">How its traffic is split; null for by the weights.</param>
    /// <param name="ct">Ends the wait.</param>
    public Task<string> Canary(string service, CanaryRequest? canary, CancellationToken ct) => Send(
        canary is null ? HttpMethod.Delete : HttpMethod.Post,
        $"api/services/{Uri.EscapeDataString(service)}/canary",
        canary is null ? null : Json(canary, AgentJson.Default.CanaryRequest),
        null,
        ct);

    /// <param name="order">freeze, thaw, reload or unpin.</param>
    /// <param name="ct">Ends the wait.</param>
    public Task<string> Order(string order, CancellationToken ct) => Post("api/" + order, null, ct);

    public Task<string> Rollback(long revision, CancellationToken ct) => Post($"api/rollback/{Text(revision)}", null, ct);

    /// <param name="template">A template; empty for the one in force.</param>
    /// <param name="ct">Ends the wait.</param>
    public Task<string> Render(string template, CancellationToken ct) => Send(
        HttpMethod.Post, "api/render", new StringContent(template, Encoding.UTF8, MediaTypeNames.Text.Plain), MediaTypeNames.Application.Json, ct);

    /// <param name="template">A template; null for the one in force.</param>
    /// <param name="snippets">Snippets by name; null for those in force.</param>
    /// <param name="ct">Ends the wait.</param>
    public Task<string> Render(string? template, IReadOnlyDictionary<string, string>? snippets, CancellationToken ct) => Send(
        HttpMethod.Post,
        "api/render",
        Json(new RenderRequest(template, snippets), AgentJson.Default.RenderRequest),
        MediaTypeNames.Application.Json,
        ct);

    /// <summary>What happens, as it happens. Ends when the agent ends it or is silent for too long.</summary>
    public async IAsyncEnumerable<AgentEvent> Events([EnumeratorCancellation] CancellationToken ct)
    {
        const string path = "api/events";
        using var response = await Answer(HttpMethod.Get, path, null, ct);
        Require(EventStream, response, path);
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(ct);
        await using var stream = await response.Content.ReadAsStreamAsync(ct);
        await using var events = SseParser.Create(stream).EnumerateAsync(silence.Token).GetAsyncEnumerator(silence.Token);
        while (await Next(events, silence, ct))
        {
            yield return new AgentEvent(events.Current.EventType, events.Current.Data);
        }
    }

    public void Dispose() => _http.Dispose();

    private static StringContent Json<T>(T value, JsonTypeInfo<T> type) => new(JsonSerializer.Serialize(value, type), Encoding.UTF8, MediaTypeNames.Application.Json);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static async Task<bool> Next(IAsyncEnumerator<SseItem<string>> events, CancellationTokenSource silence, CancellationToken ct)
    {
        try
        {
            silence.CancelAfter(Silence);
            return await events.MoveNextAsync();
        }
        catch (Exception e) when (IsLoss(e, ct))
        {
            return false;
        }
    }

    private static bool IsLoss(Exception e, CancellationToken ct) =>
        e is HttpRequestException or IOException || (e is OperationCanceledException && !ct.IsCancellationRequested);

    private Task<string> GetJson(string path, CancellationToken ct) => Send(HttpMethod.Get, path, null, MediaTypeNames.Application.Json, ct);

    private Task<string> Post(string path, HttpContent? content, CancellationToken ct) => Send(HttpMethod.Post, path, content, null, ct);

    private async Task<string> Send(HttpMethod method, string path, HttpContent? content, string? wanted, CancellationToken ct)
    {
        using var response = await Answer(method, path, content, ct);
        if (wanted is not null)
        {
            Require(wanted, response, path);
        }

        return await Body(response, ct);
    }

    /// <summary>The answer to a request that was taken, its headers read.</summary>
    private async Task<HttpResponseMessage> Answer(HttpMethod method, string path, HttpContent? content, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, new Uri(_target.Url, path)) { Content = content };
        var response = await Bounded(bound => _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, bound), ct);
        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            throw AgentFailures.Refused(_target, path, response.StatusCode, await Body(response, ct));
        }
    }

    private Task<string> Body(HttpResponseMessage response, CancellationToken ct) => Bounded(response.Content.ReadAsStringAsync, ct);

    private async Task<T> Bounded<T>(Func<CancellationToken, Task<T>> work, CancellationToken ct)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(ct);
        bound.CancelAfter(_patience);
        try
        {
            return await work(bound.Token);
        }
        catch (Exception e) when (IsLoss(e, ct))
        {
            throw AgentFailures.Silent(
                _target.Url,
                e is OperationCanceledException ? $"no answer within {_patience.TotalSeconds:0} s" : e.GetBaseException().Message);
        }
    }

    private void Require(string mediaType, HttpResponseMessage response, string path)
    {
        var told = response.Content.Headers.ContentType?.MediaType;
        if (told != mediaType)
        {
            throw AgentFailures.Stranger(_target.Url, path, $"{told ?? "nothing"} where {mediaType} belongs");
        }
    }
}
