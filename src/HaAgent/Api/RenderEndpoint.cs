using Actors.Clustering.Hosting;
using Actors.HaAgent.Planning;
using Actors.HaAgent.Reconciling;
using Akka.Actor;

namespace Actors.HaAgent.Api;

/// <summary>The dry run of a template.</summary>
internal static class RenderEndpoint
{
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(5);

    public static void MapRender(this IEndpointRouteBuilder api) => api.MapPost("/render", Render)
        .WithSummary("What a template would make of today's nodes: the text, HAProxy's verdict, and the plan. Nothing is applied. An empty body takes the template in force; as JSON it may have snippets too.")
        .Accepts<string>("text/plain", "application/json").Produces<RenderAnswer>().ProducesValidationProblem().ProducesProblem(503);

    private static async Task<IResult> Render(HttpRequest request, ClusterNode node, AgentActors actors, ConfigPreparation preparation, CancellationToken ct)
    {
        var (asked, fault) = await RenderRequest.ReadAsync(request, ct);
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
            return TypedResults.Ok(RenderAnswer.Of(await preparation.TryAsync(asked.Template ?? "", asked.Snippets, inputs.Applied, inputs.Desired, ct)));
        }
        catch (AskTimeoutException)
        {
            return Problems.BetweenSystems();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Problems.Conflict("It cannot be tried", $"{error.Message} See HaProxy:TemplatePath and the folder of HaProxy:ConfigPath.");
        }
    }
}

/// <summary>What a template would come to.</summary>
/// <param name="Text">The configuration; empty where it cannot be rendered.</param>
/// <param name="Verdict">Why HAProxy refuses it; null where it takes it, or was not asked.</param>
/// <param name="Plan">What would be done; null where it cannot be rendered.</param>
/// <param name="Errors">Why it cannot be rendered; null where it can.</param>
public sealed record RenderAnswer(string Text, string? Verdict, PlanView? Plan, string? Errors)
{
    /// <summary>The answer for a dry run.</summary>
    public static RenderAnswer Of(DryRun run)
    {
        if (run.Plan is null)
        {
            return new RenderAnswer(run.Text, run.Verdict, null, run.Errors);
        }

        var (by, what, commands) = PlanWords.Of(run.Plan);
        return new RenderAnswer(run.Text, run.Verdict, new PlanView(by, what, [.. commands.Take(Change.MostCommands)]), run.Errors);
    }
}

/// <summary>A plan, for people.</summary>
/// <param name="By"><c>nothing</c>, <c>runtime</c> or <c>reload</c>.</param>
/// <param name="What">The number of commands, or the reason of the reload.</param>
/// <param name="Commands">The commands, the first <see cref="Change.MostCommands"/> of them.</param>
public sealed record PlanView(string By, string What, IReadOnlyList<string> Commands);
