using Actors.Clustering.Messages;
using Akka.Actor;
using Akka.Cluster;

namespace Actors.HaAgent.Membership;

/// <summary>A leave that a node has announced, and that is not answered yet.</summary>
/// <param name="Leaving">What it has announced.</param>
/// <param name="Node">Who gets the answer.</param>
/// <param name="Key">The member that it is; null for one that the agent does not know.</param>
/// <param name="Revision">The snapshot in which the agent did not know it.</param>
internal sealed record PendingLeave(NodeLeaving Leaving, IActorRef Node, UniqueAddress? Key, SnapshotRevision Revision)
{
    /// <summary>
    /// Whether the node understands that it is held; one of an earlier release does not, nor does it say how long it waits.
    /// </summary>
    public bool UnderstandsHold => Leaving.PatienceMilliseconds is not null;

    /// <summary>Whether another announcement is of the same leave.</summary>
    public bool IsOf(NodeLeaving other) => other.Node == Leaving.Node && other.Incarnation == Leaving.Incarnation;
}
