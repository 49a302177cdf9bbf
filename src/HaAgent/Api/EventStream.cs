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
        .WithSummary(
            "status, nodes, services and change, each as it happens, nodes and services once a second too. The id of each is the "
                + "server's time when HAProxy was asked: rates are differences of counters by it.")
        .Produces<string>(contentType: "text/event-stream");

    private static async Task Stream(
        HttpContext http, AgentView view, AgentStatusBoard board, ChangeHistory history, IHostApplicationLifetime lifetime,
        TimeProvider time)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            var stream = await ServerSentEvents.BeginAsync(http.Response, "the agent as it is, then what happens", ended.Token);
            await RunAsync(stream, view, board, history, time, ended.Token);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The listener left, or the agent stops.
        }
    }

    private static async Task RunAsync(
        ServerSentEvents stream, AgentView view, AgentStatusBoard board, ChangeHistory history, TimeProvider time,
        CancellationToken cancellationToken)
    {
        var (told, toldLast, signOfLife) = ((AgentStatus?)null, history.Changes.LastOrDefault(), time.GetTimestamp());
        while (true)
        {
            var changed = board.NextChangeAsync();
            // In this order: a change is in the history before the status shows it.
            var changes = history.Changes;
            var seen = await view.ReadAsync(cancellationToken);
            if (seen.Status != told)
            {
                await stream.EventAsync("status", seen.Status, ContractJson.Readable.AgentStatus, cancellationToken, seen.At);
                told = seen.Status;
            }

            foreach (var change in Due(toldLast, changes, seen.Status))
            {
                await stream.EventAsync("change", ChangeViews.Of(change), ContractJson.Readable.ChangeView, cancellationToken, seen.At);
                toldLast = change;
            }

            await stream.EventAsync("nodes", seen.Nodes, ContractJson.Readable.IReadOnlyListNodeView, cancellationToken, seen.At);
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

    /// <summary>The changes after the last that was sent, up to what the status shows: a change never comes before its status.</summary>
    internal static IEnumerable<Change> Due(Change? last, ImmutableList<Change> changes, AgentStatus status)
    {
        var shown = Math.Max(status.RevisionApplied, status.LastFailure?.Revision ?? 0);
        return changes.Reverse().TakeWhile(change => change.At != last?.At || change.Revision != last.Revision).Reverse()
            .TakeWhile(change => change.Revision <= shown);
    }
}
