using System.Globalization;
using Actors.Clustering.Hosting;
using Actors.Clustering.Management;
using Actors.Clustering.Settings;
using Actors.HaAgent.Desired;
using Actors.HaAgent.Reconciling;
using Actors.HaAgent.Reporting;
using Actors.HaAgent.Settings;
using DiffPlex.Renderer;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Actors.HaAgent.Api;

/// <summary>The endpoints that change nothing.</summary>
internal static class ReadEndpoints
{
    private const int MostEntries = HistoryOptions.MostOfMostRows;

    public static void MapReads(this IEndpointRouteBuilder api)
    {
        api.MapGet("/status", async (AgentView view, CancellationToken ct) => TypedResults.Ok((await view.ReadAsync(ct)).Status))
            .WithName("getStatus")
            .WithSummary("The headline, and what the agent is about: revision desired and applied, phase, last failure, HAProxy, nodes.");
        api.MapGet("/nodes", async (AgentView view, CancellationToken ct) => TypedResults.Ok((await view.ReadAsync(ct)).Nodes))
            .WithName("getNodes")
            .WithSummary("Each node: its effective state, and the evidence: what the cluster and HAProxy report, and its override.");
        api.MapGet("/nodes/{name}", NodeAsync)
            .WithName("getNode").WithSummary("One node, as /api/nodes has it.").ProducesProblem(404);
        api.MapGet("/services", async (AgentView view, CancellationToken ct) => TypedResults.Ok((await view.ReadAsync(ct)).Services))
            .WithName("getServices").WithSummary("Each service: what its clients get and why, its routes, its nodes by effective state.");
        api.MapGet("/services/{name}", ServiceAsync)
            .WithName("getService").WithSummary("One service, as /api/services has it.").ProducesProblem(404);
        api.MapGet("/traffic", Traffic)
            .WithName("getTraffic").WithSummary(
                "The last hour as this agent has measured it, a point each ten seconds: requests and errors a second, and HAProxy's "
                    + "average response time of the last 1,024 requests of each server; of each service, and of all. With since=TIME only "
                    + "later points.").ProducesValidationProblem();
        api.MapGet("/cluster", (NodeOptions node, ClusterNode cluster) => TypedResults.Ok(ClusterViews.Of(node.Name, cluster.Cluster)))
            .WithName("getCluster").WithSummary("The members of the cluster as this agent sees them.");
        api.MapGet("/history", History)
            .WithName("getHistory").WithSummary("The last changes, the newest first. With since=TIME only those since then.")
            .ProducesValidationProblem();
        api.MapGet("/history/{revision}/config", Config)
            .WithName("getConfiguration")
            .WithSummary("The configuration of a revision.").Produces<string>(contentType: "text/plain").ProducesProblem(404)
            .ProducesProblem(409).ProducesValidationProblem();
        // As releases before asked for it: two expressions in one segment are more than most generators of clients take.
        api.MapGet("/history/{from}..{to}/diff", Diff).ExcludeFromDescription();
        api.MapGet("/diff", (ChangeHistory history, string? from = null, string? to = null) => Diff(history, from ?? "", to ?? ""))
            .WithName("getDiff").WithSummary("How the configuration changed between two revisions, as a unified diff.")
            .Produces<string>(contentType: "text/plain").ProducesProblem(404).ProducesProblem(409).ProducesValidationProblem();
    }

    private static async Task<Results<Ok<NodeView>, ProblemHttpResult>> NodeAsync(string name, AgentView view, CancellationToken ct)
    {
        var nodes = (await view.ReadAsync(ct)).Nodes;
        return nodes.FirstOrDefault(node => node.Name == name) is { } found
            ? TypedResults.Ok(found)
            : Problems.NoNode(name, nodes.Select(node => node.Name));
    }

    private static async Task<Results<Ok<ServiceView>, ProblemHttpResult>> ServiceAsync(
        string name, AgentView view, CancellationToken ct)
    {
        var services = (await view.ReadAsync(ct)).Services;
        return services.FirstOrDefault(service => service.Name == name) is { } found
            ? TypedResults.Ok(found)
            : Problems.NoService(name, services.Select(service => service.Name));
    }

    private static Results<Ok<TrafficView>, ValidationProblem> Traffic(TrafficBoard traffic, TimeProvider time, string? since = null) =>
        TryReadSince(since, out var after)
            ? TypedResults.Ok(traffic.Current.View(time.GetUtcNow(), after))
            : Problems.BadTime(nameof(since), since);

    private static bool TryReadSince(string? since, out DateTimeOffset after)
    {
        after = DateTimeOffset.MinValue;
        return since is null || DateTimeOffset.TryParse(since, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out after);
    }

    private static Results<Ok<IReadOnlyList<ChangeView>>, ValidationProblem> History(
        ChangeHistory history, string? limit = null, string? since = null)
    {
        var most = 100;
        return limit is not null && !(Numbers.TryRead(limit, out most) && most is >= 1 and <= MostEntries)
                ? Problems.BadField("limit", $"'{limit}' must be a number from 1 to {MostEntries}")
            : !TryReadSince(since, out var after) ? Problems.BadTime(nameof(since), since)
            : TypedResults.Ok<IReadOnlyList<ChangeView>>(
                [.. ChangeViews.Newest(history.Changes, most, after).Select(ChangeViews.Of)]);
    }

    private static IResult Config(ChangeHistory history, string revision)
    {
        var (found, problem) = Find(history, "revision", revision);
        return problem ?? TypedResults.Text(found!.Config);
    }

    private static IResult Diff(ChangeHistory history, string from, string to)
    {
        var (before, problem) = Find(history, "from", from);
        if (problem is not null)
        {
            return problem;
        }

        (var after, problem) = Find(history, "to", to);
        return problem ?? TypedResults.Text(
            UnidiffRenderer.GenerateUnidiff(before!.Config!, after!.Config!, $"revision {before.Number}", $"revision {after.Number}"));
    }

    private static (Change? Change, IResult? Problem) Find(ChangeHistory history, string field, string revision) =>
        !long.TryParse(revision, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (null, Problems.BadRevision(field, revision))
        : history.Find(new ChangeNumber(number)) is not { } change ? (null, Problems.NoRevision(revision))
        : change.Config is null ? (null, Problems.NotKept(number, "configuration"))
        : (change, null);
}

/// <summary>Numbers in requests: plain digits.</summary>
internal static class Numbers
{
    public static bool TryRead(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
