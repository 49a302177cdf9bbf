using System.Collections.Concurrent;
using Actors.Cli.Client;
using Actors.Cli.Commands.Inspect;
using Actors.Cli.Views;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Actors.Cli.Tests.Commands.Inspect;

/// <summary>Answers as a node's management port would; what it says is set by the test, what it is asked is kept.</summary>
internal sealed class FakeNode : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly StringWriter _output = new();

    private FakeNode(WebApplication app) => _app = app;

    public const string Token = "secret";

    /// <summary>What is answered: status, media type, body.</summary>
    public (int Status, string Type, string Body) Answer { get; set; } = (200, "application/json", "{}");

    /// <summary>Each request as METHOD PATH TOKEN BODY.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    public string Output => _output.ToString();

    public int Port => new Uri(_app.Urls.Single()).Port;

    private Uri Url => new($"http://127.0.0.1:{Port}/");

    public static async Task<FakeNode> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var fake = new FakeNode(app);
        app.Run(fake.Serve);
        await app.StartAsync();
        return fake;
    }

    public void Refuses(int status, string title, string detail) =>
        Answer = (
            status, "application/problem+json",
            $$"""{"type":"about:blank","title":"{{title}}","status":{{status}},"detail":"{{detail}}"}""");

    /// <summary>Runs a command that asks this node.</summary>
    public async Task Run(Func<Inquiry, Task> command, bool json = false, CancellationToken ct = default)
    {
        var node = new AskedNode("seed-1", Url, Token);
        var client = new ClusterClient(node);
        await command(new Inquiry(node, client, new Output(_output, TextWriter.Null, interactive: false, quiet: json), json, ct));
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task Serve(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        Requests.Enqueue(
            $"{http.Request.Method} {http.Request.Path} {http.Request.Headers.Authorization} {await reader.ReadToEndAsync()}".TrimEnd());
        http.Response.StatusCode = Answer.Status;
        http.Response.ContentType = Answer.Type;
        await http.Response.WriteAsync(Answer.Body);
    }
}
