using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Actors.HaAgent.Reporting;
using Microsoft.AspNetCore.Http.Features;

namespace Actors.HaAgent.Api;

/// <summary>Tells whoever listens what happens, as server-sent events (WHATWG HTML, "Server-sent events").</summary>
internal static class EventStream
{
    private static readonly TimeSpan NodesEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SignOfLifeEvery = TimeSpan.FromSeconds(10);

    public static void MapEvents(this IEndpointRouteBuilder api) => api.MapGet("/events", Stream)
        .WithSummary("status, nodes and change, each as it happens, nodes once a second too.").Produces<string>(contentType: "text/event-stream");

    private static async Task Stream(HttpContext http, AgentView view, AgentStatusBoard board, IHostApplicationLifetime lifetime, TimeProvider time)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-store";
        http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        try
        {
            await RunAsync(http.Response, view, board, time, ended.Token);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The listener left, or the agent stops.
        }
    }

    private static async Task RunAsync(HttpResponse response, AgentView view, AgentStatusBoard board, TimeProvider time, CancellationToken cancellationToken)
    {
        var (told, signOfLife) = ((AgentStatus?)null, time.GetTimestamp());
        while (true)
        {
            var changed = board.NextChangeAsync();
            var status = board.Current;
            if (status != told)
            {
                await SendAsync(response, "status", status, AgentApiJson.Readable.AgentStatus, cancellationToken);
                foreach (var change in NewSince(told, status))
                {
                    await SendAsync(response, "change", change, AgentApiJson.Readable.ChangeReport, cancellationToken);
                }

                told = status;
            }

            await SendAsync(response, "nodes", await view.NodesAsync(cancellationToken), AgentApiJson.Readable.IReadOnlyListNodeView, cancellationToken);
            if (time.GetElapsedTime(signOfLife) > SignOfLifeEvery)
            {
                signOfLife = time.GetTimestamp();
                await response.WriteAsync(": alive\n\n", cancellationToken);
            }

            await response.Body.FlushAsync(cancellationToken);
            await Task.WhenAny(changed, Task.Delay(NodesEvery, time, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private static IEnumerable<ChangeReport> NewSince(AgentStatus? told, AgentStatus now)
    {
        var last = told?.History.Changes.LastOrDefault();
        return told is null ? [] : now.History.Changes.Reverse().TakeWhile(change => change.At != last?.At || change.Revision != last.Revision).Reverse();
    }

    private static async Task SendAsync<T>(HttpResponse response, string name, T value, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        await response.WriteAsync($"event: {name}\ndata: ", cancellationToken);
        await response.WriteAsync(JsonSerializer.Serialize(value, type), cancellationToken);
        await response.WriteAsync("\n\n", cancellationToken);
    }
}
