using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Actors.Clustering;
using Actors.Clustering.Settings;
using Actors.HaAgent.Dashboard;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Actors.Dashboard;

/// <summary>The real page over an agent's API of which each test says what it tells.</summary>
internal sealed class FakeAgent : IAsyncDisposable
{
    public const string Token = "a-token-of-this-test";

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<Channel<string>, bool> _streams = new();

    private string[] _told = [];

    private FakeAgent(WebApplication app, string url)
    {
        _app = app;
        Url = url;
    }

    public string Url { get; }

    public JsonObject Status { get; } = Scene.Status();

    public JsonArray Nodes { get; set; } = Scene.ThreeNodes();

    /// <summary>The services; null for what the nodes make of them.</summary>
    public JsonArray? Services { get; set; }

    /// <summary>Its clock.</summary>
    public Func<DateTimeOffset> Clock { get; set; } = () => TimeProvider.System.GetUtcNow();

    /// <summary>What it answers a post with, beside those without the token.</summary>
    public int Answer { get; set; } = StatusCodes.Status202Accepted;

    public JsonArray History { get; } = [Scene.Change(2, "web-3 joined"), Scene.Change(1, "started", "reload", 212)];

    public JsonObject Cluster { get; set; } = Scene.Cluster();

    /// <summary>The last hour as it has measured it.</summary>
    public JsonObject Traffic { get; set; } = Scene.Traffic(Scene.Now, 0, _ => 0);

    public string Difference { get; set; } = "";

    /// <summary>Which revisions were compared, as it was asked.</summary>
    public ConcurrentQueue<string> Compared { get; } = new();

    /// <summary>Whether the stream is refused to who asks.</summary>
    public bool IsSilent { get; set; }

    /// <summary>Whether it tells anything only to who has the token, as it does beyond its own machine.</summary>
    public bool WantsToken { get; set; }

    /// <summary>What was posted, as <c>path body</c>, and deleted, as <c>DELETE path</c>; only with the right token.</summary>
    public ConcurrentQueue<string> Posts { get; } = new();

    /// <summary>Who posted it, as the page says.</summary>
    public ConcurrentQueue<string> Users { get; } = new();

    /// <summary>What it answers who has a template tried, by the template.</summary>
    public Func<string, Task<JsonObject>> Trial { get; set; } = _ => Task.FromResult<JsonObject>([]);

    /// <summary>Since when the traffic was asked for; empty for all of it.</summary>
    public ConcurrentQueue<string> TrafficAsked { get; } = new();

    /// <summary>Names of nodes of which it refuses every override.</summary>
    public HashSet<string> Refuses { get; } = [];

    /// <summary>How often a token was refused.</summary>
    public int Refused { get; private set; }

    public static async Task<FakeAgent> StartAsync()
    {
        var port = Ports.Free();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(new NodeOptions("ha-1", NodeRoles.Ha, "127.0.0.1", "127.0.0.1", 0, [], "", port));
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        var app = builder.Build();
        var agent = new FakeAgent(app, $"http://127.0.0.1:{port}");
        app.Use(agent.GuardAsync);
        app.MapDashboard();
        app.MapMethods("/api/cluster", [HttpMethods.Get], http => JsonAsync(http, agent.Cluster));
        app.MapMethods("/api/traffic", [HttpMethods.Get], http => JsonAsync(http, agent.TrafficSince(http.Request.Query["since"])));
        app.MapMethods("/api/history", [HttpMethods.Get], http => JsonAsync(http, agent.History));
        app.MapMethods(
            "/api/history/{revision:long}/config", [HttpMethods.Get],
            http =>
                http.Response.WriteAsync(
                    $"# revision {http.Request.RouteValues["revision"]}\nbackend shop\n    server web-1 127.0.0.1:8101 check\n"));
        app.MapMethods("/api/diff", [HttpMethods.Get], http =>
        {
            agent.Compared.Enqueue($"{http.Request.QueryString}");
            return http.Response.WriteAsync(agent.Difference);
        });
        app.MapMethods("/api/events", [HttpMethods.Get], agent.StreamAsync);
        app.MapMethods("/api/{**path}", [HttpMethods.Post, HttpMethods.Delete], agent.PostAsync);
        await app.StartAsync();
        return agent;
    }

    /// <summary>Tells every page that listens.</summary>
    public void Tell(string kind, JsonNode content)
    {
        foreach (var stream in _streams.Keys)
        {
            stream.Writer.TryWrite(Event(kind, content));
        }
    }

    public void TellStatus() => Tell("status", Status);

    /// <summary>All of them; those that it told before and are not among them are gone.</summary>
    public void TellNodes()
    {
        Tell("changed", Changed(_told));
        TellServices();
        _told = NamesNow();
    }

    public void TellServices() => Tell("services", ServicesNow());

    /// <summary>Counters of some, as where there are many.</summary>
    public void TellCounters(IReadOnlyDictionary<string, long[]> counters) =>
        Tell("changed", Scene.Json(new { at = Clock(), nodes = Array.Empty<object>(), gone = Array.Empty<string>(), counters }));

    /// <summary>Ends every stream, as an agent that dies does.</summary>
    public void DropStreams()
    {
        foreach (var stream in _streams.Keys)
        {
            stream.Writer.TryComplete();
        }
    }

    public async ValueTask DisposeAsync()
    {
        IsSilent = true;
        DropStreams();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    // As the agent does: only later points.
    private JsonObject TrafficSince(string? since)
    {
        TrafficAsked.Enqueue(since ?? "");
        return since is null ? Traffic : Scene.Traffic(Clock(), 0, _ => 0);
    }

    private JsonObject Changed(string[] before)
    {
        var changed = Scene.Json(new { at = Clock(), gone = before.Except(NamesNow()), counters = new { } });
        changed["nodes"] = Nodes.DeepClone();
        return changed;
    }

    private string[] NamesNow() => [.. Nodes.Select(node => (string)node!["name"]!)];

    private JsonArray ServicesNow() => Services ?? new(
        [.. Nodes.GroupBy(node => (string)node!["service"]!, (name, nodes) => Scene.Service(name, [.. nodes.OfType<JsonNode>()]))]);

    private static string Event(string kind, JsonNode content) => $"event: {kind}\ndata: {content.ToJsonString()}\n\n";

    private static Task JsonAsync(HttpContext http, JsonNode content)
    {
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync(content.ToJsonString());
    }

    private Task GuardAsync(HttpContext http, RequestDelegate next)
    {
        if (!WantsToken || !http.Request.Path.StartsWithSegments("/api") || HasToken(http))
        {
            return next(http);
        }

        http.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }

    private static bool HasToken(HttpContext http) => http.Request.Headers.Authorization == $"Bearer {Token}";

    private async Task StreamAsync(HttpContext http)
    {
        if (IsSilent)
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return;
        }

        http.Response.ContentType = "text/event-stream";
        var stream = Channel.CreateUnbounded<string>();
        stream.Writer.TryWrite(Event("status", Status) + Event("changed", Changed([])) + Event("services", ServicesNow()));
        _told = NamesNow();
        _streams[stream] = true;
        try
        {
            await foreach (var text in stream.Reader.ReadAllAsync(http.RequestAborted))
            {
                await http.Response.WriteAsync(text, http.RequestAborted);
                await http.Response.Body.FlushAsync(http.RequestAborted);
            }
        }
        catch (OperationCanceledException)
        {
            // the page has gone
        }
        finally
        {
            _streams.TryRemove(stream, out _);
        }
    }

    private async Task PostAsync(HttpContext http)
    {
        if (!HasToken(http))
        {
            Refused++;
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        using var reader = new StreamReader(http.Request.Body);
        var body = await reader.ReadToEndAsync();
        if (http.Request.Path == "/api/render")
        {
            await JsonAsync(http, await Trial(body));
            return;
        }

        var method = HttpMethods.IsPost(http.Request.Method) ? "" : $"{http.Request.Method} ";
        Posts.Enqueue($"{method}{http.Request.Path}{http.Request.QueryString} {body}".TrimEnd());
        Users.Enqueue($"{http.Request.Headers[Actors.Contracts.Management.ManagementClient.UserHeader]}");
        var isRefused = Refuses.Any(name => http.Request.Path.StartsWithSegments($"/api/nodes/{name}"));
        var answer = isRefused ? StatusCodes.Status409Conflict : Answer;
        http.Response.StatusCode = answer;
        if (answer >= StatusCodes.Status400BadRequest)
        {
            await JsonAsync(http, Scene.Json(new { title = "Refused", detail = "The test refuses it." }));
        }
    }
}
