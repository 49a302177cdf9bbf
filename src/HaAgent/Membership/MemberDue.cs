using Akka.Cluster;

namespace Actors.HaAgent.Membership;

/// <summary>The moment has come that a node was given until. Each has one timer, of which it is the key.</summary>
/// <param name="Node">The node.</param>
internal abstract record MemberDue(UniqueAddress Node)
{
    /// <summary>Gossip has called it unreachable for long enough.</summary>
    public sealed record Unreachable(UniqueAddress Node) : MemberDue(Node);

    /// <summary>It has announced itself, and gossip does not show it.</summary>
    public sealed record Unconfirmed(UniqueAddress Node) : MemberDue(Node);

    /// <summary>It has not answered the probe.</summary>
    public sealed record Unanswered(UniqueAddress Node) : MemberDue(Node);

    /// <summary>The cluster has downed it, and it is asked again whether it answers.</summary>
    public sealed record Retained(UniqueAddress Node) : MemberDue(Node);

    /// <summary>Leaving, it has had its time to finish its requests.</summary>
    public sealed record Drained(UniqueAddress Node) : MemberDue(Node);

    /// <summary>Leaving, it has been held for as long as it may be.</summary>
    public sealed record Held(UniqueAddress Node) : MemberDue(Node);

    /// <summary>All that may be due for a node.</summary>
    public static IEnumerable<MemberDue> AllOf(UniqueAddress node) =>
        [new Unreachable(node), new Unconfirmed(node), new Unanswered(node), new Retained(node), new Drained(node), new Held(node)];
}
