using Actors.Contracts.Api;
using Akka.Actor;
using Akka.Cluster;

namespace Actors.Clustering.Management;

/// <summary>How a node stands in its cluster, as the management port reports it.</summary>
public static class ClusterNodeStatuses
{
    /// <summary>The status of the node whose cluster this is.</summary>
    public static ClusterNodeStatus Of(string name, Cluster cluster, int starts, DateTimeOffset since, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        var state = cluster.State;
        var self = state.Members.FirstOrDefault(member => member.UniqueAddress.Equals(cluster.SelfUniqueAddress));
        return new ClusterNodeStatus(
            name,
            cluster.SelfAddress.ToString(),
            self?.Status.ToString(),
            [.. cluster.SelfRoles.Order(StringComparer.Ordinal)],
            cluster.SelfMember.AppVersion.ToString(),
            state.Leader is { } leader ? NodeAt(leader, state) : null,
            OldestIn(state) is { } oldest ? NodeOf(oldest) : null,
            state.Members.Count,
            [.. state.Unreachable.Select(NodeOf).OrderBy(node => node.Name, StringComparer.Ordinal)],
            since,
            Math.Round((now - since).TotalSeconds, 1),
            starts)
        {
            Version = ProductVersion.Text,
        };
    }

    // Who is only joining has no age yet.
    private static Member? OldestIn(ClusterEvent.CurrentClusterState state) => state.Members
        .Where(member => member.Status is MemberStatus.Up or MemberStatus.Leaving or MemberStatus.Exiting)
        .Aggregate((Member?)null, (oldest, member) => oldest is null || member.IsOlderThan(oldest) ? member : oldest);

    private static ClusterViewNode NodeAt(Address address, ClusterEvent.CurrentClusterState state) =>
        state.Members.FirstOrDefault(member => member.Address == address) is { } member ? NodeOf(member) : new ClusterViewNode(
            "?", address.ToString());

    private static ClusterViewNode NodeOf(Member member) =>
        new(NodeDescription.NameIn(member.AppVersion.ToString()) ?? "?", member.Address.ToString());
}
