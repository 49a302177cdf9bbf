namespace Actors.Contracts.Api;

/// <summary>A node's own standing in its cluster, <c>GET /cluster/status</c>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Address">Its address.</param>
/// <param name="Status">Its status as a member; null where it is none.</param>
/// <param name="Roles">Its roles, sorted.</param>
/// <param name="AppVersion">What it announces when it joins.</param>
/// <param name="Leader">The leader; null where there is none.</param>
/// <param name="Oldest">The member that has been up the longest; null where none is.</param>
/// <param name="Members">How many members it sees, itself included.</param>
/// <param name="Unreachable">The members that another one cannot reach, itself not among them.</param>
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
    /// <summary>The release that its program is of; null from one of 0.1.0, which does not say it.</summary>
    public string? Version { get; init; }
}
