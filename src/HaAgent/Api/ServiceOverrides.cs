using Actors.Clustering.Hosting;
using Actors.HaAgent.Overrides;
using Actors.HaAgent.Reconciling;

namespace Actors.HaAgent.Api;

/// <summary>The overrides that concern a service. They hold at every agent, and over restarts.</summary>
internal static class ServiceOverrides
{
    private const string Form = "the body must be { \"version\": a version, \"share\": 0 to 100 }";

    public static void MapServiceOverrides(this IEndpointRouteBuilder api)
    {
        Describe(
            api.MapPost("/services/{name}/canary", Canary),
            "One version of it gets this share of its traffic, in percent; the others get the rest.")
            .Accepts<CanaryRequest>("application/json").ProducesValidationProblem();
        Describe(
            api.MapDelete(
                "/services/{name}/canary",
                (string name, WriterMemory memory, ClusterNode node, AgentActors actors, CancellationToken ct) =>
                    GiveAsync(name, null, memory, node, actors, ct)),
            "Every node has its own weight again.");
    }

    private static RouteHandlerBuilder Describe(RouteHandlerBuilder route, string what) =>
        route.WithSummary(what).Produces<NodeOverride>(StatusCodes.Status202Accepted).ProducesProblem(404).ProducesProblem(409)
            .ProducesProblem(503);

    private static async Task<IResult> Canary(
        string name, HttpRequest request, WriterMemory memory, ClusterNode node, AgentActors actors, CancellationToken ct)
    {
        var wanted = await JsonBody.ReadAsync(request, ContractJson.Default.CanaryRequest, ct);
        return wanted is null ? Problems.BadField("canary", Form)
            : !CanaryShare.IsRight(wanted.Version, wanted.Share)
            ? Problems.BadField("canary", $"'{wanted.Version}' with {wanted.Share} percent: {Form}")
            : await GiveAsync(name, new CanaryShare(wanted.Version, wanted.Share), memory, node, actors, ct);
    }

    private static async Task<IResult> GiveAsync(
        string name, CanaryShare? canary, WriterMemory memory, ClusterNode node, AgentActors actors, CancellationToken ct)
    {
        var services = memory.Current.Services;
        return services.Contains(name, StringComparer.Ordinal)
            ? await NodeOverrides.GiveToAsync(ServiceOverride.KeyOf(name), new OverrideChange.SetCanary(canary), node, actors, ct)
            : Problems.NoService(name, services);
    }
}
