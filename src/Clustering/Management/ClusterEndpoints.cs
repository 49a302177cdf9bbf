using Actors.Clustering.Hosting;
using Actors.Clustering.Settings;
using Actors.Contracts.Api;
using Akka.Actor;
using Akka.Cluster;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Actors.Clustering.Management;

/// <summary>
/// Looking at the cluster and giving it commands through any of its nodes, with the names and the meaning that an operator of
/// Akka.NET knows from <c>pbm</c>.
/// </summary>
internal sealed class ClusterEndpoints(NodeOptions options, ClusterNode node, ILogger<ClusterEndpoints> logger, TimeProvider time)
{
    public void Map(WebApplication app)
    {
        app.MapManagement(HttpMethods.Get, "/cluster/status", StatusAsync);
        app.MapManagement(HttpMethods.Get, "/cluster/tail", new ClusterTailEndpoint(node, app.Lifetime, time).ServeAsync);
        app.MapCommand("/cluster/leave", http => CommandAsync(http, ClusterCommands.Leave, (cluster, address) => cluster.Leave(address)));
        app.MapCommand("/cluster/down", http => CommandAsync(http, ClusterCommands.Down, (cluster, address) => cluster.Down(address)));
        app.MapCommand("/cluster/down-unreachable", DownUnreachableAsync);
    }

    private Task StatusAsync(HttpContext http) => node.Cluster is { IsTerminated: false } cluster
        ? http.Response.WriteAsJsonAsync(
            ClusterNodeStatuses.Of(options.Name, cluster, node.Starts, node.Since, time.GetUtcNow()),
            ContractJson.Default.ClusterNodeStatus,
            cancellationToken: http.RequestAborted)
        : BetweenAsync(http);

    private async Task CommandAsync(
        HttpContext http, Func<ClusterView, MemberChoice, CommandDecision> decide, Action<Cluster, Address> carryOut)
    {
        var (choice, fault) = await MemberChoiceReader.ReadAsync(http.Request);
        if (fault is not null)
        {
            await Problem.WriteBadFieldAsync(http, fault.Field, fault.Detail);
        }
        else if (node.Cluster is { IsTerminated: false } cluster)
        {
            await AnswerAsync(http, cluster, decide(ClusterViews.Of(options.Name, cluster), choice), carryOut);
        }
        else
        {
            await BetweenAsync(http);
        }
    }

    private Task DownUnreachableAsync(HttpContext http) => node.Cluster is { IsTerminated: false } cluster
        ? AnswerAsync(
            http, cluster, ClusterCommands.DownUnreachable(ClusterViews.Of(options.Name, cluster)), (at, address) => at.Down(address))
        : BetweenAsync(http);

    private Task AnswerAsync(HttpContext http, Cluster cluster, CommandDecision decision, Action<Cluster, Address> carryOut)
    {
        if (decision.Refusal is { } refusal)
        {
            return refusal.Field is { } field
                ? Problem.WriteBadFieldAsync(http, field, refusal.Detail)
                : Problem.WriteAsync(http, refusal.Status, refusal.Type, refusal.Title, refusal.Detail);
        }

        foreach (var member in decision.Command.Members)
        {
            logger.LogWarning(
                "Asked by the management port: {Command} {Node} {Address}", decision.Command.Command, member.Name, member.Address);
            carryOut(cluster, Address.Parse(member.Address));
        }

        http.Response.StatusCode = StatusCodes.Status202Accepted;
        return http.Response.WriteAsJsonAsync(
            decision.Command, ContractJson.Default.ClusterCommandAnswer, cancellationToken: http.RequestAborted);
    }

    private Task BetweenAsync(HttpContext http)
    {
        http.Response.Headers.RetryAfter = "1";
        return Problem.WriteAsync(
            http,
            StatusCodes.Status503ServiceUnavailable,
            ProblemTypes.NotInCluster,
            "Between two actor systems",
            $"{options.Name} has left the cluster and starts its actor system again. Try again in a moment, or ask another node.");
    }
}

/// <summary>Adds the endpoints of the cluster.</summary>
internal static class ClusterEndpointsMapping
{
    public static void MapCluster(this WebApplication app) => new ClusterEndpoints(
        app.Services.GetRequiredService<NodeOptions>(),
        app.Services.GetRequiredService<ClusterNode>(),
        app.Services.GetRequiredService<ILogger<ClusterEndpoints>>(),
        app.Services.GetRequiredService<TimeProvider>()).Map(app);
}
