using Actors.Containers.Engine;

namespace Actors.Containers.Observing;

/// <summary>The cluster as one of its nodes sees it, asked over the management port inside the node's container.</summary>
internal static class ClusterView
{
    /// <summary>The members that are Up and reachable, by name.</summary>
    public static async Task<IReadOnlyList<string>> MembersAsync(Docker docker, string container, int managementPort)
    {
        using var body = await ManagementPort.GetAsync(docker, container, managementPort, "/cluster");
        return
        [
            .. body.RootElement.GetProperty("members").EnumerateArray()
                .Where(member => member.GetProperty("status").GetString() == "Up" && member.GetProperty("reachable").GetBoolean())
                .Select(member => member.GetProperty("name").GetString() ?? "")
                .Order(StringComparer.Ordinal),
        ];
    }
}
