using System.Text;
using System.Text.Json;
using Actors.Dev.Cluster;

namespace Actors.Walk.Observing;

/// <summary>What a request came to.</summary>
/// <param name="Status">HTTP's; 0 where no answer came.</param>
/// <param name="Text">Status line, headers and body as they were; or why there are none.</param>
/// <param name="Headers">By name.</param>
/// <param name="Body">The body.</param>
internal sealed record Visit(int Status, string Text, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public bool IsAnswered => Status == 200;

    /// <summary>The node that answered, as the demo application says; null when it does not.</summary>
    public string? Host => Field("host");

    /// <summary>The names of the fields of the body, as the demo application's contract has them.</summary>
    public IReadOnlyList<string> Fields => Read() is { } json ? [.. json.EnumerateObject().Select(property => property.Name)] : [];

    public string? Field(string name) => Read() is { } json && json.TryGetProperty(name, out var value) ? value.ToString() : null;

    private JsonElement? Read()
    {
        try
        {
            using var document = JsonDocument.Parse(Body);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>Asks as users do, each request on a connection of its own, and never fails: what goes wrong is the answer.</summary>
internal sealed class Visitor : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly HttpClient _http = EachAlone.Client(Patience);

    public async Task<Visit> GetAsync(Uri url, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await _http.GetAsync(url, cancellationToken);
            var body = await response.Content.ReadAsStringAsync(cancellationToken);
            var headers = response.Headers.Concat(response.Content.Headers)
                .ToDictionary(header => header.Key.ToLowerInvariant(), header => string.Join(", ", header.Value), StringComparer.Ordinal);
            var text = new StringBuilder($"HTTP/{response.Version} {(int)response.StatusCode} {response.ReasonPhrase}\n");
            foreach (var (name, value) in headers)
            {
                text.Append(name).Append(": ").Append(value).Append('\n');
            }

            return new Visit((int)response.StatusCode, $"{text}\n{body}\n", headers, body);
        }
        catch (Exception error) when (error is HttpRequestException or IOException || (
            error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            var why = error is OperationCanceledException
                ? $"no answer within {Patience.TotalSeconds:0} s"
                : error.GetBaseException().Message;
            return new Visit(0, why + "\n", new Dictionary<string, string>(), "");
        }
    }

    public void Dispose() => _http.Dispose();
}
