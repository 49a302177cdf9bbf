using Actors.HaAgent.Overrides;

namespace Actors.HaAgent.Api;

/// <summary>The overrides that concern a service. They hold at every agent, and over restarts.</summary>
internal static class ServiceOverrides
{
    internal const string Form = "the body must be { \"version\": a version, \"share\": 0 to 100 }";

    public static void MapServiceOverrides(this IEndpointRouteBuilder api)
    {
        Describe(
            api.MapPost("/services/{name}/canary", Canary),
            "One version of it gets this share of its traffic, in percent; the others get the rest. Refused (409) for a version that no "
                + "node has, unless force=true.")
            .WithName("setCanary").Accepts<CanaryRequest>("application/json");
        Describe(
            api.MapDelete(
                "/services/{name}/canary",
                (string name, OverrideDesk desk, HttpContext http, string? reason = null) =>
                    desk.ForServiceAsync(name, new OverrideChange.SetCanary(null), new Asked(http, reason, IsForced: true))),
            "Every node has its own weight again.").WithName("endCanary");
    }

    private static RouteHandlerBuilder Describe(RouteHandlerBuilder route, string what) =>
        route.WithSummary(what).Produces<NodeOverride>(StatusCodes.Status202Accepted).ProducesProblem(404).ProducesProblem(409)
            .ProducesProblem(503).ProducesValidationProblem();

    private static async Task<IResult> Canary(
        string name, OverrideDesk desk, HttpContext http, bool force = false, string? reason = null)
    {
        var wanted = await JsonBody.ReadAsync(http.Request, ContractJson.Default.CanaryRequest, http.RequestAborted);
        return wanted is null ? Problems.BadField("canary", Form)
            : !CanaryShare.IsRight(wanted.Version, wanted.Share)
            ? Problems.BadField("canary", $"'{wanted.Version}' with {wanted.Share} percent: {Form}")
            : await desk.ForServiceAsync(
                name, new OverrideChange.SetCanary(new CanaryShare(wanted.Version, wanted.Share)),
                new Asked(http, wanted.Reason ?? reason, force || wanted.Force));
    }
}
