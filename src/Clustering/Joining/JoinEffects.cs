using Actors.Clustering.Identity;
using Akka.Actor;
using Akka.Cluster;

namespace Actors.Clustering.Joining;

/// <summary>Carries out what a node that is in no cluster does next.</summary>
/// <param name="cluster">Akka's cluster.</param>
/// <param name="identity">Where the cluster's identity is kept.</param>
internal sealed class JoinEffects(Cluster cluster, ClusterIdentityFile identity)
{
    /// <summary>Takes the step.</summary>
    public void CarryOut(JoinStep step)
    {
        switch (step)
        {
            case JoinStep.Join join:
                cluster.Join(join.Member.ToAddress(cluster.SelfAddress));
                break;
            case JoinStep.AskSilent ask:
                cluster.JoinSeedNodes(ask.Nodes.Select(node => node.ToAddress(cluster.SelfAddress)));
                break;
            case JoinStep.Form:
                // Before it lets others in, which ask for it.
                identity.OrNew();
                cluster.Join(cluster.SelfAddress);
                break;
        }
    }

    /// <summary>The step has led into a cluster, whose identity is kept from now on.</summary>
    public void Complete(JoinStep step)
    {
        if (step is JoinStep.Join { Identity: { } joined })
        {
            identity.Adopt(joined);
        }
    }

    /// <summary>The node has asked for long enough: its actor system starts again.</summary>
    public static void GiveUp(ActorSystem system) =>
        CoordinatedShutdown.Get(system).Run(CoordinatedShutdown.ClusterJoinUnsuccessfulReason.Instance);
}
