using System.Collections.Immutable;
using Actors.Clustering;
using Akka.Actor;
using Akka.Cluster;

namespace Actors.HaAgent.Rollout;

/// <summary>The other agents of the cluster, as this one sees them.</summary>
/// <param name="IsMember">Whether this agent is in the cluster: else it knows of no other.</param>
/// <param name="All">The other agents.</param>
public sealed record AgentPeers(bool IsMember, ImmutableArray<AgentPeer> All)
{
    /// <summary>Who is in the cluster at this moment. The order is that of their age, the same at each agent.</summary>
    public static AgentPeers Of(ActorSystem system)
    {
        var cluster = Cluster.Get(system);
        if (cluster.IsTerminated)
        {
            return new AgentPeers(false, []);
        }

        var self = cluster.SelfMember;
        var others = cluster.State.Members.Where(member =>
            member.HasRole(NodeRoles.Ha) && member.UniqueAddress != cluster.SelfUniqueAddress && IsIn(member));
        return new AgentPeers(IsIn(self), [.. others.Select(member => Peer(system, member, self))]);
    }

    private static AgentPeer Peer(ActorSystem system, Member member, Member self) => new(
        NodeDescription.NameIn(member.AppVersion.ToString()) ?? $"{member.Address.Host}:{member.Address.Port}",
        Member.AgeOrdering.Compare(member, self) < 0,
        member.Address,
        system.ActorSelection($"{member.Address}/user/{TemplateWatch.Name}"));

    private static bool IsIn(Member member) => member.Status is MemberStatus.Up or MemberStatus.WeaklyUp;
}

/// <summary>Another agent.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsBefore">Whether it is longer in the cluster than this one.</param>
/// <param name="Address">Where it is.</param>
/// <param name="Watch">The actor to ask there.</param>
public sealed record AgentPeer(string Name, bool IsBefore, Address Address, ICanTell Watch);
