using System.Text.Json;
using Actors.Clustering;
using Actors.Clustering.Identity;
using Actors.Clustering.Seeds;
using Actors.Protocols.Harness;
using Microsoft.Extensions.Logging;

namespace Actors.Protocols.Identity;

/// <summary>Two systems on one network: what is given to the nodes of each, and what each remembers.</summary>
internal static class TwoSystems
{
    /// <summary>Makes these nodes of one system, for their next start.</summary>
    /// <param name="cluster">All nodes.</param>
    /// <param name="seeds">The nodes that the system is configured with as seeds, in this order.</param>
    /// <param name="name">The name of its cluster; null for the default.</param>
    /// <param name="nodes">Its nodes.</param>
    public static void Give(this TestCluster cluster, string seeds, string? name, params string[] nodes)
    {
        IReadOnlyList<SeedSource> addresses = [.. seeds.Split(' ').Select(seed => cluster[seed].Address)];
        foreach (var node in nodes.Select(node => cluster[node]))
        {
            node.Options = node.Options with { Seeds = addresses, Cluster = name ?? node.Options.Cluster };
        }
    }

    /// <summary>The node is another system's from now on: nothing is left of what its machine was before.</summary>
    public static void Wipe(this TestNode node)
    {
        if (Directory.Exists(node.Options.StatePath))
        {
            Directory.Delete(node.Options.StatePath, recursive: true);
        }
    }

    /// <summary>The identity in a node's state folder; null where there is none.</summary>
    public static string? IdentityOf(this TestNode node)
    {
        var path = Path.Combine(node.Options.StatePath, ClusterIdentityFile.FileName);
        return File.Exists(path) ? JsonDocument.Parse(File.ReadAllText(path)).RootElement.GetProperty("identity").GetString() : null;
    }

    /// <summary>These become whole clusters and stay so, long enough for each to have asked the others' seeds many times.</summary>
    public static async Task AssertStayApartAsync(this TestCluster cluster, params string[][] systems)
    {
        foreach (var system in systems)
        {
            await cluster.UntilWholeAsync(system);
        }

        var starts = cluster.Running.ToDictionary(node => node.Name, node => node.Starts);
        await cluster.PassAsync(ClusterTimings.Default.AskSeedsEvery * 6);
        Assert.All(systems, system => Assert.True(TestCluster.IsWhole(system.Select(name => cluster[name])), cluster.Describe()));
        Assert.All(starts, node => Assert.True(cluster[node.Key].Starts == node.Value, cluster.Describe()));
    }

    /// <summary>The node has said once, as a warning, that the other one is of another cluster, and named both.</summary>
    public static void AssertRefused(this TestCluster cluster, string node, string other, params string[] named)
    {
        var line = Assert.Single(
            cluster[node].Log.Where(line =>
                line.Level == LogLevel.Warning
                    && line.Text.Contains($"{cluster[other].Address} is of cluster '", StringComparison.Ordinal)).Select(line =>
                    line.Text).DefaultIfEmpty(cluster.Describe()));
        Assert.All(named, text => Assert.Contains(text, line, StringComparison.Ordinal));
    }
}
