using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace Actors.Cli.Client;

/// <summary>Asks one node and gives it orders; whatever it does not do is a failure that says why in the node's own words.</summary>
internal sealed class ManagementClient(AskedNode node) : IDisposable
{
    private const string Problem = "application/problem+json";
    private const string Data = "data: ";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false, UseProxy = false, AllowAutoRedirect = false, ConnectTimeout = TimeSpan.FromSeconds(2) })
    {
        // A stream has no end; who answers at all is bounded below.
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public async Task<string> Get(string path, CancellationToken ct) => await Text(await Send(HttpMethod.Get, path, null, ct), ct);

    /// <param name="path">The order.</param>
    /// <param name="body">What it is about, as JSON; null for nothing.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<string> Post(string path, string? body, CancellationToken ct) => await Text(await Send(HttpMethod.Post, path, body, ct), ct);

    /// <summary>The data of each event, until the node ends the stream.</summary>
    public async IAsyncEnumerable<string> Events(string path, [EnumeratorCancellation] CancellationToken ct)
    {
        using var answer = await Send(HttpMethod.Get, path, null, ct);
        await using var stream = await answer.Content.ReadAsStreamAsync(ct);
        using var reader = new StreamReader(stream);
        while (await reader.ReadLineAsync(ct) is { } line)
        {
            if (line.StartsWith(Data, StringComparison.Ordinal))
            {
                yield return line[Data.Length..];
            }
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> Send(HttpMethod method, string path, string? body, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, new Uri(node.Url, path));
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        request.Headers.Authorization = node.Token is { } token ? new AuthenticationHeaderValue("Bearer", token) : null;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        try
        {
            var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            if (answer.IsSuccessStatusCode)
            {
                return answer;
            }

            using (answer)
            {
                throw await Failure(answer, limit.Token);
            }
        }
        catch (HttpRequestException e)
        {
            throw new CommandFailed(ExitCode.NothingRuns, $"{node.Name} does not answer at {node.Url}: {e.Message}");
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new CommandFailed(ExitCode.Failed, $"{node.Name} does not answer at {node.Url} within {Patience.TotalSeconds:0} s.");
        }
    }

    private static async Task<string> Text(HttpResponseMessage answer, CancellationToken ct)
    {
        using (answer)
        {
            return await answer.Content.ReadAsStringAsync(ct);
        }
    }

    private async Task<CommandFailed> Failure(HttpResponseMessage answer, CancellationToken ct)
    {
        if (answer.Content.Headers.ContentType?.MediaType != Problem)
        {
            return new CommandFailed(ExitCode.Failed, $"{node.Name} answers {(int)answer.StatusCode}: {answer.RequestMessage?.RequestUri} is not known there.");
        }

        var problem = JsonSerializer.Deserialize(await answer.Content.ReadAsStringAsync(ct), InspectJson.Default.ProblemAnswer);
        var exitCode = answer.StatusCode == HttpStatusCode.NotFound ? ExitCode.UnknownNode : ExitCode.Failed;
        return answer.StatusCode == HttpStatusCode.Unauthorized
            ? new CommandFailed(exitCode, $"{node.Name}: {problem?.Title}.", problem?.Detail ?? "", $"Here: {AgentToken.Variable} or {AgentToken.FileVariable} in the environment.")
            : new CommandFailed(exitCode, $"{node.Name}: {problem?.Title}.", problem?.Detail ?? "");
    }
}
