using System.Collections.Immutable;

namespace Actors.HaAgent.Membership;

/// <summary>What happened between two snapshots, in words: what a change came of. Pure.</summary>
public static class SnapshotDifference
{
    /// <summary>One short sentence for each node that differs, by name.</summary>
    public static ImmutableArray<string> Between(MembershipSnapshot before, MembershipSnapshot after)
    {
        var was = before.Nodes.ToDictionary(node => node.Key, StringComparer.Ordinal);
        var words = new List<(string Name, string What)>();
        foreach (var node in after.Nodes)
        {
            if (Of(was.GetValueOrDefault(node.Key), node) is { } what)
            {
                words.Add((node.Description.Name, what));
            }

            was.Remove(node.Key);
        }

        words.AddRange(was.Values.Select(node => (node.Description.Name, "was removed")));
        var refusedBefore = before.Refused.ToHashSet();
        words.AddRange(
            from refused in after.Refused
            where !refusedBefore.Contains(refused)
            select (refused.Name, $"was refused: {refused.Reason}"));
        return [.. words.OrderBy(word => word.Name, StringComparer.Ordinal).Select(word => $"{word.Name} {word.What}")];
    }

    private static string? Of(NodeRecord? before, NodeRecord now) => before switch
    {
        null => now.Status switch
        {
            NodeStatus.In => now.Probe == ProbeState.Healthy ? "joined" : "announced itself",
            NodeStatus.Leaving => "came and leaves",
            _ => "was down when it was first seen",
        },
        _ when now.Status != before.Status => now.Status switch
        {
            NodeStatus.In => "is in again",
            NodeStatus.Leaving => "leaves",
            _ => "is down",
        },
        _ when now.IsIdle && !before.IsIdle => "has finished its requests",
        _ when now.Probe != before.Probe => now.Probe == ProbeState.Healthy ? "joined" : "does not answer",
        _ when now.Absence != before.Absence => now.Absence is null
            ? "answers at its address again"
            : $"is not at its address any more: {now.Absence.Why}",
        _ when now.Reachable != before.Reachable => now.Reachable ? "is reachable again" : "is unreachable",
        _ when now.Ready != before.Ready => now.Ready ? "is ready" : $"is not ready: {now.Reason}".TrimEnd(' ', ':'),
        _ when now.Description != before.Description || now.Host != before.Host => "describes itself anew",
        _ => null,
    };
}
