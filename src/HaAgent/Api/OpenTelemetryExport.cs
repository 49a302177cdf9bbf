using Actors.HaAgent.Events;
using Actors.HaAgent.Reporting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Actors.HaAgent.Api;

/// <summary>
/// Metrics for Prometheus at <c>/metrics</c>; metrics and traces by OTLP where the standard environment variables name a collector.
/// </summary>
internal static class OpenTelemetryExport
{
    private const string ServiceName = "actors-ha";

    // OpenTelemetry specification, "OTLP Exporter Configuration".
    private static readonly string[] Collectors = [
        "OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT"];

    public static void AddTelemetry(this IServiceCollection services, string agent)
    {
        services.AddSingleton<AgentMetrics>();
        services.AddSingleton<HealthMetrics>();
        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(ServiceName, serviceInstanceId: agent))
            .WithMetrics(metrics =>
                metrics.AddMeter(Tracing.Name, "System.Runtime", "Microsoft.AspNetCore.Hosting")
                    .AddPrometheusExporter(options => options.ScopeInfoEnabled = false));
        if (HasCollector())
        {
            services.AddHostedService(provider => ActivatorUtilities.CreateInstance<OverviewRefresh>(
                provider, (CancellationToken ended) => (Task)provider.GetRequiredService<AgentView>().ReadAsync(ended)));
            telemetry.WithTracing(tracing => tracing.AddSource(Tracing.Name)).UseOtlpExporter();
        }
    }

    public static void MapMetrics(this WebApplication app)
    {
        // They read when they are asked, and are made by no other.
        app.Services.GetRequiredService<AgentMetrics>();
        app.Services.GetRequiredService<HealthMetrics>();
        // A scrape shows what is so now: metrics cannot wait for HAProxy's answer while they are read.
        var view = app.Services.GetRequiredService<AgentView>();
        app.MapPrometheusScrapingEndpoint().Add(endpoint =>
        {
            var scrape = endpoint.RequestDelegate!;
            endpoint.RequestDelegate = async http =>
            {
                await view.ReadAsync(http.RequestAborted);
                await scrape(http);
            };
        });
    }

    private static bool HasCollector() => Collectors.Any(name => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(name)));
}
