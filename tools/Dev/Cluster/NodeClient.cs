using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Actors.Cli.Client;
using Actors.Dev.State;

namespace Actors.Dev.Cluster;

/// <summary>Asks nodes over loopback. Who does not answer in time, or not sensibly, has not answered: null.</summary>
internal sealed class NodeClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly HttpClient _http = EachAlone.Client(Patience);

    public async Task<ClusterView> Cluster(IEnumerable<NodeRecord> nodes, CancellationToken ct)
    {
        var answers = await Task.WhenAll(nodes.Select(node =>
            Get(Management(node, "cluster"), AnswersJson.Default.ClusterAnswer, ct)));
        return ClusterView.From(answers.OfType<ClusterAnswer>().Where(answer => answer.Self is not null));
    }

    public Task<AgentAnswer?> Agent(NodeRecord ha, CancellationToken ct) =>
        Get(Management(ha, "api/status"), AnswersJson.Default.AgentAnswer, ct);

    public async Task<bool> IsReady(NodeRecord node, CancellationToken ct)
    {
        try
        {
            using var response = await _http.GetAsync(Management(node, "health/ready"), ct);
            return response.IsSuccessStatusCode;
        }
        catch (Exception e) when (IsNoAnswer(e, ct))
        {
            return false;
        }
    }

    /// <summary>The web node wants no traffic any more; one that cannot be told has none.</summary>
    /// <param name="node">Which.</param>
    /// <param name="reason">Why, in plain words without quotation marks.</param>
    /// <param name="ct">Gives up.</param>
    public async Task WantNoTraffic(NodeRecord node, string reason, CancellationToken ct)
    {
        try
        {
            using var body = new StringContent($$"""{"ready":false,"reason":"{{reason}}"}""", Encoding.UTF8, "application/json");
            using var response = await _http.PostAsync(Management(node, "ready"), body, ct);
        }
        catch (Exception e) when (IsNoAnswer(e, ct))
        {
            // Then it is stopped as any other.
        }
    }

    /// <summary>Who answers a request to the service.</summary>
    public async Task<string?> WhoServes(Uri service, CancellationToken ct) =>
        (await Get(service, AnswersJson.Default.ServiceAnswer, ct))?.Host;

    public void Dispose() => _http.Dispose();

    private static Uri Management(NodeRecord node, string path) => new($"http://127.0.0.1:{node.ManagementPort}/{path}");

    private async Task<T?> Get<T>(Uri address, JsonTypeInfo<T> type, CancellationToken ct)
        where T : class
    {
        try
        {
            return await _http.GetFromJsonAsync(address, type, ct);
        }
        catch (Exception e) when (IsNoAnswer(e, ct))
        {
            return null;
        }
    }

    private static bool IsNoAnswer(Exception e, CancellationToken ct) =>
        e is HttpRequestException or JsonException or IOException or NotSupportedException
        || (e is OperationCanceledException && !ct.IsCancellationRequested);
}
