using System.Collections.Immutable;
using Actors.Contracts.Api;

namespace Actors.Dev.Cluster;

/// <summary>What all the nodes' answers together say. Pure.</summary>
/// <param name="Members">As the first node sees it that is in a cluster, by name.</param>
/// <param name="Source">Who that is; null when nobody who answered is in a cluster.</param>
/// <param name="Clusters">The names of the nodes of each cluster there is; more than one is a split.</param>
internal sealed record ClusterSurvey(
    ImmutableDictionary<string, ClusterViewMember> Members,
    string? Source,
    ImmutableArray<ImmutableArray<string>> Clusters)
{
    public static readonly ClusterSurvey Empty = new(ImmutableDictionary<string, ClusterViewMember>.Empty, null, []);

    public bool IsSplit => Clusters.Length > 1;

    /// <summary>
    /// Two nodes are of one cluster when one of them counts the other as a member, or both are of one with a third. Views may
    /// differ for a moment while gossip travels; knowing nothing at all of each other is what a split looks like.
    /// </summary>
    public static ClusterSurvey From(IEnumerable<ClusterView> answers)
    {
        var joined = answers.Where(answer => answer.IsInCluster).ToArray();
        if (joined.Length == 0)
        {
            return Empty;
        }

        var clusters = new List<List<ClusterView>>();
        foreach (var answer in joined)
        {
            var related = clusters.Where(cluster => cluster.Exists(other => Counts(answer, other) || Counts(other, answer))).ToArray();
            clusters.RemoveAll(related.Contains);
            clusters.Add([.. related.SelectMany(cluster => cluster), answer]);
        }

        var members = ImmutableDictionary.CreateBuilder<string, ClusterViewMember>(StringComparer.Ordinal);
        foreach (var member in joined[0].Members)
        {
            // A node started again at its old address is listed twice until the old one is removed: the newer comes last.
            members[member.Name] = member;
        }

        return new ClusterSurvey(
            members.ToImmutable(),
            joined[0].Self.Name,
            [.. clusters.Select(cluster => cluster.Select(answer => answer.Self.Name).ToImmutableArray())]);
    }

    private static bool Counts(ClusterView answer, ClusterView other) =>
        answer.Members.Any(member => member.Address == other.Self.Address);
}
