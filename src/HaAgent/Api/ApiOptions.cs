using System.Net;
using Actors.Clustering.Management;
using Actors.Clustering.Settings;

namespace Actors.HaAgent.Api;

/// <summary>The settings of the agent's API, section <c>Api</c>. Its token is read by <c>ApiToken</c>.</summary>
/// <param name="Bind">Where it listens beyond 127.0.0.1, where every request needs the token; null for nowhere.</param>
public sealed record ApiOptions(IPEndPoint? Bind)
{
    /// <summary>The section's name.</summary>
    public const string Section = ApiToken.Section;

    /// <summary>Reads the section; what is wrong is in the reader's faults.</summary>
    public static ApiOptions Read(SettingsReader settings, int managementPort)
    {
        var text = settings.Text(
            "Bind", "", text => text.Length == 0 || IPEndPoint.TryParse(text, out var end) && end.Port > 0 && end.Port != managementPort,
            $"must be address:port, with an IP address (0.0.0.0 for all) and a port other than Node:ManagementPort = {managementPort}, "
                + "which is for this machine only");
        return new ApiOptions(IPEndPoint.TryParse(text, out var bind) && bind.Port > 0 ? bind : null);
    }
}
