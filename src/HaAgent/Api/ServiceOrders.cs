using System.Text.Json.Serialization;
using Actors.Clustering.Hosting;
using Actors.HaAgent.Orders;

namespace Actors.HaAgent.Api;

/// <summary>The orders that concern a service. They hold at every agent, and over restarts.</summary>
internal static class ServiceOrders
{
    private const string Form = "the body must be { \"version\": a version, \"share\": 0 to 100 }";

    public static void MapServiceOrders(this IEndpointRouteBuilder api)
    {
        Describe(api.MapPost("/services/{name}/canary", Canary), "One version of it gets this share of its traffic, in percent; the others get the rest.")
            .Accepts<CanaryOrder>("application/json").ProducesValidationProblem();
        Describe(api.MapDelete("/services/{name}/canary", (string name, AgentView view, ClusterNode node, AgentActors actors, CancellationToken ct) => GiveAsync(name, null, view, node, actors, ct)), "Every node has its own weight again.");
    }

    private static RouteHandlerBuilder Describe(RouteHandlerBuilder route, string what) =>
        route.WithSummary(what).Produces<NodeOrder>(StatusCodes.Status202Accepted).ProducesProblem(404).ProducesProblem(409).ProducesProblem(503);

    private static async Task<IResult> Canary(string name, HttpRequest request, AgentView view, ClusterNode node, AgentActors actors, CancellationToken ct)
    {
        var order = await JsonBody.ReadAsync(request, AgentApiJson.Default.CanaryOrder, ct);
        return order is null ? Problems.BadField("canary", Form)
            : !CanaryShare.IsRight(order.Version, order.Share) ? Problems.BadField("canary", $"'{order.Version}' with {order.Share} percent: {Form}")
            : await GiveAsync(name, new CanaryShare(order.Version, order.Share), view, node, actors, ct);
    }

    private static async Task<IResult> GiveAsync(string name, CanaryShare? canary, AgentView view, ClusterNode node, AgentActors actors, CancellationToken ct)
    {
        var services = view.Status.Services.Select(service => service.Name).ToList();
        return services.Contains(name, StringComparer.Ordinal)
            ? await NodeOrders.GiveAsync(ServiceOrder.KeyOf(name), new OrderChange.SetCanary(canary), node, actors, ct)
            : Problems.NoService(name, services);
    }
}

/// <summary>What one version of a service shall get.</summary>
/// <param name="Version">The version, or its beginning up to a dot.</param>
/// <param name="Share">Its share in percent, 0 to 100.</param>
public sealed record CanaryOrder([property: JsonRequired] string Version, [property: JsonRequired] int Share);
