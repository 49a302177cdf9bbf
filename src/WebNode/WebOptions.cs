using System.Globalization;
using System.Net;
using Actors.Clustering;
using Actors.Clustering.Settings;
using Actors.WebNode.Demo;
using Actors.WebNode.Programs;

namespace Actors.WebNode;

/// <summary>The settings of a web node, section <c>Web</c>.</summary>
/// <param name="Port">The port that it, or its program, serves on, 1 to 65535.</param>
/// <param name="Tag">What the demo app shows as its tag. Default: the node's name.</param>
/// <param name="Service">The service that it is a copy of.</param>
/// <param name="Weight">Its share of the requests, 0 to 256.</param>
/// <param name="Version">The version of what it serves.</param>
/// <param name="LeaveTimeout">The longest that it waits for the agents to take it out before it stops; above HaProxy:DrainTimeout, which may use most of it.</param>
/// <param name="Protocol">What it speaks: <c>http</c> or <c>tcp</c>.</param>
/// <param name="ListenPort">Where it speaks TCP: the port that users reach the service at, which HaProxy:TcpPorts must allow. Default: <paramref name="Port"/>.</param>
/// <param name="Routes">Where it speaks HTTP: the hosts and paths that it wants, see <see cref="ServiceRoute"/>; empty for none.</param>
/// <param name="JournalPath">A file of this node that notes each request which names itself, see <see cref="RequestJournal"/>; empty for none.</param>
public sealed record WebOptions(
    int Port, string Tag, string Service, int Weight, string Version, TimeSpan LeaveTimeout, ServiceProtocol Protocol, int ListenPort, string Routes, string JournalPath = "")
{
    public const string Section = "Web";

    private const string Tcp = "tcp";

    /// <summary>The program that is kept alive in place of the demo app; null for the demo app.</summary>
    public ProgramOptions? Program { get; init; }

    /// <param name="settings">The section.</param>
    /// <param name="nodeName">The node's name.</param>
    /// <param name="program">The program of the command line; null for none.</param>
    public static WebOptions Read(SettingsReader settings, string nodeName, IReadOnlyList<string>? program = null)
    {
        var port = settings.Number("Port", 3000, 1, IPEndPoint.MaxPort);
        var isTcp = settings.Text("Protocol", "http", word => word is "http" or Tcp, "must be http or tcp") == Tcp;
        var listenPort = settings.Number("ListenPort", isTcp ? port : 0, 1, IPEndPoint.MaxPort);
        if (!isTcp && listenPort > 0)
        {
            settings.Fault("ListenPort", listenPort.ToString(CultureInfo.InvariantCulture), "is for Web:Protocol = tcp only; HTTP services share the balancer's port");
        }

        var routes = settings.Text("Routes", "", text => ServiceRoute.TryParseAll(text) is not null, "must be " + ServiceRoute.Rule);
        if (isTcp && routes.Length > 0)
        {
            settings.Fault("Routes", routes, "is for Web:Protocol = http only; a TCP service has a port of its own");
        }

        return Read(settings, nodeName, port, isTcp ? ServiceProtocol.Tcp : ServiceProtocol.Http, listenPort, ServiceRoute.Written(ServiceRoute.TryParseAll(routes) ?? [])) with
        {
            Program = ProgramOptions.Read(settings, program, isHttp: !isTcp),
        };
    }

    /// <summary>What the node says of itself.</summary>
    public NodeDescription Describe(string nodeName) => new(nodeName, Service, Port, Weight, Version) { Protocol = Protocol, ListenPort = ListenPort, Routes = Routes };

    private static WebOptions Read(SettingsReader settings, string nodeName, int port, ServiceProtocol protocol, int listenPort, string routes) => new(
        port,
        settings.Text("Tag", nodeName, tag => tag.Length <= 200 && !tag.Any(char.IsControl), "must be at most 200 printable characters"),
        settings.Text("Service", "web", NodeNames.IsValid, "a service is named with " + NodeNames.Rule),
        settings.Number("Weight", 100, 0, 256),
        settings.Text("Version", "1.0.0", NodeDescription.IsVersion, "a version is 1 to 64 letters, digits, '.', '_', '+' or '-'"),
        settings.Duration("LeaveTimeout", TimeSpan.FromSeconds(15), TimeSpan.Zero, TimeSpan.FromMinutes(1)),
        protocol,
        listenPort,
        routes,
        settings.Text("JournalPath", "", RequestJournal.CanBeAt, "must be the absolute path of a file that can be written, in a folder that is there"));
}
