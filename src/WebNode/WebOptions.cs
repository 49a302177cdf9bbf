using Actors.Backend.Settings;
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

    /// <summary>The program that is kept alive in place of the demo app; null for the demo app.</summary>
    public ProgramOptions? Program { get; init; }

    /// <param name="settings">The section.</param>
    /// <param name="nodeName">The node's name.</param>
    /// <param name="program">The program of the command line; null for none.</param>
    public static WebOptions Read(SettingsReader settings, string nodeName, IReadOnlyList<string>? program = null)
    {
        var served = ServedService.Read(settings, 3000, "1.0.0");
        return new WebOptions(
            served.Port,
            settings.Text("Tag", nodeName, tag => tag.Length <= 200 && !tag.Any(char.IsControl), "must be at most 200 printable characters"),
            served.Service,
            served.Weight,
            served.Version,
            settings.Duration("LeaveTimeout", TimeSpan.FromSeconds(15), TimeSpan.Zero, TimeSpan.FromMinutes(1)),
            served.Protocol,
            served.ListenPort,
            served.Routes,
            settings.Text("JournalPath", "", RequestJournal.CanBeAt, "must be the absolute path of a file that can be written, in a folder that is there"))
        {
            Program = ProgramOptions.Read(settings, program, isHttp: served.Protocol == ServiceProtocol.Http),
        };
    }

    /// <summary>What the node says of itself.</summary>
    public NodeDescription Describe(string nodeName) => new ServedService(Service, Port, Weight, Version, Protocol, ListenPort, Routes).Describe(nodeName);
}
