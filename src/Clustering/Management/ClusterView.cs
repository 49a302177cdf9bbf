using System.Text.Json.Serialization;
using Akka.Cluster;

namespace Actors.Clustering.Management;

/// <summary>What a node knows of its cluster, as its management port tells it.</summary>
/// <param name="Self">The node itself.</param>
/// <param name="Leader">The leader's address; null where there is none.</param>
/// <param name="Members">Every member, by name.</param>
public sealed record ClusterView(ClusterViewNode Self, string? Leader, IReadOnlyList<ClusterViewMember> Members)
{
    /// <summary>The view of <paramref name="cluster"/>; null (between two actor systems) sees nobody.</summary>
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
                        !state.Unreachable.Contains(member)))
                    .OrderBy(member => member.Name, StringComparer.Ordinal)
                    .ThenBy(member => member.Address, StringComparer.Ordinal),
            ]);
    }
}

/// <summary>The node that was asked.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Address">Its address; empty where it has none at the moment.</param>
public sealed record ClusterViewNode(string Name, string Address);

/// <summary>A member of the cluster.</summary>
/// <param name="Name">Its name, or <c>?</c>.</param>
/// <param name="Address">Its address.</param>
/// <param name="Roles">Its roles, sorted.</param>
/// <param name="Status">Its status in Akka's words.</param>
/// <param name="Reachable">Whether the node that was asked can reach it.</param>
public sealed record ClusterViewMember(string Name, string Address, IReadOnlyList<string> Roles, string Status, bool Reachable);

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ClusterView))]
internal sealed partial class ClusterViewJson : JsonSerializerContext;
