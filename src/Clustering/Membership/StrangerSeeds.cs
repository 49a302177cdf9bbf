using Actors.Clustering.Identity;
using Actors.Clustering.Joining;
using Actors.Clustering.Seeds;
using Akka.Actor;

namespace Actors.Clustering.Membership;

/// <summary>
/// Asks the configured seeds that are not members which cluster they belong to, round by round, and says which of them are another
/// system's.
/// </summary>
/// <param name="card">Which cluster this is.</param>
/// <param name="strangers">Where clusters of other systems are named.</param>
internal sealed class StrangerSeeds(Func<ClusterCard> card, StrangerClusters strangers)
{
    private readonly HashSet<Address> _answered = [];
    private readonly HashSet<Address> _greeters = [];

    /// <summary>Asks these in a new round; those that have answered in the last one and have no greeter are from before 0.1.0.</summary>
    public IReadOnlyList<Address> Look(IActorContext context, IEnumerable<Address> seeds)
    {
        IReadOnlyList<Address> silent = [.. _answered.Except(_greeters)];
        _answered.Clear();
        _greeters.Clear();
        foreach (var seed in seeds)
        {
            ClusterGreeter.Look(context, seed);
        }

        return silent;
    }

    /// <summary>A seed has answered; it is asked for its cluster where it can say so.</summary>
    public void OnAnswer(ActorIdentity answer, IActorRef self)
    {
        if (answer.Subject is { } subject)
        {
            (ClusterGreeter.Greet(answer, card().Cluster, self) ? _greeters : _answered).Add(subject.Path.Address);
        }
    }

    /// <summary>Whether the cluster of <paramref name="node"/> must not become one with this one, which the log says once.</summary>
    public bool IsStranger(ClusterCard other, Address node)
    {
        var own = card();
        if (Kinship.MayHeal(own, other))
        {
            return false;
        }

        if (SeedAddress.From(node) is { } address)
        {
            strangers.Tell(address, other, own);
        }

        return true;
    }
}
