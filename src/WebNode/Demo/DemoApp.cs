using System.Text.Json;
using Actors.Clustering.Settings;

namespace Actors.WebNode.Demo;

/// <summary>The demo app behind the balancer: says who answered, counts views per session, and can be made slow.</summary>
public sealed class DemoApp(NodeOptions node, string tag, SessionStore sessions, RequestJournal journal, TimeProvider time)
{
    private volatile int _delay;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", GreetAsync);
        // Answered like GET, but it must not be sent twice: that is what a proxy in front is tried with.
        routes.MapPost("/", GreetAsync);
        // A check of the balancer: it opens no session and is never slowed down.
        routes.MapMethods("/", [HttpMethods.Head], http =>
        {
            Sign(http);
            return Task.CompletedTask;
        });
        routes.MapPost("/delay", SetDelayAsync);
    }

    private async Task GreetAsync(HttpContext http)
    {
        Sign(http);
        journal.Note(http.Request);
        if (!Delay.TryRead(http.Request.Query, _delay, out var milliseconds))
        {
            await RefuseAsync(http, $"delay must be given once, as /?delay=MS with a whole number from 0 to {Delay.Longest}");
            return;
        }

        if (milliseconds > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(milliseconds), time, http.RequestAborted);
        }

        var (id, views) = sessions.View(http);
        await http.Response.WriteAsJsonAsync(
            new Hello("world!", node.Host, node.Name, tag, views, id), DemoJson.Default.Hello, cancellationToken: http.RequestAborted);
    }

    private void Sign(HttpContext http) => http.Response.Headers["x-backend-ip"] = node.Host;

    private async Task SetDelayAsync(HttpContext http)
    {
        Sign(http);
        try
        {
            var body = await JsonSerializer.DeserializeAsync(http.Request.Body, DemoJson.Default.JsonElement, http.RequestAborted);
            if (Delay.TryRead(body, out var milliseconds))
            {
                _delay = milliseconds;
                await http.Response.WriteAsJsonAsync(
                    new DelaySet(milliseconds), DemoJson.Default.DelaySet, cancellationToken: http.RequestAborted);
                return;
            }
        }
        catch (JsonException)
        {
            // answered below like every other body that is not what it should be
        }

        await RefuseAsync(http, $"the body must be {{\"delay\": ms}} with a whole number from 0 to {Delay.Longest}");
    }

    private static Task RefuseAsync(HttpContext http, string rule)
    {
        http.Response.StatusCode = StatusCodes.Status400BadRequest;
        return http.Response.WriteAsJsonAsync(
            new BadRequestBody(rule), DemoJson.Default.BadRequestBody, cancellationToken: http.RequestAborted);
    }
}
