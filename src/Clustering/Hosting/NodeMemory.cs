using Actors.Clustering.Identity;
using Actors.Clustering.Seeds;

namespace Actors.Clustering.Hosting;

/// <summary>What a node remembers of its cluster from one actor system to the next.</summary>
/// <param name="Members">The members that it last knew.</param>
/// <param name="Identity">The cluster's identity.</param>
/// <param name="Strangers">The other clusters that it has named.</param>
internal sealed record NodeMemory(KnownMembersFile Members, ClusterIdentityFile Identity, StrangerClusters Strangers);
