using System.Collections.Immutable;
using Actors.Clustering;
using Actors.HaAgent.Events;
using Actors.HaAgent.Rollout;
using Akka.Actor;
using Akka.Cluster;

namespace Actors.HaAgent.Coordination;

/// <summary>An agent of the cluster.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Address">Where it is.</param>
/// <param name="Obeys">Whether it waits for its turns: one of 0.1.0 decides by itself, by the same order.</param>
public sealed record CoordinatedAgent(string Name, Address Address, bool Obeys)
{
    /// <summary>The agents of this moment, that which is longest in the cluster first.</summary>
    public static ImmutableArray<CoordinatedAgent> Of(Cluster cluster)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        return
        [
            .. cluster.State.Members
                .Where(member => member.HasRole(NodeRoles.Ha) && member.Status is MemberStatus.Up or MemberStatus.WeaklyUp)
                .OrderBy(member => member, Member.AgeOrdering)
                .Select(member =>
                    new CoordinatedAgent(SeenCoordinator.NameOf(member), member.Address, member.HasRole(NodeRoles.Coordinator)))
                .DistinctBy(agent => agent.Name),
        ];
    }
}

/// <summary>What is so when the coordinator decides.</summary>
/// <param name="Now">The moment.</param>
/// <param name="Agents">The agents, that which is longest in the cluster first.</param>
public sealed record CoordinatorContext(Moment Now, ImmutableArray<CoordinatedAgent> Agents)
{
    /// <summary>Whether an agent is in the cluster.</summary>
    public bool Has(string name) => Agents.Any(agent => agent.Name == name);
}

/// <summary>What the coordinator does, as data.</summary>
public abstract record CoordinatorEffect
{
    private CoordinatorEffect()
    {
    }

    /// <summary>Every agent is sent this.</summary>
    /// <param name="Message">What.</param>
    /// <param name="AlsoOld">Those of 0.1.0 too.</param>
    public sealed record TellAll(object Message, bool AlsoOld) : CoordinatorEffect;

    /// <summary>An agent is sent this.</summary>
    /// <param name="Agent">Its name.</param>
    /// <param name="Message">What.</param>
    public sealed record Tell(string Agent, object Message) : CoordinatorEffect;
}
