using Actors.Clustering.Messages;
using Akka.Actor;
using Akka.Cluster;

namespace Actors.Clustering.Membership;

/// <summary>
/// Hands on to every agent what a node reports that waits for its program and is no member yet: such a node knows the seeds, and
/// not the agents (docs/adr/0031).
/// </summary>
public sealed class WaitingRelay : ReceiveActor
{
    /// <summary>The actor's name below <c>/user</c>, on every node.</summary>
    public const string Name = "waiting-relay";

    /// <summary>The name below <c>/user</c> of the agents' actor that receives it.</summary>
    public const string AgentActor = "waiting-nodes";

    private readonly Cluster _cluster = Cluster.Get(Context.System);

    /// <summary>Made by <see cref="CreateProps"/>.</summary>
    public WaitingRelay() => Receive<NodeWaiting>(OnWaiting);

    /// <summary>How to make one.</summary>
    public static Props CreateProps() => Props.Create(() => new WaitingRelay());

    private void OnWaiting(NodeWaiting waiting)
    {
        foreach (
            var agent in _cluster.State.Members.Where(member =>
                member.HasRole(NodeRoles.Ha) && member.Status is MemberStatus.Up or MemberStatus.WeaklyUp))
        {
            // With the sender that it came with: its address is the node's.
            Context.ActorSelection(new RootActorPath(agent.Address) / "user" / AgentActor).Tell(waiting, Sender);
        }
    }
}
