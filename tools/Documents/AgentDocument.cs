using System.Net;
using System.Runtime.CompilerServices;
using Actors.Clustering;
using Actors.Clustering.Hosting;
using Actors.Clustering.Management;
using Actors.Clustering.Settings;
using Actors.Contracts.Api;
using Actors.HaAgent.Api;
using Actors.HaAgent.Dashboard;
using Actors.HaAgent.HaProxy;
using Actors.HaAgent.Leaving;
using Actors.HaAgent.Reconciling;
using Actors.HaAgent.Reporting;
using Actors.HaAgent.Templates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.OpenApi;

namespace Actors.Documents;

/// <summary>The description of an agent's API, as an agent serves it: made of its endpoints, with no agent behind them.</summary>
internal static class AgentDocument
{
    /// <summary>The document, as JSON.</summary>
    public static async Task<string> MakeAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ApplicationName = "actors" });
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.AddAgentApi("agent", new ApiOptions(null));
        AddStandIns(builder.Services);
        await using var app = builder.Build();
        app.MapAgentApi(path => DashboardAssets.IsAsset(path));
        app.MapManagement();
        app.MapDashboard();
        await app.StartAsync(cancellationToken);
        var document = await app.Services.GetRequiredKeyedService<IOpenApiDocumentProvider>("v1")
            .GetOpenApiDocumentAsync(cancellationToken);
        var json = await document.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1, cancellationToken);
        await app.StopAsync(cancellationToken);
        return json.ReplaceLineEndings("\n").TrimEnd('\n') + "\n";
    }

    // An endpoint's parameter is no part of a request where it is a service: that it is one is all that is asked.
    private static void AddStandIns(IServiceCollection services)
    {
        foreach (var hosted in services.Where(one =>
            one.ServiceType == typeof(IHostedService) && one.ImplementationType?.Assembly == typeof(AgentApi).Assembly).ToList())
        {
            services.Remove(hosted);
        }

        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Node:Seeds", "127.0.0.1:4053")]).Build();
        services.AddSingleton(NodeOptions.Read(new SettingsReader(configuration, NodeOptions.Section), NodeRoles.Ha, new HostAddresses()));
        services.AddSingleton(ApiToken.Read(new SettingsReader(configuration, ApiToken.Section), ""));
        services.AddHealthChecks();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(new AgentStatusBoard(AgentStatus.Starting("agent", "")));
        // Not made, since nothing asks them anything.
        foreach (var type in (Type[])
            [
                typeof(ClusterNode), typeof(ChangeHistory), typeof(WriterMemory), typeof(DryRuns), typeof(TemplateStore),
                typeof(BalancerLeave), typeof(HaProxySockets), typeof(RuntimeApi),
            ])
        {
            services.AddSingleton(type, RuntimeHelpers.GetUninitializedObject(type));
        }
    }
}
