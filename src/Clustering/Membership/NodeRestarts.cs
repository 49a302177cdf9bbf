namespace Actors.Clustering.Membership;

/// <summary>
/// On the system's event stream: this actor system is about to end and another one to start. Actors that could want that have nothing
/// more to do, nor answers for a cluster that it leaves.
/// </summary>
public sealed record NodeRestarts;
