using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Configuration;

namespace Actors.Bench.Systems;

/// <summary>A YARP reverse proxy with fixed backends, run as a process of its own.</summary>
internal static class YarpProxy
{
    /// <summary>The first argument that makes this program be one; its port and those of the backends follow.</summary>
    public const string Command = "yarp-proxy";

    public static async Task<int> RunAsync(IEnumerable<string> arguments)
    {
        var ports = arguments.Select(text => int.Parse(text, CultureInfo.InvariantCulture)).ToList();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, ports[0]));
        builder.Services.AddReverseProxy().LoadFromMemory(
            [new RouteConfig { RouteId = "all", ClusterId = "nodes", Match = new RouteMatch { Path = "{**path}" } }],
            [
                new ClusterConfig
                {
                    ClusterId = "nodes",
                    LoadBalancingPolicy = "RoundRobin",
                    Destinations = ports.Skip(1).ToDictionary(
                        port => $"s{port}", port => new DestinationConfig { Address = $"http://127.0.0.1:{port}/" }),
                },
            ]);
        var app = builder.Build();
        app.MapReverseProxy();
        await app.RunAsync();
        return 0;
    }
}
