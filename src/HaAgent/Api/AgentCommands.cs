using Actors.Clustering.Hosting;
using Actors.HaAgent.Desired;
using Actors.HaAgent.Reconciling;
using Actors.HaAgent.Reporting;
using Actors.HaAgent.Templates;
using Akka.Actor;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Actors.HaAgent.Api;

/// <summary>The commands that concern the agent as a whole.</summary>
internal static class AgentCommands
{
    public static void MapAgentCommands(this IEndpointRouteBuilder api)
    {
        Freeze("freeze", true, "From now on no agent removes a lost node from HAProxy, until the servers are thawed.");
        Freeze(
            "thaw", false,
            "Lost nodes are removed from HAProxy again, also where this agent froze them itself; where another one did, they stay.");
        api.MapPost("/reload", Reload)
            .WithName("reload").ProducesProblem(503).WithSummary("HAProxy reads its file again, without losing a request.");
        api.MapPost("/rollback/{revision}", Rollback)
            .WithName("rollback").ProducesProblem(404).ProducesProblem(409).ProducesProblem(503).WithSummary(
                "Goes back to the template of a revision, and stays there until it is unpinned. The servers still come from the cluster.");
        api.MapPost("/unpin", Unpin)
            .WithName("unpin").ProducesProblem(409).ProducesProblem(503).WithSummary("The template in force is taken again.");

        void Freeze(string id, bool isFrozen, string what) => api.MapPost(
            "/" + id,
            (OverrideDesk desk, HttpContext http, string? reason = null) => desk.ForAllAsync(isFrozen, new Asked(http, reason, false)))
            .WithName(id).WithSummary(what).Produces<NodeOverride>(StatusCodes.Status202Accepted).ProducesProblem(409).ProducesProblem(503)
            .ProducesValidationProblem();
    }

    private static async Task<Results<Accepted, ProblemHttpResult, ValidationProblem>> Reload(
        HttpContext http, ClusterNode node, AgentActors actors, CommandDesk commands, string? reason = null)
    {
        var (author, problem) = Callers.Read(http, reason);
        if (problem is not null)
        {
            return problem;
        }

        if (node.System is null)
        {
            return Problems.BetweenSystems();
        }

        await commands.NoteAsync(
            "reload commanded", author, () => actors.Writer.Tell(new ConfigWriter.ReloadCommand($"reload commanded ({author.By})")));
        return TypedResults.Accepted((string?)null);
    }

    private static async Task<Results<Accepted<PinReport>, ProblemHttpResult, ValidationProblem>> Rollback(
        string revision, HttpContext http, ChangeHistory history, ClusterNode node, AgentActors actors, CommandDesk commands,
        TemplateStore templates, TimeProvider time, string? reason = null)
    {
        var (author, problem) = Callers.Read(http, reason);
        if (problem is not null)
        {
            return problem;
        }

        if (!Numbers.TryRead(revision, out var number))
        {
            return Problems.BadRevision("revision", revision);
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

        var pinned = new PinnedTemplate(change.Number, template.Text, time.GetUtcNow())
        {
            Snippets = template.Snippets,
            By = author.By,
            From = author.From,
            Reason = author.Reason,
        };
        var what = $"template of revision {number} pinned";
        await commands.NoteAsync(what, author, () => Pin(templates, pinned, actors, $"{what} ({author.By})"));
        return TypedResults.Accepted((string?)null, StatusReports.Of(pinned));
    }

    private static async Task<Results<Accepted, ProblemHttpResult, ValidationProblem>> Unpin(
        HttpContext http, ClusterNode node, AgentActors actors, CommandDesk commands, TemplateStore templates, string? reason = null)
    {
        var (author, problem) = Callers.Read(http, reason);
        if (problem is not null)
        {
            return problem;
        }

        if (templates.Pinned is null)
        {
            return Problems.Conflict(
                ProblemTypes.NothingPinned, "Nothing is pinned",
                "The template in force is taken already. POST /api/rollback/{revision} pins another.");
        }

        if (node.System is null)
        {
            return Problems.BetweenSystems();
        }

        await commands.NoteAsync("template unpinned", author, () => Pin(templates, null, actors, $"template unpinned ({author.By})"));
        return TypedResults.Accepted((string?)null);
    }

    private static void Pin(TemplateStore templates, PinnedTemplate? pinned, AgentActors actors, string why)
    {
        templates.Pin(pinned);
        actors.Writer.Tell(new ConfigWriter.TemplateChanged(why));
    }
}
