using System.Collections.Immutable;
using Actors.Clustering.Management;
using Actors.HaAgent.Reconciling;
using Actors.HaAgent.Reporting;

namespace Actors.HaAgent.Api;

/// <summary>Tells whoever listens what happens, as server-sent events (WHATWG HTML, "Server-sent events").</summary>
internal static class EventStream
{
    private static readonly TimeSpan NodesEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SignOfLifeEvery = TimeSpan.FromSeconds(10);

    public static void MapEvents(this IEndpointRouteBuilder api) => api.MapGet("/events", Stream)
        .WithSummary("status, nodes and change, each as it happens, nodes once a second too.").Produces<string>(contentType: "text/event-stream");

    private static async Task Stream(
        HttpContext http, AgentView view, AgentStatusBoard board, ChangeHistory history, IHostApplicationLifetime lifetime, TimeProvider time)
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
        ServerSentEvents stream, AgentView view, AgentStatusBoard board, ChangeHistory history, TimeProvider time, CancellationToken cancellationToken)
    {
        var (told, toldLast, signOfLife) = ((AgentStatus?)null, history.Changes.LastOrDefault(), time.GetTimestamp());
        while (true)
        {
            var changed = board.NextChangeAsync();
            var status = board.Current;
            if (status != told)
            {
                await stream.EventAsync("status", status, AgentApiJson.Readable.AgentStatus, cancellationToken);
                var changes = history.Changes;
                foreach (var change in NewSince(toldLast, changes))
                {
                    await stream.EventAsync("change", change, AgentApiJson.Readable.Change, cancellationToken);
                }

                (told, toldLast) = (status, changes.LastOrDefault());
            }

            await stream.EventAsync("nodes", await view.NodesAsync(cancellationToken), AgentApiJson.Readable.IReadOnlyListNodeView, cancellationToken);
            if (time.GetElapsedTime(signOfLife) > SignOfLifeEvery)
            {
                signOfLife = time.GetTimestamp();
                await stream.CommentAsync("alive", cancellationToken);
            }

            await Task.WhenAny(changed, Task.Delay(NodesEvery, time, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private static IEnumerable<Change> NewSince(Change? last, ImmutableList<Change> changes) =>
        changes.Reverse().TakeWhile(change => change.At != last?.At || change.Revision != last.Revision).Reverse();
}
