using System.Text.Json.Serialization;

namespace Actors.Clustering.Messages;

/// <summary>A message that crosses nodes; each has a manifest with a version in the serializer.</summary>
public interface IClusterMessage;

/// <summary>
/// A web node that has just been let in announces it to an agent, ahead of the gossip. Sent again until a
/// <see cref="NodeReadiness"/> of it is received.
/// </summary>
/// <param name="Node">The node's name.</param>
/// <param name="Incarnation">The member's unique number.</param>
/// <param name="AppVersion">Its AppVersion, which describes it (<see cref="NodeDescription"/>).</param>
public sealed record NodeArrived(string Node, int Incarnation, string AppVersion) : IClusterMessage;

/// <summary>A web node reports to an agent whether it wants traffic. Sent again until received.</summary>
/// <param name="Node">The node's name.</param>
/// <param name="Incarnation">The member's unique number, so that a report never hits a successor of the same name.</param>
/// <param name="Sequence">Rises with each change; the highest counts.</param>
/// <param name="Ready">Whether it wants traffic.</param>
/// <param name="Reason">Why not, as it says it; at most 200 characters are kept.</param>
public sealed record NodeReadiness(string Node, int Incarnation, long Sequence, bool Ready, string Reason) : IClusterMessage;

/// <summary>An agent has received a <see cref="NodeReadiness"/>.</summary>
/// <param name="Agent">The agent's name.</param>
/// <param name="Sequence">What it has received.</param>
public sealed record ReadinessHeard(string Agent, long Sequence) : IClusterMessage;

/// <summary>
/// A web node that has not joined, since its program is not well, reports to a member why; members hand it on to the agents. Sent again as
/// long as it is so.
/// </summary>
/// <param name="Node">The node's name.</param>
/// <param name="AppVersion">What it is going to join with, which describes it (<see cref="NodeDescription"/>).</param>
/// <param name="Reason">Why it waits; at most 200 characters are kept.</param>
public sealed record NodeWaiting(string Node, string AppVersion, string Reason) : IClusterMessage;

/// <summary>A web node is about to stop and asks every agent to drain it.</summary>
/// <param name="Node">The node's name.</param>
/// <param name="Incarnation">The member's unique number.</param>
public sealed record NodeLeaving(string Node, int Incarnation) : IClusterMessage
{
    /// <summary>How many milliseconds it waits before it stops all the same; null from an earlier release.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? PatienceMilliseconds { get; init; }
}

/// <summary>
/// An agent has received a <see cref="NodeLeaving"/> with a patience, and keeps the node in rotation for a while: it is the last of its
/// service that serves.
/// </summary>
/// <param name="Agent">The agent's name.</param>
/// <param name="Node">The node's name.</param>
/// <param name="Incarnation">The member's unique number.</param>
/// <param name="Service">The service.</param>
/// <param name="LongestMilliseconds">The longest that it is held.</param>
public sealed record NodeHeld(string Agent, string Node, int Incarnation, string Service, int LongestMilliseconds) : IClusterMessage;

/// <summary>
/// A member of one cluster announces that cluster to a seed that is not in it, since there may be two after a partition. Answered
/// with <see cref="ClusterMove"/> where the asker's is the one to give way.
/// </summary>
/// <param name="Members">How many members can be reached.</param>
/// <param name="First">The lowest address among them, which decides between clusters of one size.</param>
/// <param name="Contacts">Members to ask to be let in, as <c>host:port</c>.</param>
public sealed record ClusterAsk(int Members, string First, IReadOnlyList<string> Contacts) : IClusterMessage
{
    /// <summary>Which cluster that is; null from before 0.1.0.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ClusterGreeting? Greeting { get; init; }
}

/// <summary>The cluster of the node that gets this must give way: each member starts again, and asks these to be let in.</summary>
/// <param name="Contacts">Members of the other cluster, as <c>host:port</c>.</param>
public sealed record ClusterMove(IReadOnlyList<string> Contacts) : IClusterMessage
{
    /// <summary>
    /// What the other cluster has to say for itself, where it is that which answers: the cluster that asked may be larger by now than it
    /// said. Null from a member of its own.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ClusterAsk? Claim { get; init; }

    /// <summary>The identity of the cluster that they are members of, in the command to a member; null where that is not known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Identity { get; init; }
}

/// <summary>The leader asks a member whether it reaches those that gossip calls unreachable.</summary>
/// <param name="Round">The leader's own count, which the answer carries.</param>
/// <param name="Members">Their addresses, as Akka writes them.</param>
public sealed record MemberDoubt(int Round, IReadOnlyList<string> Members) : IClusterMessage;

/// <summary>Which of them it reaches.</summary>
/// <param name="Round">That of the <see cref="MemberDoubt"/>.</param>
/// <param name="Heard">Their addresses.</param>
public sealed record MemberDoubtAnswer(int Round, IReadOnlyList<string> Heard) : IClusterMessage;

/// <summary>An agent's HAProxy sends nothing to the node any more.</summary>
/// <param name="Agent">The agent's name.</param>
/// <param name="Node">The node's name.</param>
/// <param name="Incarnation">The member's unique number.</param>
public sealed record NodeRemoved(string Agent, string Node, int Incarnation) : IClusterMessage;
