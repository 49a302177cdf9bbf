using Actors.HaAgent.Desired;
using Actors.HaAgent.Planning;

namespace Actors.HaAgent.Templates;

/// <summary>
/// HAProxy takes a configuration without a single server and says nothing; clients would get 503. Pure: whether a template writes
/// server lines at all.
/// </summary>
public static class LostServers
{
    private static readonly ServerState Example = new(
        new NodeDescription("example-1", "web", 80, 100, "1"), "192.0.2.1", 100, AdminState.Ready, "");

    /// <summary>Nodes to try a template with: those that are there, and where there are none, one for the default service.</summary>
    public static DesiredState Sample(DesiredState desired, string defaultService) =>
        desired.Servers.IsEmpty
            ? desired with { Servers = [Example with { Description = Example.Description with { Service = defaultService } }] }
            : desired;

    /// <summary>Why a configuration would lose every server; null where it has one at least.</summary>
    /// <param name="config">What the template made of <paramref name="sample"/>.</param>
    /// <param name="sample">The nodes.</param>
    public static string? FaultOf(RenderedConfig config, DesiredState sample) =>
        sample.Servers.Any(server => config.Servers.Values.Any(line => line.Name == server.Name) || config.HasOpaque(server.Name))
            ? null
            : $"it has no server line for any of the nodes ({string.Join(", ", sample.Servers.Take(5).Select(server => server.Name))}): "
                + "no client would get an answer";
}
