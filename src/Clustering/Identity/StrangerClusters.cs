using Actors.Clustering.Seeds;
using Microsoft.Extensions.Logging;

namespace Actors.Clustering.Identity;

/// <summary>Names each cluster that a node of this one has met and must not become one with, once in the life of the process.</summary>
public sealed class StrangerClusters(ILogger<StrangerClusters> logger)
{
    private readonly HashSet<(SeedAddress, string, string?)> _told = [];

    /// <summary>The node at <paramref name="address"/> is of another system.</summary>
    public void Tell(SeedAddress address, ClusterCard other, ClusterCard own)
    {
        ArgumentNullException.ThrowIfNull(other);
        lock (_told)
        {
            if (!_told.Add((address, other.Cluster, other.Identity?.Value)))
            {
                return;
            }
        }

        logger.LogWarning(
            "{Address} is of {Other}, and this node of {Own}: they stay apart. Check Node:Seeds on both, and give each system its own "
                + "Node:Cluster; if both are one system, see docs/cluster.md.",
            address, other, own);
    }
}
