using System.Collections.Concurrent;
using System.Text.Json;
using Actors.Contracts.Api;
using Actors.Dev.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Actors.Dev.Tests.Support;

/// <summary>Answers as HAProxy, its agent and a node would, on a real port; what they say is set by the test.</summary>
internal sealed class FakeSystem : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _turn;

    private FakeSystem(WebApplication app) => _app = app;

    /// <summary>Web nodes behind HAProxy, asked in turn.</summary>
    public ConcurrentQueue<string> Hosts { get; } = [];

    private string? Status { get; set; }

    public string? Cluster { get; set; }

    public bool Ready { get; set; }

    public int Port { get; private set; }

    /// <summary>The agent's status from now on.</summary>
    public void Says(AgentStatus status) => Status = JsonSerializer.Serialize(status, ContractJson.Default.AgentStatus);

    /// <summary>A state in which everything that can be asked is this.</summary>
    public RunState State(params NodeRecord[] nodes)
    {
        var state = Records.State(nodes);
        return state with
        {
            HttpPort = Port,
            Nodes = [.. state.Nodes.Select(node => node with { ManagementPort = Port })],
        };
    }

    public static async Task<FakeSystem> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var fake = new FakeSystem(app);
        app.MapGet(
            "/",
            () =>
                fake.Next() is { } host
                    ? Results.Text($"{{\"hello\":\"world!\",\"host\":\"{host}\"}}", "application/json")
                    : Results.StatusCode(503));
        app.MapGet("/api/status", () => Json(fake.Status));
        app.MapGet("/cluster", () => Json(fake.Cluster));
        app.MapGet("/health/ready", () => Results.StatusCode(fake.Ready ? 200 : 503));
        await app.StartAsync();
        fake.Port = new Uri(app.Urls.Single()).Port;
        return fake;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private string? Next() => Hosts.ToArray() is { Length: > 0 } hosts ? hosts[Interlocked.Increment(ref _turn) % hosts.Length] : null;

    private static IResult Json(string? text) => text is null ? Results.StatusCode(503) : Results.Text(text, "application/json");
}
