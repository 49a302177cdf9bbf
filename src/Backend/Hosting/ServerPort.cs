using System.Net;
using Actors.Backend.Settings;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;

namespace Actors.Backend.Hosting;

/// <summary>The port that HAProxy is told: the one of the settings, else what the web server has opened.</summary>
/// <param name="Port">The port.</param>
/// <param name="Doubt">Why HAProxy may not reach it; null where nothing speaks against it.</param>
internal sealed record ServerPort(int Port, string? Doubt)
{
    private const string Setting = HaProxyBackendOptions.Section + ":Port";

    /// <exception cref="InvalidOperationException">No port is given and the web server has none that HAProxy could use.</exception>
    public static ServerPort Of(IServer server, BackendSettings settings) => settings.Served.Port > 0
        ? new ServerPort(settings.Served.Port, null)
        : Of(server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [], settings.Served.Protocol, settings.Node.Host);

    /// <param name="addresses">What the web server has opened.</param>
    /// <param name="protocol">What the app speaks to users: HAProxy reads HTTP itself, and passes on whatever TCP brings.</param>
    /// <param name="host">Where HAProxy is told that the app is.</param>
    public static ServerPort Of(IEnumerable<string> addresses, ServiceProtocol protocol, string host)
    {
        var opened = addresses.ToList();
        var usable = opened.Select(BindingAddress.Parse)
            .Where(address => !address.IsUnixPipe && !address.IsNamedPipe && address.Port > 0)
            .Where(address => protocol == ServiceProtocol.Tcp || address.Scheme == Uri.UriSchemeHttp)
            .OrderBy(IsLoopback)
            .FirstOrDefault()
            ?? throw new InvalidOperationException(
                $"The web server has opened {(opened.Count == 0 ? "no address" : string.Join(", ", opened))}: HAProxy speaks plain HTTP to "
                    + $"the app. Open such a port (ASPNETCORE_HTTP_PORTS), or give {Setting}.");
        return new ServerPort(
            usable.Port,
            IsLoopback(usable) && !(IPAddress.TryParse(host, out var told) && IPAddress.IsLoopback(told))
                ? $"the web server listens on {usable.Host} only, and HAProxy is to connect to {host}: set ASPNETCORE_HTTP_PORTS or "
                    + "ASPNETCORE_URLS"
                : null);
    }

    private static bool IsLoopback(BindingAddress address) =>
        string.Equals(address.Host, "localhost", StringComparison.OrdinalIgnoreCase) || (
            IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
}
