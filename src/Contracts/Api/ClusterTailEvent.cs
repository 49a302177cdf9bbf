namespace Actors.Contracts.Api;

/// <summary>What happened in the cluster, an event of <c>GET /cluster/tail</c>.</summary>
/// <param name="Time">When the node that is asked received it.</param>
/// <param name="What">Joined, WeaklyUp, Up, Left, Exited, Downed, Removed, Unreachable, Reachable or LeaderChanged.</param>
/// <param name="Name">The member's name; null where there is no leader any more.</param>
/// <param name="Address">The member's address; null where there is no leader any more.</param>
/// <param name="Status">The member's status since then.</param>
public sealed record ClusterTailEvent(DateTimeOffset Time, string What, string? Name, string? Address, string? Status);
