using System.Text.Json.Serialization;
using Actors.Clustering.Management;
using Actors.Clustering.Settings;
using Actors.HaAgent.Reporting;

namespace Actors.HaAgent.Api;

/// <summary>The agent's management API: what an operator sees, overrides and commands.</summary>
internal static class AgentApi
{
    /// <summary>Adds what the endpoints need.</summary>
    public static void AddAgentApi(this WebApplicationBuilder builder, string agent, ApiOptions options)
    {
        var services = builder.Services;
        services.AddSingleton<OverviewBoard>();
        services.AddSingleton<TrafficBoard>();
        services.AddSingleton<StatisticsReader>();
        services.AddHostedService<TrafficSampler>();
        services.AddSingleton<AgentView>();
        services.AddSingleton<CommandDesk>();
        services.AddSingleton<OverrideDesk>();
        services.AddSingleton<AgentActors>();
        services.AddTelemetry(agent);
        services.AddProblemDetails();
        services.ConfigureHttpJsonOptions(json =>
        {
            // It reads no numbers from texts, and its description says so.
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            json.SerializerOptions.Encoder = ContractJson.Readable.Options.Encoder;
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, AgentApiJson.Default);
            json.SerializerOptions.TypeInfoResolverChain.Insert(1, ContractJson.Default);
        });
        services.AddOpenApi("v1", openApi => openApi.AddDocumentTransformer((document, _, _) =>
        {
            ApiDescription.Complete(document);
            return Task.CompletedTask;
        }));
        if (options.Bind is { } bind)
        {
            builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(bind));
            // The guard stands before it: a client that has the token has the cluster's commands there too.
            services.AddSingleton(new ManagementPort(bind.Port));
        }
    }

    /// <summary>Maps the endpoints. Paths that do not exist and methods that do not fit are answered as RFC 9457 too.</summary>
    /// <param name="app">The agent.</param>
    /// <param name="isOpen">What else may be read without the token from beyond 127.0.0.1, such as the page that asks for it.</param>
    public static void MapAgentApi(this WebApplication app, Func<PathString, bool> isOpen)
    {
        var node = app.Services.GetRequiredService<NodeOptions>();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseMiddleware<ApiGuard>(node.ManagementPort, isOpen);
        app.MapOpenApi("/openapi/{documentName}.json");
        var api = app.MapGroup("/api");
        api.MapReads();
        api.MapEvents();
        api.MapAgentCommands();
        api.MapLeave();
        api.MapNodeOverrides();
        api.MapServiceOverrides();
        api.MapRender();
        api.MapRoll();
        app.MapMetrics();
    }
}
