using Actors.Clustering.Hosting;
using Actors.Clustering.Messages;
using Actors.HaAgent.Rollout;
using Akka.Actor;

namespace Actors.HaAgent.Api;

/// <summary>Hands on to the coordinator what an operator's program asks in a round of restarts.</summary>
internal static class RollEndpoint
{
    /// <summary>More do not fit into a message between agents (8 KB).</summary>
    private const int MostAgents = 30;

    internal const string Form =
        "the body must be { \"round\": a name, \"restarts\": true or false, \"agents\": [{ \"name\": ..., \"started\": ... }] } "
            + "with 30 agents at most";

    /// <summary>The coordinator answers at once; what it needs from other agents it has by the next question.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(3);

    public static void MapRoll(this IEndpointRouteBuilder api) => api.MapPost("/roll", AskAsync)
        .WithSummary(
            "Asks the cluster's coordinator which agent may be restarted next, and has it restart that one where 'restarts' is true.")
        .WithName("rollAgents")
        .Accepts<RollRequest>("application/json").Produces<RollReport>().ProducesValidationProblem().ProducesProblem(503);

    private static async Task<IResult> AskAsync(HttpRequest request, ClusterNode node, CancellationToken cancellationToken)
    {
        var asked = await JsonBody.ReadAsync(request, ContractJson.Default.RollRequest, cancellationToken);
        if (asked is not { Round.Length: > 0 and <= 64, Agents.Count: <= MostAgents } || asked.Agents.Any(agent => agent?.Name is null))
        {
            return Problems.BadField("round", Form);
        }

        if (node.System is not { } system || SeenCoordinator.Of(system) is not { Address: not null } coordinator)
        {
            return Problems.BetweenSystems();
        }

        try
        {
            var answer = await coordinator.Actor.Ask<RollAnswer>(new RollAsk(asked), Longest, cancellationToken);
            return TypedResults.Ok(answer.Report);
        }
        catch (AskTimeoutException)
        {
            return Problems.NoAnswer($"The coordinator, beside {coordinator.Agent},", "it may have ended just now, and another takes over");
        }
    }
}
