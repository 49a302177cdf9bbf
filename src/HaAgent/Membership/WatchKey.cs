using Akka.Cluster;

namespace Actors.HaAgent.Membership;

/// <summary>By which the listener knows the answer to a <see cref="ServerQuestion"/>.</summary>
/// <param name="Node">The node whose server it is about.</param>
/// <param name="Life">Which life of the listener has asked.</param>
internal sealed record WatchKey(UniqueAddress Node, long Life);
