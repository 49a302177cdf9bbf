using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Actors.Cli.Client;
using Actors.Contracts.Api;
using Actors.Contracts.Management;
using Actors.Dev.State;

namespace Actors.Dev.Cluster;

/// <summary>Asks nodes over loopback. Who does not answer in time, or not sensibly, has not answered: null.</summary>
internal static class NodeClient
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private static readonly HttpClient Users = EachAlone.Client(Patience);

    public static async Task<ClusterSurvey> Cluster(IEnumerable<NodeRecord> nodes, CancellationToken ct)
    {
        var answers = await Task.WhenAll(nodes.Select(node => Get(node, "cluster", ContractJson.Default.ClusterView, ct)));
        return ClusterSurvey.From(answers.OfType<ClusterView>().Where(answer => answer.Self is not null));
    }

    public static Task<StatusAnswer?> Agent(NodeRecord ha, CancellationToken ct) => Get(ha, "api/status", AgentJson.Default.StatusAnswer, ct);

    public static async Task<bool> IsReady(NodeRecord node, CancellationToken ct) => await Ask(node, HttpMethod.Get, "health/ready", null, ct) is { IsGood: true };

    /// <summary>The web node wants no traffic any more; one that cannot be told has none, and is stopped as any other.</summary>
    /// <param name="node">Which.</param>
    /// <param name="reason">Why, for people.</param>
    /// <param name="ct">Gives up.</param>
    public static async Task WantNoTraffic(NodeRecord node, string reason, CancellationToken ct)
    {
        using var body = ManagementClient.Json(new ReadyRequest(false, reason), ContractJson.Default.ReadyRequest);
        await Ask(node, HttpMethod.Post, "ready", body, ct);
    }

    /// <summary>Who answers a request to the service.</summary>
    public static async Task<string?> WhoServes(Uri service, CancellationToken ct)
    {
        try
        {
            return (await Users.GetFromJsonAsync(service, ServiceJson.Default.ServiceAnswer, ct))?.Host;
        }
        catch (Exception error) when (
            error is HttpRequestException or JsonException or IOException or NotSupportedException
            || (error is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return null;
        }
    }

    private static async Task<T?> Get<T>(NodeRecord node, string path, JsonTypeInfo<T> type, CancellationToken ct)
        where T : class =>
        await Ask(node, HttpMethod.Get, path, null, ct) is { IsGood: true } answer ? ContractJson.Read(answer.Body, type) : null;

    private static async Task<ManagementAnswer?> Ask(NodeRecord node, HttpMethod method, string path, HttpContent? body, CancellationToken ct)
    {
        try
        {
            return await new ManagementClient(new Uri($"http://127.0.0.1:{node.ManagementPort}/"), null, Patience).SendAsync(method, path, body, ct);
        }
        catch (NoAnswerException)
        {
            return null;
        }
    }
}
