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

    private const string Nowhere = "none";

    /// <summary>Where others reach the agent's page, which it says to the cluster; empty for nowhere.</summary>
    public string Url { get; init; } = "";

    /// <summary>Reads the section; what is wrong is in the reader's faults.</summary>
    /// <param name="settings">The section.</param>
    /// <param name="managementPort">The port that is for this machine only.</param>
    /// <param name="host">The host that others reach the agent at.</param>
    public static ApiOptions Read(SettingsReader settings, int managementPort, string host)
    {
        var text = settings.Text(
            "Bind", "", text => text.Length == 0 || IPEndPoint.TryParse(text, out var end) && end.Port > 0 && end.Port != managementPort,
            $"must be address:port, with an IP address (0.0.0.0 for all) and a port other than Node:ManagementPort = {managementPort}, "
                + "which is for this machine only");
        var bind = IPEndPoint.TryParse(text, out var parsed) && parsed.Port > 0 ? parsed : null;
        var url = settings.Text(
            "Url", AddressOf(bind, host), text => text is "" or Nowhere || AgentPage.TryParse(text) is not null,
            $"must be {AgentPage.Rule}: where others reach this agent's page, such as behind a proxy with TLS; or '{Nowhere}'");
        return new ApiOptions(bind) { Url = AgentPage.TryParse(url) ?? "" };
    }

    // What listens on this machine only is for no other one.
    private static string AddressOf(IPEndPoint? bind, string host) =>
        bind is null || IPAddress.IsLoopback(bind.Address) ? ""
        : bind.Address.Equals(IPAddress.Any) || bind.Address.Equals(IPAddress.IPv6Any)
            ? $"http://{(IPAddress.TryParse(host, out var own) ? new IPEndPoint(own, bind.Port) : $"{host}:{bind.Port}")}/"
        : $"http://{bind}/";
}
