using System.Text.Json;
using System.Text.Json.Serialization;
using Akka.Actor;
using Akka.Cluster;

namespace Actors.Clustering.Management;

/// <summary>A node's own standing in its cluster.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Address">Its address.</param>
/// <param name="Status">Its status as a member; null where it is none.</param>
/// <param name="Roles">Its roles, sorted.</param>
/// <param name="AppVersion">What it says of itself when it joins.</param>
/// <param name="Leader">The leader; null where there is none.</param>
/// <param name="Oldest">The member that has been up the longest; null where nobody is.</param>
/// <param name="Members">How many members it sees, itself included.</param>
/// <param name="Unreachable">The members that somebody cannot reach, itself not among them.</param>
/// <param name="Since">When its actor system was started.</param>
/// <param name="UptimeSeconds">How long that has run, in seconds.</param>
/// <param name="Starts">How many actor systems its process has started so far.</param>
public sealed record ClusterNodeStatus(
    string Name,
    string Address,
    string? Status,
    IReadOnlyList<string> Roles,
    string AppVersion,
    ClusterViewNode? Leader,
    ClusterViewNode? Oldest,
    int Members,
    IReadOnlyList<ClusterViewNode> Unreachable,
    DateTimeOffset Since,
    double UptimeSeconds,
    int Starts)
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
            starts);
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

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ClusterNodeStatus))]
internal sealed partial class ClusterNodeStatusJson : JsonSerializerContext;
