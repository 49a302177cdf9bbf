using Akka.Cluster;

namespace Actors.Clustering;

/// <summary>The roles of the cluster: what a node is. Who it is stands in its AppVersion (<see cref="NodeDescription"/>).</summary>
public static class NodeRoles
{
    /// <summary>A node that others join through.</summary>
    public const string Seed = "seed";

    /// <summary>An agent beside a HAProxy.</summary>
    public const string Ha = "ha";

    /// <summary>
    /// An agent that the coordinator may run beside, which is what <see cref="Ha"/> says but for those of 0.1.0 (docs/adr/0049).
    /// </summary>
    public const string Coordinator = "coordinator";

    /// <summary>A node that serves requests.</summary>
    public const string Web = "web";

    /// <summary>Which to ask first to be let in: seeds, then agents, then the rest.</summary>
    public static int Rank(Member member)
    {
        ArgumentNullException.ThrowIfNull(member);
        return member.HasRole(Seed) ? 0 : member.HasRole(Ha) ? 1 : 2;
    }
}
