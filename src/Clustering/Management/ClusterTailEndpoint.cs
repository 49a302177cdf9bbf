using System.Threading.Channels;
using Actors.Clustering.Hosting;
using Actors.Contracts.Api;
using Akka.Actor;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace Actors.Clustering.Management;

/// <summary>
/// Sends what happens in the cluster to a client, over every actor system that the process starts, until one of the two goes.
/// </summary>
internal sealed class ClusterTailEndpoint(ClusterNode node, IHostApplicationLifetime lifetime, TimeProvider time)
{
    // A client that reads nothing loses the oldest events and holds up no other client.
    private const int MostUnread = 1000;

    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromSeconds(1);

    public async Task ServeAsync(HttpContext http)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            var stream = await ServerSentEvents.BeginAsync(http.Response, "the cluster as it is, then what happens", ending.Token);
            await FollowAllAsync(stream, ending.Token);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // That is the usual end.
        }
    }

    private async Task FollowAllAsync(ServerSentEvents stream, CancellationToken cancellationToken)
    {
        ActorSystem? followed = null;
        while (true)
        {
            if (node.System is { } system && system != followed)
            {
                followed = system;
                await FollowAsync(system, stream, cancellationToken);
                if (ClusterTail.IsLeaving(CoordinatedShutdown.Get(system)))
                {
                    return;
                }
            }

            await Task.Delay(LookAgainAfter, time, cancellationToken);
            await stream.CommentAsync("between two actor systems", cancellationToken);
        }
    }

    private async Task FollowAsync(ActorSystem system, ServerSentEvents stream, CancellationToken cancellationToken)
    {
        var seen = Channel.CreateBounded<ClusterTailEvent?>(
            new BoundedChannelOptions(MostUnread) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        IActorRef tail;
        try
        {
            tail = system.ActorOf(ClusterTail.CreateProps(seen.Writer, time));
        }
        catch (InvalidOperationException)
        {
            // It ends this moment.
            return;
        }

        try
        {
            await foreach (var happened in seen.Reader.ReadAllAsync(cancellationToken))
            {
                await (happened is null
                    ? stream.CommentAsync("nothing new", cancellationToken)
                    : stream.EventAsync("member", happened, ContractJson.Default.ClusterTailEvent, cancellationToken));
            }
        }
        finally
        {
            system.Stop(tail);
        }
    }
}
