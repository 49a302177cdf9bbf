using Akka.Cluster;

namespace Actors.HaAgent.Membership;

/// <summary>Why a member is taken for gone before gossip says so.</summary>
/// <param name="Why">The reason, for operators.</param>
/// <param name="IsReplaced">
/// Whether another node answers at its address: then it certainly is gone, and what serves there is another's.
/// </param>
public sealed record NodeAbsence(string Why, bool IsReplaced = false);

/// <summary>The agent has found out who answers at a member's address.</summary>
/// <param name="Node">The member.</param>
/// <param name="Absence">Why it is taken for gone; null where it answers itself, or nothing speaks against it.</param>
public sealed record NodePresence(UniqueAddress Node, NodeAbsence? Absence);
