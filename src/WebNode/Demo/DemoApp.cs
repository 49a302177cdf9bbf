using System.Text.Json;
using Actors.Clustering.Settings;

namespace Actors.WebNode.Demo;

/// <summary>The demo app behind the balancer: says who answered, counts views per session, and can be made slow.</summary>
public sealed class DemoApp(NodeOptions node, WebOptions web, SessionStore sessions, TimeProvider time)
{
    /// <summary>The longest delay, in milliseconds.</summary>
    public const int LongestDelay = 60_000;

    private volatile int _delay;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", GetAsync);
        // A check of the balancer: it opens no session and is never slowed down.
        routes.MapMethods("/", [HttpMethods.Head], http =>
        {
            Sign(http);
            return Task.CompletedTask;
        });
        routes.MapPost("/delay", SetDelayAsync);
    }

    private async Task GetAsync(HttpContext http)
    {
        Sign(http);
        if (_delay > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(_delay), time, http.RequestAborted);
        }

        var (id, views) = sessions.View(http);
        await http.Response.WriteAsJsonAsync(
            new Hello("world!", node.Host, node.Name, web.Tag, views, id), DemoJson.Default.Hello, cancellationToken: http.RequestAborted);
    }

    private void Sign(HttpContext http) => http.Response.Headers["x-backend-ip"] = node.Host;

    private async Task SetDelayAsync(HttpContext http)
    {
        Sign(http);
        try
        {
            var body = await JsonSerializer.DeserializeAsync(http.Request.Body, DemoJson.Default.JsonElement, http.RequestAborted);
            if (body.ValueKind == JsonValueKind.Object && body.TryGetProperty("delay", out var delay)
                && delay.ValueKind == JsonValueKind.Number && delay.TryGetInt32(out var milliseconds) && milliseconds is >= 0 and <= LongestDelay)
            {
                _delay = milliseconds;
                await http.Response.WriteAsJsonAsync(new DelaySet(milliseconds), DemoJson.Default.DelaySet, cancellationToken: http.RequestAborted);
                return;
            }
        }
        catch (JsonException)
        {
            // answered below like every other body that is not what it should be
        }

        http.Response.StatusCode = StatusCodes.Status400BadRequest;
        await http.Response.WriteAsJsonAsync(
            new BadRequestBody($"the body must be {{\"delay\": ms}} with a whole number from 0 to {LongestDelay}"),
            DemoJson.Default.BadRequestBody,
            cancellationToken: http.RequestAborted);
    }
}
