using Akka.Actor;
using Akka.Cluster;
using Akka.DistributedData;

namespace Actors.HaAgent.Overrides;

/// <summary>Hands overrides to the other agents by Akka's replicator.</summary>
/// <param name="system">The actor system.</param>
internal sealed class OverrideSharing(ActorSystem system)
{
    /// <summary>A new override goes to every agent at once; one that does not take it in this time gets it by gossip.</summary>
    private static readonly WriteAll AtOnce = new(TimeSpan.FromSeconds(1));

    private readonly IActorRef _replicator = DistributedData.Get(system).Replicator;
    private readonly UniqueAddress _self = Cluster.Get(system).SelfUniqueAddress;

    /// <summary>An actor gets <see cref="Changed"/> whenever an agent has changed a page.</summary>
    public void Subscribe(IActorRef store)
    {
        foreach (var page in OverridePages.All)
        {
            _replicator.Tell(Dsl.Subscribe(page, store));
        }
    }

    /// <summary>Shares the override of one node at once.</summary>
    public void ShareNow(string node, OverrideBook book, DateTimeOffset oldest) => Share(OverridePages.Of(node), book, oldest, AtOnce);

    /// <summary>Shares the overrides of nodes as gossip goes.</summary>
    public void Share(IEnumerable<string> nodes, OverrideBook book, DateTimeOffset oldest)
    {
        foreach (var page in nodes.Select(OverridePages.Of).Distinct())
        {
            Share(page, book, oldest);
        }
    }

    /// <summary>Shares a page as gossip goes.</summary>
    public void Share(ORSetKey<string> page, OverrideBook book, DateTimeOffset oldest) => Share(page, book, oldest, WriteLocal.Instance);

    /// <summary>Logs what the replicator did not take; what is only late comes by gossip.</summary>
    public static void Log(IUpdateResponse response, ILogger logger)
    {
        if (!response.IsSuccessful && response is not UpdateTimeout)
        {
            logger.LogError("Overrides cannot be shared with the other agents: {Response}", response);
        }
    }

    private void Share(ORSetKey<string> page, OverrideBook book, DateTimeOffset oldest, IWriteConsistency consistency) => _replicator.Tell(
        Dsl.Update(page, ORSet<string>.Empty, consistency, set => OverridePages.Settle(set, page, book, oldest, _self)));
}
