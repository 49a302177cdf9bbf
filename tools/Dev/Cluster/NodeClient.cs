using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Actors.Contracts.Api;
using Actors.Contracts.Management;
using Actors.Dev.State;

namespace Actors.Dev.Cluster;

/// <summary>Asks nodes over loopback. Who does not answer in time, or not sensibly, has not answered: null.</summary>
internal static class NodeClient
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private static readonly HttpClient Users = EachAlone.Client(Patience);

    public static async Task<ClusterSurvey> ClusterAsync(IEnumerable<NodeRecord> nodes, CancellationToken cancellationToken)
    {
        var answers = await Task.WhenAll(
            nodes.Select(node => GetAsync(node, "cluster", ContractJson.Default.ClusterView, cancellationToken)));
        return ClusterSurvey.From(answers.OfType<ClusterView>().Where(answer => answer.Self is not null));
    }

    public static Task<AgentStatus?> AgentAsync(NodeRecord ha, CancellationToken cancellationToken) =>
        GetAsync(ha, "api/status", ContractJson.Reader.AgentStatus, cancellationToken);

    /// <summary>What happens to the clients of each node; null also from an agent that answers otherwise.</summary>
    public static Task<IReadOnlyList<NodeView>?> NodesAsync(NodeRecord ha, CancellationToken cancellationToken) =>
        GetAsync(ha, "api/nodes", ContractJson.Reader.IReadOnlyListNodeView, cancellationToken);

    public static async Task<bool> IsReadyAsync(NodeRecord node, CancellationToken cancellationToken) =>
        await AskAsync(node, HttpMethod.Get, "health/ready", null, cancellationToken) is { IsGood: true };

    /// <summary>The web node wants no traffic any more; one that cannot be told has none, and is stopped as any other.</summary>
    /// <param name="node">Which.</param>
    /// <param name="reason">Why, for people.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task WantNoTrafficAsync(NodeRecord node, string reason, CancellationToken cancellationToken)
    {
        using var body = ManagementClient.Json(new ReadyRequest(false, reason), ContractJson.Default.ReadyRequest);
        await AskAsync(node, HttpMethod.Post, "ready", body, cancellationToken);
    }

    /// <summary>Who answers a request to the service.</summary>
    public static async Task<string?> WhoServesAsync(Uri service, CancellationToken cancellationToken)
    {
        try
        {
            return (await Users.GetFromJsonAsync(service, ServiceJson.Default.ServiceAnswer, cancellationToken))?.Host;
        }
        catch (Exception error) when (
            error is HttpRequestException or JsonException or IOException or NotSupportedException
            || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return null;
        }
    }

    private static async Task<T?> GetAsync<T>(NodeRecord node, string path, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class =>
        await AskAsync(node, HttpMethod.Get, path, null, cancellationToken) is { IsGood: true } answer
            ? ContractJson.Read(answer.Body, type)
            : null;

    private static async Task<ManagementAnswer?> AskAsync(
        NodeRecord node, HttpMethod method, string path, HttpContent? body, CancellationToken cancellationToken)
    {
        try
        {
            return await new ManagementClient(
                new Uri($"http://127.0.0.1:{node.ManagementPort}/"), null, Patience).SendAsync(method, path, body, cancellationToken);
        }
        catch (NoAnswerException)
        {
            return null;
        }
    }
}
