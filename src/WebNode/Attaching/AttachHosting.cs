using System.Net;
using Actors.Backend.Settings;
using Actors.Clustering.Hosting;
using Actors.Clustering.Settings;
using Actors.WebNode.Programs;

namespace Actors.WebNode.Attaching;

/// <summary>Puts a program that runs already behind the node.</summary>
public static class AttachHosting
{
    /// <summary>Adds what asks the program how it is, and what sees when the node's own network is gone.</summary>
    public static void AddAttached(this IServiceCollection services, AttachOptions options, ServedService served, NodeOptions node)
    {
        services.AddSingleton<ProgramReadiness>();
        services.AddSingleton(provider => new AttachedProgram(
            options,
            served,
            new AttachedPlace(
                options.Target, node.Host, AttachOptions.OwnPort(options.Target, node), provider.GetRequiredService<TimeProvider>()),
            provider.GetRequiredService<ProgramReadiness>(),
            () => provider.GetRequiredService<ClusterNode>().RenewAsync(),
            provider.GetRequiredService<IHostApplicationLifetime>().StopApplication,
            provider.GetRequiredService<ILogger<AttachedProgram>>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddHostedService(provider => provider.GetRequiredService<AttachedProgram>());
        services.AddHostedService(provider => new NetworkWatch(
            IPAddress.Parse(node.Host),
            provider.GetRequiredService<ProgramReadiness>(),
            provider.GetRequiredService<ILogger<NetworkWatch>>(),
            provider.GetRequiredService<TimeProvider>()));
    }

    /// <summary>
    /// What the node joins with: known at once for an address, and for a name once it leads to one, which may be another one later.
    /// </summary>
    public static ClusterNodeSetup For(this ClusterNodeSetup setup, AttachOptions options, ServedService served, NodeOptions node)
    {
        var description = served.Describe(node);
        return options.Target.IsName
            ? setup with
            {
                IdentityNow = async (provider, cancellationToken) => IdentityAt(
                    await provider.GetRequiredService<AttachedProgram>().AddressAsync(cancellationToken), description, node),
            }
            : setup with { Identity = IdentityAt(options.Target.IsLoopback ? node.Host : options.Target.Host, description, node) };
    }

    private static NodeIdentity IdentityAt(string address, NodeDescription description, NodeOptions node) =>
        NodeIdentity.For(description with { ServesAt = address == node.Host ? "" : address });
}
