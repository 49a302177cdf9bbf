using System.Collections.Immutable;

namespace Actors.Cli.Client;

/// <summary>What a node answers to <c>GET /cluster</c>.</summary>
internal sealed record ClusterAnswer(ClusterSelf Self, string? Leader, ImmutableArray<ClusterMember> Members)
{
    /// <summary>A node that has not joined, or has left, knows nobody.</summary>
    public bool IsInCluster => !Members.IsDefaultOrEmpty;
}

internal sealed record ClusterSelf(string Name, string Address);

internal sealed record ClusterMember(string Name, string Address, ImmutableArray<string> Roles, string Status, bool Reachable);
