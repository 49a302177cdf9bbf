namespace Actors.Clustering.Messages;

/// <summary>A message that crosses nodes; each has a manifest with a version in the serializer.</summary>
public interface IClusterMessage;

/// <summary>
/// A web node that has just been let in tells an agent so, ahead of the gossip. Sent again until a
/// <see cref="NodeReadiness"/> of it is heard.
/// </summary>
/// <param name="Node">The node's name.</param>
/// <param name="Incarnation">The member's unique number.</param>
/// <param name="AppVersion">Its AppVersion, which describes it (<see cref="NodeDescription"/>).</param>
public sealed record NodeArrived(string Node, int Incarnation, string AppVersion) : IClusterMessage;

/// <summary>A web node tells an agent whether it wants traffic. Sent again until heard.</summary>
/// <param name="Node">The node's name.</param>
/// <param name="Incarnation">The member's unique number, so that a report never hits a successor of the same name.</param>
/// <param name="Sequence">Rises with each change; the highest counts.</param>
/// <param name="Ready">Whether it wants traffic.</param>
/// <param name="Reason">Why not, in its own words; at most 200 characters are kept.</param>
public sealed record NodeReadiness(string Node, int Incarnation, long Sequence, bool Ready, string Reason) : IClusterMessage;

/// <summary>An agent has heard a <see cref="NodeReadiness"/>.</summary>
/// <param name="Agent">The agent's name.</param>
/// <param name="Sequence">What it has heard.</param>
public sealed record ReadinessHeard(string Agent, long Sequence) : IClusterMessage;

/// <summary>A web node is about to stop and asks every agent to take it out.</summary>
/// <param name="Node">The node's name.</param>
/// <param name="Incarnation">The member's unique number.</param>
public sealed record NodeLeaving(string Node, int Incarnation) : IClusterMessage;

/// <summary>An agent's HAProxy sends nothing to the node any more.</summary>
/// <param name="Agent">The agent's name.</param>
/// <param name="Node">The node's name.</param>
/// <param name="Incarnation">The member's unique number.</param>
public sealed record NodeTakenOut(string Agent, string Node, int Incarnation) : IClusterMessage;
