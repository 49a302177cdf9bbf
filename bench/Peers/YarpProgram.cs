using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy;

namespace Actors.Bench.Peers;

/// <summary>A YARP reverse proxy with its configuration from a file that it follows, run as a process of its own.</summary>
internal static class YarpProgram
{
    /// <summary>The first argument that makes this program be one; the file, its port and that of its states follow.</summary>
    public const string Command = "yarp-peer";

    /// <summary>At the port of its states: each destination that gets traffic, one a line.</summary>
    public const string StatesPath = "/destinations";

    public static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        var (file, port, statesPort) = (arguments[0], Number(arguments[1]), Number(arguments[2]));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Configuration.AddJsonFile(file, optional: false, reloadOnChange: true);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, port);
            kestrel.Listen(IPAddress.Loopback, statesPort);
        });
        builder.Services.AddReverseProxy().LoadFromConfig(builder.Configuration.GetSection("ReverseProxy"));
        var app = builder.Build();
        app.MapGet(StatesPath, (IProxyStateLookup state) => Results.Text(
            string.Join('\n', state.TryGetCluster("web", out var web)
                ? web.DestinationsState.AvailableDestinations.Select(destination => destination.DestinationId)
                : [])))
            .RequireHost($"*:{arguments[2]}");
        app.MapReverseProxy();
        await app.RunAsync();
        return 0;
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
