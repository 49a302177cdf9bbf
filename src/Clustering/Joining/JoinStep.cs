using Actors.Clustering.Identity;
using Actors.Clustering.Seeds;

namespace Actors.Clustering.Joining;

/// <summary>What a node that is in no cluster does next.</summary>
public abstract record JoinStep
{
    private JoinStep()
    {
    }

    /// <summary>It waits for answers.</summary>
    public sealed record Wait : JoinStep
    {
        /// <summary>The only one.</summary>
        public static readonly Wait Instance = new();
    }

    /// <summary>It forms a cluster.</summary>
    public sealed record Form : JoinStep
    {
        /// <summary>The only one.</summary>
        public static readonly Form Instance = new();
    }

    /// <summary>It asks a member of its own cluster to let it in.</summary>
    /// <param name="Member">The member.</param>
    /// <param name="Identity">The identity of the member's cluster; null where the member knows none.</param>
    public sealed record Join(SeedAddress Member, ClusterIdentity? Identity) : JoinStep;

    /// <summary>It asks nodes from before 0.1.0, by Akka's own protocol: they do not say whether they are members.</summary>
    /// <param name="First">The nodes, joined by spaces.</param>
    public sealed record AskSilent(string First) : JoinStep
    {
        /// <summary>The nodes.</summary>
        public IReadOnlyList<SeedAddress> Nodes => [.. First.Split(' ').Select(SeedAddress.TryParse).OfType<SeedAddress>()];
    }
}
