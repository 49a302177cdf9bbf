using Actors.Clustering.Seeds;
using Akka.Cluster;

namespace Actors.Protocols.Harness;

/// <summary>What one node sees of another, and what it has logged.</summary>
internal static class Seen
{
    /// <summary>What this node sees the other as; null where it is no member for it.</summary>
    public static MemberStatus? StatusOf(this TestNode node, TestNode other) =>
        node.State.Members.FirstOrDefault(member => SeedAddress.From(member.Address) == other.Address)?.Status;

    /// <summary>Whether the other is a member that cannot be reached, as this node sees it.</summary>
    public static bool CannotReach(this TestNode node, TestNode other) =>
        node.State.Unreachable.Any(member => SeedAddress.From(member.Address) == other.Address);

    /// <summary>When it has first logged a line with all of these texts; null where it has not.</summary>
    public static TimeSpan? LoggedAt(this TestNode node, params string[] texts) =>
        node.Log.FirstOrDefault(line => texts.All(text => line.Text.Contains(text, StringComparison.Ordinal)))?.At;

    /// <summary>When it has first taken the other for dead; null where it has not.</summary>
    public static TimeSpan? DownedAt(this TestNode node, TestNode other) => node.LoggedAt("Downing ", $"{other.Address}: none");

    /// <summary>Waits until one node cannot reach another.</summary>
    public static Task UntilUnreachableAsync(this TestCluster cluster, string seenBy, string name) =>
        cluster.UntilAsync($"{seenBy} cannot reach {name}", () => cluster[seenBy].CannotReach(cluster[name]));

    /// <summary>Waits until these are one cluster of their own.</summary>
    public static Task UntilWholeAsync(this TestCluster cluster, IEnumerable<string> names, TimeSpan? within = null)
    {
        var nodes = names.Select(name => cluster[name]).ToList();
        return cluster.UntilAsync($"{string.Join(' ', nodes)} are one cluster", () => TestCluster.IsWhole(nodes), within);
    }

    /// <summary>The actor systems of these have not ended and started again; of all where none is named.</summary>
    public static void AssertNeverRestarted(this TestCluster cluster, params string[] names)
    {
        foreach (var node in cluster.Running.Where(node => names.Length == 0 || names.Contains(node.Name)))
        {
            Assert.True(node.Starts == 1, $"{node} has started again.\n{cluster.Describe()}");
        }
    }
}
