using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Actors.Clustering.Hosting;
using Actors.Clustering.Management;
using Actors.Clustering.Seeds;
using Actors.Clustering.Settings;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Clustering.Tests.Management;

/// <summary>A real node in this process with its management port on loopback, as the programs build it.</summary>
internal sealed class ManagedNode : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _client;
    private readonly string _statePath;

    private ManagedNode(WebApplication app, HttpClient client, string statePath)
    {
        _app = app;
        _client = client;
        _statePath = statePath;
    }

    public ClusterNode Node => _app.Services.GetRequiredService<ClusterNode>();

    public string Address => Node.Cluster!.SelfAddress.ToString();

    public string Token => File.ReadAllText(Path.Combine(_statePath, ApiToken.FileName)).Trim();

    /// <summary>Ends when the process would.</summary>
    public Task Stopping => _app.WaitForShutdownAsync();

    /// <param name="name">Its name.</param>
    /// <param name="role">Its role.</param>
    /// <param name="port">Its remoting port.</param>
    /// <param name="seedPort">That of the seed.</param>
    /// <param name="statePath">Where its token is; empty for a node without any.</param>
    /// <param name="joins">False for one that has no actor system.</param>
    public static async Task<ManagedNode> StartAsync(
        string name, string role, int port, int seedPort, string statePath = "", bool joins = true)
    {
        var managementPort = Ports.Free();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var services = builder.Services;
        services.AddSingleton(
            new NodeOptions(
                name, role, "127.0.0.1", "127.0.0.1", port, [new SeedAddress("127.0.0.1", seedPort)], statePath, managementPort));
        services.AddSingleton(new ClusterNodeSetup { Identity = NodeIdentity.For(role, name), RoleHocon = "" });
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(new KnownMembersFile("", NullLogger<KnownMembersFile>.Instance));
        services.AddSingleton(ApiToken.Read(new SettingsReader(new ConfigurationBuilder().Build(), ApiToken.Section), statePath));
        services.AddSingleton<ClusterNode>();
        services.AddHealthChecks();
        if (joins)
        {
            services.AddHostedService(provider => provider.GetRequiredService<ClusterNode>());
        }

        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, managementPort));
        var app = builder.Build();
        app.MapManagement();
        await app.StartAsync();
        return new ManagedNode(
            app, new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{managementPort}"), Timeout = TimeSpan.FromSeconds(20) },
            statePath);
    }

    public async Task<(HttpStatusCode Status, JsonElement Body)> GetAsync(string path)
    {
        using var answer = await _client.GetAsync(new Uri(path, UriKind.Relative));
        return (answer.StatusCode, await BodyAsync(answer));
    }

    /// <param name="path">Where to.</param>
    /// <param name="token">The token sent; null for none.</param>
    /// <param name="body">The body; null for none.</param>
    public async Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(string path, string? token, string? body = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = body is null ? null : new StringContent(body) };
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        using var answer = await _client.SendAsync(request);
        return (answer.StatusCode, await BodyAsync(answer));
    }

    public async Task<TailReader> TailAsync() => new(await _client.GetStreamAsync(new Uri("/cluster/tail", UriKind.Relative)));

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static async Task<JsonElement> BodyAsync(HttpResponseMessage answer) =>
        JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
}

/// <summary>Reads what a node tells of its cluster.</summary>
internal sealed class TailReader(Stream stream) : IDisposable
{
    private readonly StreamReader _reader = new(stream);

    public void Dispose() => _reader.Dispose();

    /// <summary>Reads on until this has happened.</summary>
    public async Task<JsonElement> UntilAsync(string what, string name)
    {
        var seen = new List<string>();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        while (await _reader.ReadLineAsync(limit.Token) is { } line)
        {
            seen.Add(line);
            if (line.StartsWith(
                "data: ", StringComparison.Ordinal) && JsonDocument.Parse(line["data: ".Length..]).RootElement is var happened
                && happened.GetProperty("what").GetString() == what && happened.GetProperty("name").GetString() == name)
            {
                return happened;
            }
        }

        throw new InvalidOperationException($"The stream has ended without '{what}' of {name}:\n{string.Join('\n', seen)}");
    }

    /// <summary>Reads on until the node ends the answer.</summary>
    public async Task UntilEndAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        while (await _reader.ReadLineAsync(limit.Token) is not null)
        {
        }
    }
}
