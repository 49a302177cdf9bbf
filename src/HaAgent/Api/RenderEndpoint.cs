using Actors.Clustering.Hosting;
using Actors.HaAgent.Reconciling;
using Akka.Actor;

namespace Actors.HaAgent.Api;

/// <summary>The dry run of a template.</summary>
internal static class RenderEndpoint
{
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(5);

    public static void MapRender(this IEndpointRouteBuilder api) => api.MapPost("/render", Render)
        .WithSummary(
            "What a template would make of today's nodes: the text, HAProxy's verdict, and the plan. Nothing is applied. "
            + "An empty body takes the template in force; as JSON it may have snippets too.")
        .WithName("render").Accepts<RenderRequest>("application/json", "text/plain")
        .Produces<RenderAnswer>().ProducesValidationProblem().ProducesProblem(409)
        .ProducesProblem(503);

    private static async Task<IResult> Render(
        HttpRequest request, ClusterNode node, AgentActors actors, DryRuns dryRuns, CancellationToken ct)
    {
        var (asked, fault) = await RenderBody.ReadAsync(request, ct);
        if (asked is null)
        {
            return Problems.BadField("body", fault!);
        }

        if (node.System is null)
        {
            return Problems.BetweenSystems();
        }

        try
        {
            var inputs = await actors.Writer.Ask<ConfigWriter.Inputs>(ConfigWriter.GetInputs.Instance, LongestAnswer, ct);
            return TypedResults.Ok(
                RenderAnswers.Of(await dryRuns.TryAsync(asked.Template ?? "", asked.Snippets, inputs.Applied, inputs.Desired, ct)));
        }
        catch (AskTimeoutException)
        {
            return Problems.NoAnswer("The config writer", "nothing was rendered");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or TimeoutException)
        {
            return Problems.Conflict(
                ProblemTypes.CannotTry, "It cannot be tried",
                $"{error.Message} See HaProxy:TemplatePath and the folder of HaProxy:ConfigPath.");
        }
    }
}
