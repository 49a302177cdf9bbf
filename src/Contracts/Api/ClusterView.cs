using System.Text.Json.Serialization;

namespace Actors.Contracts.Api;

/// <summary>What a node knows of its cluster, <c>GET /cluster</c>.</summary>
/// <param name="Self">The node itself.</param>
/// <param name="Leader">The leader's address; null where there is none.</param>
/// <param name="Members">Every member, by name; none where the node is in no cluster.</param>
public sealed record ClusterView(ClusterViewNode Self, string? Leader, IReadOnlyList<ClusterViewMember> Members)
{
    /// <summary>A node that has not joined, or has left, knows no members.</summary>
    [JsonIgnore]
    public bool IsInCluster => Members is { Count: > 0 };
}

/// <summary>A node of the cluster.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Address">Its address; empty where it has none at the moment.</param>
public sealed record ClusterViewNode(string Name, string Address);

/// <summary>A member of the cluster.</summary>
/// <param name="Name">Its name, or <c>?</c>.</param>
/// <param name="Address">Its address.</param>
/// <param name="Roles">Its roles, sorted.</param>
/// <param name="Status">Its status, as Akka names it.</param>
/// <param name="Reachable">Whether the node that was asked can reach it.</param>
public sealed record ClusterViewMember(string Name, string Address, IReadOnlyList<string> Roles, string Status, bool Reachable)
{
    /// <summary>Where the page and the API of an agent are for others; null where it does not say so.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Page { get; init; }
}
