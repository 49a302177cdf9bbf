using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Actors.Contracts.Management;

/// <summary>
/// Asks the management port of a node, and gives it commands. What it answers, good or bad, is an answer; that it does not is a
/// <see cref="NoAnswerException"/>.
/// </summary>
/// <param name="address">The port's address, with a slash at its end.</param>
/// <param name="token">What commands need; null for none.</param>
/// <param name="patience">The longest that an answer may take.</param>
/// <param name="through">What connects to it; null for the network of this program, with a connection for each request.</param>
public sealed class ManagementClient(Uri address, string? token, TimeSpan patience, HttpClient? through = null)
{
    /// <summary>The header with the name of who asks for a change.</summary>
    public const string UserHeader = "X-Actors-User";

    /// <summary>The media type of a stream of events.</summary>
    public const string EventStream = "text/event-stream";

    // A machine that is gone refuses nothing: a connection that can be made is made far sooner.
    private static readonly TimeSpan LongestConnect = TimeSpan.FromSeconds(2);

    // Nodes come and go: each request has a connection of its own.
    private static readonly HttpClient Http = new(new SocketsHttpHandler
    {
        UseCookies = false,
        UseProxy = false,
        // The token is for this node and for no other that it may point to.
        AllowAutoRedirect = false,
        PooledConnectionLifetime = TimeSpan.Zero,
        ConnectTimeout = LongestConnect,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
        MaxResponseContentBufferSize = 64 << 20,
    };

    /// <summary>Where it is.</summary>
    public Uri Address => address;

    /// <summary>Who asks for changes, in visible ASCII characters; null for not to say it.</summary>
    public string? User { get; set; }

    /// <summary>A body of JSON.</summary>
    public static HttpContent Json<T>(T value, JsonTypeInfo<T> type) =>
        new StringContent(JsonSerializer.Serialize(value, type), Encoding.UTF8, "application/json");

    /// <summary>The answer to a GET.</summary>
    /// <param name="path">The path, from the address on.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<ManagementAnswer> GetAsync(string path, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, path, null, cancellationToken);

    /// <summary>The answer to a request.</summary>
    /// <param name="method">The method.</param>
    /// <param name="path">The path, from the address on.</param>
    /// <param name="content">The body; null for none.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<ManagementAnswer> SendAsync(
        HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        using var response = await BeginAsync(method, path, content, cancellationToken);
        return await ReadAsync(response, cancellationToken);
    }

    /// <summary>The events of a stream, as they come. It ends when the node ends it.</summary>
    /// <param name="path">The path, from the address on.</param>
    /// <param name="silence">The longest from one event to the next, behind which the connection is lost; infinite for no bound.</param>
    /// <param name="refused">Makes the exception for an answer that is no such stream.</param>
    /// <param name="isLossAnEnd">Whether a lost connection is an end like any other, and no <see cref="NoAnswerException"/>.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async IAsyncEnumerable<SseItem<string>> EventsAsync(
        string path,
        TimeSpan silence,
        Func<ManagementAnswer, Exception> refused,
        bool isLossAnEnd,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(refused);
        using var response = await BeginAsync(HttpMethod.Get, path, null, cancellationToken);
        if (!response.IsSuccessStatusCode || response.Content.Headers.ContentType?.MediaType != EventStream)
        {
            throw refused(await ReadAsync(response, cancellationToken));
        }

        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        await using var events = SseParser.Create(stream).EnumerateAsync(bound.Token).GetAsyncEnumerator(bound.Token);
        while (await NextAsync(events, bound, silence, isLossAnEnd, cancellationToken))
        {
            yield return events.Current;
        }
    }

    private static async Task<bool> NextAsync(
        IAsyncEnumerator<SseItem<string>> events,
        CancellationTokenSource bound,
        TimeSpan silence,
        bool isLossAnEnd,
        CancellationToken cancellationToken)
    {
        try
        {
            bound.CancelAfter(silence);
            return await events.MoveNextAsync();
        }
        catch (Exception error) when (IsLoss(error, cancellationToken))
        {
            return isLossAnEnd ? false : throw new NoAnswerException(error.GetBaseException().Message, error) { WasOpen = true };
        }
    }

    private static bool IsLoss(Exception error, CancellationToken cancellationToken) =>
        error is HttpRequestException or IOException || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    private static NoAnswerException Late(string what, TimeSpan within, Exception error) =>
        new($"no {what} within {within.TotalSeconds:0} s", error) { IsTimeout = true };

    /// <summary>The answer, its headers read.</summary>
    private async Task<HttpResponseMessage> BeginAsync(
        HttpMethod method, string path, HttpContent? content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(address, path)) { Content = content };
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        if (User is not null && method != HttpMethod.Get)
        {
            request.Headers.Add(UserHeader, User);
        }

        return await BoundedAsync(
            bound => (through ?? Http).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, bound), cancellationToken);
    }

    private async Task<ManagementAnswer> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken) => new(
        response.StatusCode,
        response.Content.Headers.ContentType?.MediaType,
        await BoundedAsync(response.Content.ReadAsStringAsync, cancellationToken));

    private async Task<T> BoundedAsync<T>(Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bound.CancelAfter(patience);
        try
        {
            return await work(bound.Token);
        }
        catch (Exception error) when (IsLoss(error, cancellationToken))
        {
            throw error switch
            {
                OperationCanceledException when bound.IsCancellationRequested => Late("answer", patience, error),
                OperationCanceledException => Late("connection", LongestConnect, error),
                _ => new NoAnswerException(error.GetBaseException().Message, error),
            };
        }
    }
}
