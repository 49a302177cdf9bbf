using Actors.HaAgent.Overrides;

namespace Actors.HaAgent.Api;

/// <summary>The overrides that concern one node. They hold at every agent, and over restarts.</summary>
internal static class NodeOverrides
{
    private const string Guarded = " Refused (409) for the last node of a service that serves, unless force=true.";

    internal const string WeightForm = "the body must be { \"weight\": 0 to 256, or null }";

    public static void MapNodeOverrides(this IEndpointRouteBuilder api)
    {
        Map(
            "drain", "drainNode", new OverrideChange.Drain(),
            "It gets no new traffic; clients that a cookie sends there still get there." + Guarded);
        Map("ready", "readyNode", new OverrideChange.Ready(), "Drain and maintenance are taken back.");
        Map("maintenance", "maintainNode", new OverrideChange.Maintenance(), "It gets nothing at all and is not checked." + Guarded);
        Describe(api.MapPost("/nodes/{name}/weight", Weight), "Its share, 0 to 256; null for the node's own. 0 is guarded as a drain is.")
            .WithName("weighNode").Accepts<WeightRequest>("application/json");

        void Map(string path, string id, OverrideChange change, string what) => Describe(
            api.MapPost(
                $"/nodes/{{name}}/{path}", (string name, OverrideDesk desk, HttpContext http, bool force = false, string? reason = null) =>
                desk.ForNodeAsync(name, change, new Asked(http, reason, force))), what).WithName(id);
    }

    private static RouteHandlerBuilder Describe(RouteHandlerBuilder route, string what) =>
        route.WithSummary(what).Produces<NodeOverride>(StatusCodes.Status202Accepted).ProducesProblem(404).ProducesProblem(409)
            .ProducesProblem(503).ProducesValidationProblem();

    private static async Task<IResult> Weight(
        string name, OverrideDesk desk, HttpContext http, bool force = false, string? reason = null) =>
        await JsonBody.ReadAsync(http.Request, ContractJson.Default.WeightRequest, http.RequestAborted) is { } wanted
            ? await desk.ForNodeAsync(
                name, new OverrideChange.SetWeight(wanted.Weight), new Asked(http, wanted.Reason ?? reason, force || wanted.Force))
            : Problems.BadField("weight", WeightForm);
}
