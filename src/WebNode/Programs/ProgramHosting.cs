using System.Net;
using Actors.Backend.Settings;
using Actors.Clustering.Settings;

namespace Actors.WebNode.Programs;

/// <summary>Puts a program of the user's into the node.</summary>
public static class ProgramHosting
{
    /// <summary>Adds what keeps the program alive.</summary>
    public static void AddProgram(
        this IServiceCollection services, ProgramOptions options, ServedService served, NodeOptions node, ProgramExit exit)
    {
        var isHttp = served.Protocol == ServiceProtocol.Http;
        // Where HAProxy reaches it, so that a program that listens on loopback only is found out here.
        var address = new IPEndPoint(IPAddress.Parse(node.Host), served.Port);
        services.AddSingleton<ProgramReadiness>();
        services.AddSingleton(provider => new ProgramKeeper(
            options,
            served.Port,
            new HealthProbe(address, isHttp, served.Check, provider.GetRequiredService<TimeProvider>()),
            provider.GetRequiredService<ProgramReadiness>(),
            exit,
            provider.GetRequiredService<IHostApplicationLifetime>(),
            provider.GetRequiredService<ILoggerFactory>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddHostedService(provider => provider.GetRequiredService<ProgramKeeper>());
        services.AddSingleton(provider => new SignalsPassedOn(provider.GetRequiredService<ProgramKeeper>().Signal));
    }
}
