using System.Collections.Immutable;
using Actors.HaAgent.Membership;

namespace Actors.HaAgent.Desired;

/// <summary>
/// The servers whose nodes have fallen silent: the cluster cannot reach them, has downed them, or has removed them without a leave that
/// they announced. Where HAProxy's own check finds
/// nothing there either, nothing that it has on them can end well (docs/adr/0035). Pure: each observation gives the next value.
/// </summary>
public sealed record SilentNodes
{
    /// <summary>None.</summary>
    public static readonly SilentNodes None = new();

    /// <summary>
    /// How long one is kept that the cluster does not show any more: longer than HAProxy keeps a request, and an old worker.
    /// </summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(10);

    private ImmutableDictionary<string, (string Server, TimeSpan At)> Nodes { get; init; } =
        ImmutableDictionary.Create<string, (string, TimeSpan)>(StringComparer.Ordinal);

    /// <summary>The servers, as <c>backend/server</c>.</summary>
    public ImmutableHashSet<string> Servers => [.. Nodes.Values.Select(node => node.Server)];

    /// <summary>After a snapshot.</summary>
    /// <param name="snapshot">What the cluster says.</param>
    /// <param name="now">The moment, on any clock that only goes forward.</param>
    public SilentNodes Observe(MembershipSnapshot snapshot, TimeSpan now)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var nodes = Nodes.RemoveRange(Nodes.Where(node => now - node.Value.At > KeptFor).Select(node => node.Key).ToList());
        foreach (var node in snapshot.Nodes.GroupBy(node => node.Description.Name, StringComparer.Ordinal))
        {
            nodes = node.All(IsSilent)
                ? nodes.SetItem(node.Key, ($"{node.First().Description.Service}/{node.Key}", now))
                : nodes.Remove(node.Key);
        }

        return nodes.IsEmpty && Nodes.IsEmpty ? this : this with { Nodes = nodes };
    }

    private static bool IsSilent(NodeRecord node) => node is { Status: NodeStatus.Gone } or { Status: NodeStatus.In, Reachable: false };
}
