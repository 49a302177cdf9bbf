using System.Collections.Immutable;
using Actors.Clustering.Management;
using Actors.HaAgent.Reconciling;
using Actors.HaAgent.Reporting;

namespace Actors.HaAgent.Api;

/// <summary>Tells clients that listen what happens, as server-sent events (WHATWG HTML, "Server-sent events").</summary>
internal static class EventStream
{
    private static readonly TimeSpan NodesEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SignOfLifeEvery = TimeSpan.FromSeconds(10);

    public static void MapEvents(this IEndpointRouteBuilder api) => api.MapGet("/events", Stream)
        .WithName("getEvents")
        .WithSummary("status, nodes, services and change, each as it happens, nodes and services once a second too. The id of each is "
                + "the server's time when HAProxy was asked: rates are differences of counters by it. With nodes=changed the event "
                + "changed has what has changed of the nodes, in place of nodes, and the status has none.")
        .Produces<string>(contentType: "text/event-stream");

    private static async Task Stream(
        HttpContext http, AgentView view, AgentStatusBoard board, ChangeHistory history, IHostApplicationLifetime lifetime,
        TimeProvider time, string? nodes = null)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            var stream = await ServerSentEvents.BeginAsync(http.Response, "the agent as it is, then what happens", ended.Token);
            await RunAsync(stream, view, board, history, time, nodes == "changed" ? new NodeDeltas() : null, ended.Token);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The listener left, or the agent stops.
        }
    }

    private static async Task RunAsync(
        ServerSentEvents stream, AgentView view, AgentStatusBoard board, ChangeHistory history, TimeProvider time,
        NodeDeltas? deltas, CancellationToken cancellationToken)
    {
        var (told, toldLast, signOfLife) = ((AgentStatus?)null, history.Announced.LastOrDefault(), time.GetTimestamp());
        while (true)
        {
            var changed = board.NextChangeAsync();
            // In this order: the status has what it announces.
            var changes = history.Announced;
            var seen = await view.ReadAsync(cancellationToken);
            if (seen.Status != told)
            {
                // Its nodes come by events of their own.
                var shown = deltas is null ? seen.Status : seen.Status with { Nodes = [] };
                await stream.EventAsync("status", shown, ContractJson.Readable.AgentStatus, cancellationToken, seen.At);
                told = seen.Status;
            }

            foreach (var change in Due(toldLast, changes))
            {
                await stream.EventAsync("change", ChangeViews.Of(change), ContractJson.Readable.ChangeView, cancellationToken, seen.At);
                toldLast = change;
            }

            await TellNodesAsync(stream, seen.Nodes, deltas, seen.At, cancellationToken);
            await stream.EventAsync("services", seen.Services, ContractJson.Readable.IReadOnlyListServiceView, cancellationToken, seen.At);
            if (time.GetElapsedTime(signOfLife) > SignOfLifeEvery)
            {
                signOfLife = time.GetTimestamp();
                await stream.CommentAsync("alive", cancellationToken);
            }

            await Task.WhenAny(changed, Task.Delay(NodesEvery, time, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private static Task TellNodesAsync(
        ServerSentEvents stream, IReadOnlyList<NodeView> nodes, NodeDeltas? deltas, DateTimeOffset at,
        CancellationToken cancellationToken) =>
        deltas is null
            ? stream.EventAsync("nodes", nodes, ContractJson.Readable.IReadOnlyListNodeView, cancellationToken, at)
            : stream.EventAsync("changed", deltas.Next(nodes, at), ContractJson.Readable.NodeChanges, cancellationToken, at);

    /// <summary>The rows after the last that was sent.</summary>
    internal static IEnumerable<Change> Due(Change? last, ImmutableList<Change> changes) =>
        changes.Reverse().TakeWhile(change => change.Revision > (last?.Revision ?? 0)).Reverse();
}
