using Actors.Clustering.Hosting;
using Actors.Clustering.Settings;
using Actors.Contracts.Api;
using Akka.Cluster;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using HealthReport = Microsoft.Extensions.Diagnostics.HealthChecks.HealthReport;

namespace Actors.Clustering.Management;

/// <summary>
/// The endpoints that every node serves on 127.0.0.1 for health and inspection. Plain request delegates: nothing is
/// reflected over or compiled while a node starts.
/// </summary>
public static class ManagementEndpoints
{
    /// <summary>Maps <c>/health/live</c>, <c>/health/ready</c>, <c>/cluster</c> and what is below it.</summary>
    public static void MapManagement(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.MapGet("/health/live", http => http.Response.WriteAsync("live"));
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { ResponseWriter = WriteHealthAsync });
        var name = app.Services.GetRequiredService<NodeOptions>().Name;
        var node = app.Services.GetRequiredService<ClusterNode>();
        app.MapManagement(HttpMethods.Get, "/cluster", http =>
            http.Response.WriteAsJsonAsync(ClusterViews.Of(name, node.Cluster), ContractJson.Default.ClusterView));
        app.MapCluster();
    }

    /// <summary>
    /// Maps a path that exists on the management port only, and where else the node is managed (<see cref="ManagementPort"/>): a program
    /// may serve the world on another port of the same server.
    /// </summary>
    public static void MapManagement(this WebApplication app, string method, string path, RequestDelegate handler)
    {
        ArgumentNullException.ThrowIfNull(app);
        int[] ports = [
            app.Services.GetRequiredService<NodeOptions>().ManagementPort,
            .. app.Services.GetServices<ManagementPort>().Select(further => further.Port)];
        app.MapMethods(path, [method], http =>
        {
            if (ports.Contains(http.Connection.LocalPort))
            {
                return handler(http);
            }

            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
    }

    // The word alone in the first line, and a line for each check that fails: why.
    private static Task WriteHealthAsync(HttpContext http, HealthReport report)
    {
        http.Response.ContentType = "text/plain; charset=utf-8";
        return http.Response.WriteAsync(string.Join('\n', report.Entries
            .Where(entry => entry.Value.Status != HealthStatus.Healthy)
            .OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => $"{entry.Key}: {entry.Value.Description ?? entry.Value.Exception?.Message}")
            .Prepend(report.Status.ToString())));
    }

    /// <summary>Whether the node is in a cluster and takes part.</summary>
    public static bool IsMember(this ClusterNode node)
    {
        ArgumentNullException.ThrowIfNull(node);
        return node.Cluster is { IsTerminated: false } cluster && cluster.SelfMember.Status is MemberStatus.Up or MemberStatus.WeaklyUp;
    }
}
