using System.Globalization;
using System.Net;
using Actors.Clustering.Settings;

namespace Actors.Backend.Settings;

/// <summary>What a node serves, as its settings say.</summary>
/// <param name="Service">The service that it is a copy of.</param>
/// <param name="Port">The port that it serves on, 1 to 65535; 0 where only the web server knows.</param>
/// <param name="Weight">Its share of the requests, 0 to 256.</param>
/// <param name="Version">The version of what it serves.</param>
/// <param name="Protocol">What it speaks.</param>
/// <param name="ListenPort">
/// Where it speaks TCP: the port that clients reach the service at; 0 for the same as <paramref name="Port"/>.
/// </param>
/// <param name="Routes">Where it speaks HTTP: the hosts and paths that it wants, see <see cref="ServiceRoute"/>; empty for none.</param>
/// <param name="MaxConnections">How many connections it takes at once; 0 for no bound.</param>
public sealed record ServedService(
    string Service, int Port, int Weight, string Version, ServiceProtocol Protocol, int ListenPort, string Routes, int MaxConnections = 0)
{
    private const string Tcp = "tcp";

    /// <summary>How it is asked whether it is well, where it speaks HTTP.</summary>
    public HttpCheck Check { get; init; } = HttpCheck.Default;

    /// <summary>Reads the settings; what is wrong is in the reader's faults.</summary>
    /// <param name="settings">Their section.</param>
    /// <param name="port">The port where none is given.</param>
    /// <param name="version">The version where none is given.</param>
    public static ServedService Read(SettingsReader settings, int port, string version)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var isTcp = settings.Text("Protocol", "http", word => word is "http" or Tcp, "must be http or tcp") == Tcp;
        var listenPort = settings.Number("ListenPort", 0, 1, IPEndPoint.MaxPort);
        if (!isTcp && listenPort > 0)
        {
            settings.Fault(
                "ListenPort", listenPort.ToString(CultureInfo.InvariantCulture),
                "is for Protocol = tcp only; HTTP services share the balancer's port");
        }

        var routes = settings.Text("Routes", "", text => ServiceRoute.TryParseAll(text) is not null, "must be " + ServiceRoute.Rule);
        if (isTcp && routes.Length > 0)
        {
            settings.Fault("Routes", routes, "is for Protocol = http only; a TCP service has a port of its own");
        }

        return new ServedService(
            settings.Text("Service", "web", NodeNames.IsValid, "a service is named with " + NodeNames.Rule),
            settings.Number("Port", port, 1, IPEndPoint.MaxPort),
            settings.Number("Weight", 100, 0, 256),
            settings.Text("Version", version, NodeDescription.IsVersion, "a version is 1 to 64 letters, digits, '.', '_', '+' or '-'"),
            isTcp ? ServiceProtocol.Tcp : ServiceProtocol.Http,
            listenPort,
            ServiceRoute.Written(ServiceRoute.TryParseAll(routes) ?? []),
            settings.Number("MaxConnections", 0, 1, NodeDescription.MostConnections));
    }

    /// <summary>What the node announces of itself.</summary>
    /// <param name="node">The settings that every node has.</param>
    public NodeDescription Describe(NodeOptions node) => new(node.Name, Service, Port, Weight, Version)
    {
        Protocol = Protocol,
        ListenPort = Protocol != ServiceProtocol.Tcp ? 0 : ListenPort > 0 ? ListenPort : Port,
        Routes = Routes,
        MaxConnections = MaxConnections,
        Check = Protocol == ServiceProtocol.Http ? Check : HttpCheck.Default,
        Zone = node.Zone,
    };
}
