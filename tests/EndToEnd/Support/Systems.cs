using Actors.Harness.Networks;

namespace Actors.EndToEnd.Support;

/// <summary>Systems of one test.</summary>
internal static class Systems
{
    /// <param name="nodes">How many processes of nodes it has at most at a time.</param>
    /// <param name="haProxy">The version of HAProxy; the newest for null.</param>
    /// <param name="seeds">How many seeds there may be.</param>
    /// <param name="network">What connects the nodes; null for loopback.</param>
    public static Task<LocalSystem> OpenAsync(int nodes, string? haProxy = null, int seeds = 1, INetwork? network = null) =>
        LocalSystem.OpenAsync(nodes, seeds, HaProxies.PathOf(haProxy ?? HaProxies.Newest), network);
}
