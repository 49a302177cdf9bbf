using System.Collections.Concurrent;
using Actors.Contracts.Management;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Actors.Cli.Tests.Support;

/// <summary>A request that the fake agent has got.</summary>
internal sealed record Asked(string Method, string Path, string? Authorization, string? ContentType, string Body)
{
    /// <summary>Who says to ask; null for nobody.</summary>
    public string? User { get; init; }
}

/// <summary>What the fake agent answers.</summary>
internal sealed record FakeAnswer(int Status, string ContentType, string Body)
{
    public static FakeAnswer Json(string body) => new(200, "application/json; charset=utf-8", body);

    public static FakeAnswer Text(string body) => new(200, "text/plain; charset=utf-8", body);

    public static FakeAnswer Taken(string body) => new(202, "application/json", body);

    public static FakeAnswer Problem(int status, string body) => new(status, "application/problem+json", body);
}

/// <summary>An agent's management port, on a real port of loopback: notes what it is asked, answers what the test says.</summary>
internal sealed class FakeAgent : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FakeAgent(WebApplication app) => _app = app;

    public ConcurrentQueue<Asked> Requests { get; } = [];

    /// <summary>By method and path; whatever is not here is 404, as by a server that knows nothing of agents.</summary>
    public ConcurrentDictionary<string, FakeAnswer> Answers { get; } = new(StringComparer.Ordinal);

    /// <summary>What depends on more than method and path; null leaves it to <see cref="Answers"/>.</summary>
    public Func<Asked, FakeAnswer?> Answering { get; set; } = _ => null;

    /// <summary>The texts of one connection to the events each; the connection ends behind its text, the last one stays open.</summary>
    public ConcurrentQueue<string> EventStreams { get; } = [];

    public Uri Url { get; private set; } = null!;

    public static async Task<FakeAgent> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var fake = new FakeAgent(app);
        app.Run(fake.Answer);
        await app.StartAsync();
        fake.Url = new Uri(app.Urls.Single() + "/");
        return fake;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task Answer(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var path = http.Request.Path + http.Request.QueryString.ToString();
        var asked = new Asked(
            http.Request.Method, path, http.Request.Headers.Authorization, http.Request.ContentType, await reader.ReadToEndAsync())
        {
            User = http.Request.Headers[ManagementClient.UserHeader],
        };
        Requests.Enqueue(asked);
        if (path == "/api/events" && EventStreams.TryDequeue(out var stream))
        {
            http.Response.ContentType = "text/event-stream";
            await http.Response.WriteAsync(stream);
            await http.Response.Body.FlushAsync();
            if (EventStreams.IsEmpty)
            {
                await Gone(http.RequestAborted);
            }

            return;
        }

        var answer = Answering(asked) ?? Answers.GetValueOrDefault($"{http.Request.Method} {path}")
            ?? new FakeAnswer(404, "text/html", "<h1>Not found</h1>");
        http.Response.StatusCode = answer.Status;
        http.Response.ContentType = answer.ContentType;
        await http.Response.WriteAsync(answer.Body);
    }

    private static async Task Gone(CancellationToken aborted)
    {
        var gone = new TaskCompletionSource();
        await using var registration = aborted.Register(gone.SetResult);
        await gone.Task;
    }
}
