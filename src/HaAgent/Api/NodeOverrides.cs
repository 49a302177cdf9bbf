using Actors.Clustering.Hosting;
using Actors.HaAgent.Overrides;
using Actors.HaAgent.Reconciling;
using Akka.Actor;

namespace Actors.HaAgent.Api;

/// <summary>The overrides that concern one node. They hold at every agent, and over restarts.</summary>
internal static class NodeOverrides
{
    private const string ByApi = "api";
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(5);

    public static void MapNodeOverrides(this IEndpointRouteBuilder api)
    {
        Map("drain", new OverrideChange.Drain(), "It gets no new traffic; clients that a cookie sends there still get there.");
        Map("ready", new OverrideChange.Ready(), "Drain and maintenance are taken back.");
        Map("maintenance", new OverrideChange.Maintenance(), "It gets nothing at all and is not checked.");
        Describe(api.MapPost("/nodes/{name}/weight", Weight), "Its share, 0 to 256; null for the node's own.")
            .Accepts<WeightRequest>("application/json").ProducesValidationProblem();

        void Map(string path, OverrideChange change, string what) => Describe(
            api.MapPost(
                $"/nodes/{{name}}/{path}", (string name, WriterMemory memory, ClusterNode node, AgentActors actors, CancellationToken ct) =>
                GiveAsync(name, change, memory, node, actors, ct)), what);
    }

    private static RouteHandlerBuilder Describe(RouteHandlerBuilder route, string what) =>
        route.WithSummary(what).Produces<NodeOverride>(StatusCodes.Status202Accepted).ProducesProblem(404).ProducesProblem(409)
            .ProducesProblem(503);

    private static async Task<IResult> Weight(
        string name, HttpRequest request, WriterMemory memory, ClusterNode node, AgentActors actors, CancellationToken ct)
    {
        return await JsonBody.ReadAsync(request, ContractJson.Default.WeightRequest, ct) is { } wanted
            ? await GiveAsync(name, new OverrideChange.SetWeight(wanted.Weight), memory, node, actors, ct)
            : Problems.BadField("weight", "the body must be { \"weight\": 0 to 256, or null }");
    }

    // By the writer's memory: it outlives actor systems, and a busy writer delays no request.
    private static async Task<IResult> GiveAsync(
        string name, OverrideChange change, WriterMemory memory, ClusterNode node, AgentActors actors, CancellationToken ct)
    {
        var servers = memory.Current.Servers.Select(standing => standing.Server.Name).ToList();
        return servers.Contains(name, StringComparer.Ordinal)
            ? await GiveToAsync(name, change, node, actors, ct)
            : Problems.NoNode(name, servers);
    }

    /// <summary>Sets an override whose subject is known to be there.</summary>
    public static async Task<IResult> GiveToAsync(
        string subject, OverrideChange change, ClusterNode node, AgentActors actors, CancellationToken ct)
    {
        if (node.System is null)
        {
            return Problems.BetweenSystems();
        }

        try
        {
            return await actors.Overrides.Ask<object>(new SetOverride(subject, change, ByApi), LongestAnswer, ct) switch
            {
                OverrideGiven given => TypedResults.Accepted((string?)null, given.Override),
                OverrideRefused { Field: "weight" } refused => Problems.BadField(refused.Field, refused.Why),
                OverrideRefused refused => Problems.Conflict("The override was refused", $"{refused.Field}: {refused.Why}"),
                _ => Problems.BetweenSystems(),
            };
        }
        catch (AskTimeoutException)
        {
            return Problems.NoAnswer("The override store", "GET /api/nodes and /api/status show whether the override is set");
        }
    }
}
