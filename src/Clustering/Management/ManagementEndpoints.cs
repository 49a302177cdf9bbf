using Actors.Clustering.Hosting;
using Actors.Clustering.Settings;
using Akka.Cluster;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Clustering.Management;

/// <summary>The endpoints that every node serves on 127.0.0.1 for health and inspection.</summary>
public static class ManagementEndpoints
{
    /// <summary>Maps <c>/health/live</c>, <c>/health/ready</c> and <c>/cluster</c>; the group returned is for a program's own.</summary>
    public static RouteGroupBuilder MapManagement(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.MapGet("/health/live", () => Results.Text("live"));
        app.MapHealthChecks("/health/ready");

        var options = app.Services.GetRequiredService<NodeOptions>();
        var port = app.Services.GetRequiredService<ManagementPort>();
        // A program may serve the world on another port of the same server: there these paths do not exist.
        var group = app.MapGroup("").AddEndpointFilter(async (context, next) =>
            context.HttpContext.Connection.LocalPort == port.Value ? await next(context) : Results.NotFound());
        group.MapGet("/cluster", (ClusterNode node) => Results.Json(ClusterView.Of(options.Name, node.Cluster), ClusterViewJson.Default.ClusterView));
        return group;
    }

    /// <summary>Whether the node is in a cluster and takes part.</summary>
    public static bool IsMember(this ClusterNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return node.Cluster is { IsTerminated: false } cluster && cluster.SelfMember.Status is MemberStatus.Up or MemberStatus.WeaklyUp;
    }
}

/// <summary>The port that the management endpoints were bound to.</summary>
/// <param name="Value">1 to 65535.</param>
public sealed record ManagementPort(int Value);
