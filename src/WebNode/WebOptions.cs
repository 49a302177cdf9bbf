using System.Net;
using Actors.Clustering;
using Actors.Clustering.Settings;
using Actors.WebNode.Demo;

namespace Actors.WebNode;

/// <summary>The settings of a web node, section <c>Web</c>.</summary>
/// <param name="Port">The port that it serves on, 1 to 65535.</param>
/// <param name="Tag">What the demo app shows as its tag. Default: the node's name.</param>
/// <param name="Service">The service that it is a copy of.</param>
/// <param name="Weight">Its share of the requests, 0 to 256.</param>
/// <param name="Version">The version of what it serves.</param>
/// <param name="LeaveTimeout">The longest that it waits for the agents to take it out before it stops; above HaProxy:DrainTimeout, which may use most of it.</param>
/// <param name="JournalPath">A file of this node that notes each request which names itself, see <see cref="RequestJournal"/>; empty for none.</param>
public sealed record WebOptions(int Port, string Tag, string Service, int Weight, string Version, TimeSpan LeaveTimeout, string JournalPath = "")
{
    public const string Section = "Web";

    public static WebOptions Read(SettingsReader settings, string nodeName) => new(
        settings.Number("Port", 3000, 1, IPEndPoint.MaxPort),
        settings.Text("Tag", nodeName, tag => tag.Length <= 200 && !tag.Any(char.IsControl), "must be at most 200 printable characters"),
        settings.Text("Service", "web", NodeNames.IsValid, "a service is named with " + NodeNames.Rule),
        settings.Number("Weight", 100, 0, 256),
        settings.Text("Version", "1.0.0", NodeDescription.IsVersion, "a version is 1 to 64 letters, digits, '.', '_', '+' or '-'"),
        settings.Duration("LeaveTimeout", TimeSpan.FromSeconds(15), TimeSpan.Zero, TimeSpan.FromMinutes(1)),
        settings.Text("JournalPath", "", RequestJournal.CanBeAt, "must be the absolute path of a file that can be written, in a folder that is there"));
}
