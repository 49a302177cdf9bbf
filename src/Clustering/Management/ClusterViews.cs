using Actors.Contracts.Api;
using Akka.Cluster;

namespace Actors.Clustering.Management;

/// <summary>What Akka.NET knows of a cluster, as the management port reports it.</summary>
public static class ClusterViews
{
    /// <summary>The view of <paramref name="cluster"/>; null (between two actor systems) sees no member.</summary>
    public static ClusterView Of(string name, Cluster? cluster)
    {
        if (cluster is null)
        {
            return new ClusterView(new ClusterViewNode(name, ""), null, []);
        }

        var state = cluster.State;
        return new ClusterView(
            new ClusterViewNode(name, cluster.SelfAddress.ToString()),
            state.Leader?.ToString(),
            [
                .. state.Members
                    .Select(member => new ClusterViewMember(
                        NodeDescription.NameIn(member.AppVersion.ToString()) ?? "?",
                        member.Address.ToString(),
                        [.. member.Roles.Order(StringComparer.Ordinal)],
                        member.Status.ToString(),
                        !state.Unreachable.Contains(member))
                    {
                        Page = member.Roles.Contains(NodeRoles.Ha) ? AgentPage.In(member.AppVersion.ToString()) : null,
                    })
                    .OrderBy(member => member.Name, StringComparer.Ordinal)
                    .ThenBy(member => member.Address, StringComparer.Ordinal),
            ]);
    }
}
