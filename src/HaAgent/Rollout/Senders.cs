using Akka.Actor;

namespace Actors.HaAgent.Rollout;

/// <summary>Where a message comes from: its sender says nothing else of itself that can be relied on.</summary>
public static class Senders
{
    /// <summary>Whether a sender is at an address of the cluster; one of this actor system has none in its path.</summary>
    public static bool Is(IActorRef sender, Address address, ActorSystem system)
    {
        ArgumentNullException.ThrowIfNull(sender);
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(system);
        return address.Equals(
            sender.Path.Address.HasGlobalScope ? sender.Path.Address : ((ExtendedActorSystem)system).Provider.DefaultAddress);
    }
}
