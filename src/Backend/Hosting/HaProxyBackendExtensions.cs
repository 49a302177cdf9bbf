using System.Reflection;
using Actors.Backend;
using Actors.Backend.Health;
using Actors.Backend.Hosting;
using Actors.Backend.Leaving;
using Actors.Backend.Settings;
using Actors.Clustering.Settings;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.Hosting;

/// <summary>Puts an ASP.NET Core app behind HAProxy.</summary>
public static class HaProxyBackendExtensions
{
    /// <summary>
    /// Has the app join the cluster once its web server is open, say what it serves, report its health checks as readiness, and
    /// be removed from HAProxy before it stops.
    /// </summary>
    /// <param name="builder">The app's builder, such as that of <c>WebApplication.CreateBuilder(args)</c>.</param>
    /// <param name="configure">What the code says; the rest comes from the section <see cref="HaProxyBackendOptions.Section"/>.</param>
    /// <returns>The builder.</returns>
    /// <exception cref="InvalidOperationException">It is called a second time.</exception>
    /// <remarks>Where a setting cannot be used, the start of the host fails with an <see cref="OptionsValidationException"/> that names
    /// every one.</remarks>
    public static TBuilder AddHaProxyBackend<TBuilder>(this TBuilder builder, Action<HaProxyBackendOptions>? configure = null)
        where TBuilder : IHostApplicationBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);
        var services = builder.Services;
        if (services.Any(service => service.ServiceType == typeof(BackendSettings)))
        {
            throw new InvalidOperationException("AddHaProxyBackend is called once: an app is one node of one cluster.");
        }

        var options = new HaProxyBackendOptions();
        configure?.Invoke(options);
        services.AddSingleton(
            provider => BackendSettings.Read(provider.GetRequiredService<IConfiguration>(), options, VersionOfApp(), new HostAddresses()));
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<Readiness>();
        services.AddSingleton<HealthWatch>();
        services.AddHealthChecks();
        services.AddTransient<IStartupFilter, CheckAnswer>();
        services.AddHostedService<BackendNode>();
        services.AddHostedService(provider => new ReadinessLog(
            provider.GetRequiredService<BackendSettings>().Node.Name, provider.GetRequiredService<Readiness>(),
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<ReadinessLog>>()));
        services.AddSingleton<IPostConfigureOptions<HostOptions>, TimeToLeave>();
        return builder;
    }

    // Without the commit that the SDK puts behind it.
    private static string VersionOfApp() =>
        Assembly.GetEntryAssembly()?.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";
}
