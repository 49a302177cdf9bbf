using Actors.HaAgent.Leaving;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Actors.HaAgent.Api;

/// <summary>The command to leave, which ends the agent, and its HAProxy unless something else has started that.</summary>
internal static class LeaveEndpoint
{
    public static void MapLeave(this IEndpointRouteBuilder api) => api.MapPost("/leave", Leave)
        .WithName("leave").ProducesProblem(409).WithSummary(
            "The balancer leaves, whatever HaProxy:OnStop says: its health turns bad, it serves on for HaProxy:LeaveNotice, HAProxy "
                + "finishes its requests and ends, the agent leaves the cluster and ends. With HaProxy:Start=elsewhere HAProxy serves on, "
                + "its health bad, for what has started it to end. The agent's status says how far it is.");

    private static async Task<Results<Accepted<LeaveReport>, ProblemHttpResult, ValidationProblem>> Leave(
        HttpContext http, AgentView view, BalancerLeave leave, CommandDesk commands, IHostApplicationLifetime lifetime,
        string? reason = null)
    {
        var (author, problem) = Callers.Read(http, reason);
        if (problem is not null)
        {
            return problem;
        }

        if (lifetime.ApplicationStopping.IsCancellationRequested && !leave.IsLeave)
        {
            return Problems.Conflict(
                ProblemTypes.Restarting, "The agent is being restarted", "HAProxy serves on meanwhile. Ask the agent that takes it over.");
        }

        // Before the wait for its row: a restart that begins meanwhile is this leave, and of two requests at once one has a row.
        if (leave.TryAsk(out var first))
        {
            await commands.NoteAsync("leave commanded", author, () => { });
        }

        // The answer is on its way before the end begins; a second request changes nothing.
        _ = Task.Run(lifetime.StopApplication);
        return TypedResults.Accepted((string?)null, view.Status.Leaving ?? first);
    }
}
