using Actors.Clustering.Hosting;
using Actors.HaAgent.Desired;
using Actors.HaAgent.Reconciling;
using Actors.HaAgent.Templates;
using Akka.Actor;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Actors.HaAgent.Api;

/// <summary>The commands that concern the agent as a whole.</summary>
internal static class AgentCommands
{
    public static void MapAgentCommands(this IEndpointRouteBuilder api)
    {
        api.MapPost("/freeze", (ClusterNode node, AgentActors actors) => Tell(node, actors, new ConfigWriter.FreezeCommand(true)))
            .WithSummary("From now on no lost node is removed from HAProxy, until it is thawed.");
        api.MapPost("/thaw", (ClusterNode node, AgentActors actors) => Tell(node, actors, new ConfigWriter.FreezeCommand(false)))
            .WithSummary("Lost nodes are removed from HAProxy again.");
        api.MapPost("/reload", (ClusterNode node, AgentActors actors) => Tell(node, actors, ConfigWriter.ReloadCommand.Instance))
            .WithSummary("HAProxy reads its file again, without losing a request.");
        api.MapPost("/rollback/{revision}", Rollback)
            .WithSummary(
                "Goes back to the template of a revision, and stays there until it is unpinned. The servers still come from the cluster.");
        api.MapPost("/unpin", Unpin)
            .WithSummary("The template in force is taken again.");
    }

    private static Results<Accepted, ProblemHttpResult> Tell(ClusterNode node, AgentActors actors, object command)
    {
        if (node.System is null)
        {
            return Problems.BetweenSystems();
        }

        actors.Writer.Tell(command);
        return TypedResults.Accepted((string?)null);
    }

    private static Results<Accepted<PinReport>, ProblemHttpResult, ValidationProblem> Rollback(
        string revision, ChangeHistory history, ClusterNode node, AgentActors actors, TemplateStore templates, TimeProvider time)
    {
        if (!Numbers.TryRead(revision, out var number))
        {
            return Problems.BadField("revision", $"'{revision}' must be a revision, a whole number");
        }

        if (history.Find(new ChangeNumber(number)) is not { } change)
        {
            return Problems.NoRevision(revision);
        }

        if (change.Template is not { } template)
        {
            return Problems.NotKept(number, "template");
        }

        if (node.System is null)
        {
            return Problems.BetweenSystems();
        }

        var pinned = new PinnedTemplate(change.Number, template.Text, time.GetUtcNow()) { Snippets = template.Snippets };
        templates.Pin(pinned);
        actors.Writer.Tell(new ConfigWriter.TemplateChanged($"an operator went back to revision {number}"));
        return TypedResults.Accepted((string?)null, new PinReport(pinned.Revision.Number, pinned.Since));
    }

    private static Results<Accepted, ProblemHttpResult> Unpin(ClusterNode node, AgentActors actors, TemplateStore templates)
    {
        if (templates.Pinned is null)
        {
            return Problems.Conflict(
                "Nothing is pinned", "The template in force is taken already. POST /api/rollback/{revision} pins another.");
        }

        if (node.System is null)
        {
            return Problems.BetweenSystems();
        }

        templates.Pin(null);
        actors.Writer.Tell(new ConfigWriter.TemplateChanged("an operator unpinned the template"));
        return TypedResults.Accepted((string?)null);
    }
}
