using Actors.Clustering;
using Akka.Actor;
using Akka.Cluster;

namespace Actors.HaAgent.Rollout;

/// <summary>The coordinator as an agent sees it: beside the agent that is longest in the cluster (docs/adr/0049).</summary>
/// <param name="IsMember">Whether this agent is in the cluster: else it knows of no coordinator.</param>
/// <param name="Agent">The name of the agent beside it; empty where there is none.</param>
/// <param name="Address">Where it is; null where there is none.</param>
/// <param name="Actor">The coordinator.</param>
public sealed record SeenCoordinator(bool IsMember, string Agent, Address? Address, ICanTell Actor)
{
    /// <summary>The name of the actor that starts the coordinator where it belongs.</summary>
    public const string ManagerName = "coordinator";

    /// <summary>The name of the coordinator below it.</summary>
    public const string Name = "singleton";

    /// <summary>There is none.</summary>
    /// <param name="isMember">Whether this agent is in the cluster.</param>
    public static SeenCoordinator None(bool isMember) => new(isMember, "", null, ActorRefs.Nobody);

    /// <summary>Where it is at this moment.</summary>
    public static SeenCoordinator Of(ActorSystem system)
    {
        var cluster = Cluster.Get(system);
        if (cluster.IsTerminated)
        {
            return None(false);
        }

        var isMember = cluster.SelfMember.Status is MemberStatus.Up or MemberStatus.WeaklyUp;
        // As ClusterSingletonManager has it: one that leaves still is the oldest.
        var oldest = cluster.State.Members
            .Where(member => member.HasRole(NodeRoles.Coordinator) && member.Status is MemberStatus.Up or MemberStatus.Leaving)
            .OrderBy(member => member, Member.AgeOrdering).FirstOrDefault();
        return oldest is null ? None(isMember) : new SeenCoordinator(
            isMember,
            NameOf(oldest),
            oldest.Address,
            system.ActorSelection($"{oldest.Address}/user/{ManagerName}/{Name}"));
    }

    /// <summary>A member's name.</summary>
    public static string NameOf(Member member)
    {
        ArgumentNullException.ThrowIfNull(member);
        return NodeDescription.NameIn(member.AppVersion.ToString()) ?? $"{member.Address.Host}:{member.Address.Port}";
    }
}
