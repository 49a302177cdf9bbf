using System.Collections.Immutable;

namespace Actors.HaAgent.Membership;

/// <summary>The nodes that wait, as they report it; each is known by its address in the cluster. Pure.</summary>
public sealed record WaitingTable
{
    /// <summary>How long a node is believed to wait that reports no more: several reports of it.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(12);

    /// <summary>More than these are not shown.</summary>
    public const int Most = 1000;

    private const int LongestReason = 200;

    /// <summary>No node waits.</summary>
    public static readonly WaitingTable Empty = new();

    private ImmutableDictionary<string, (WaitingNode Node, DateTimeOffset HeardAt)> Heard { get; init; } =
        ImmutableDictionary.Create<string, (WaitingNode, DateTimeOffset)>(StringComparer.Ordinal);

    /// <summary>The nodes, by name.</summary>
    public IReadOnlyList<WaitingNode> Nodes =>
    [
        .. Heard.Values.Select(one => one.Node)
            .OrderBy(node => node.Name, StringComparer.Ordinal)
            .ThenBy(node => node.Address, StringComparer.Ordinal),
    ];

    /// <summary>With a report. One whose description cannot be read, or names another node, changes nothing.</summary>
    /// <param name="address">The node's address in the cluster.</param>
    /// <param name="host">The host of it.</param>
    /// <param name="name">The node's name.</param>
    /// <param name="appVersion">Its description.</param>
    /// <param name="reason">Why it waits.</param>
    /// <param name="now">When the report has come.</param>
    public WaitingTable With(string address, string host, string name, string appVersion, string reason, DateTimeOffset now)
    {
        var isKnown = Heard.TryGetValue(address, out var before);
        if (NodeDescription.TryRead(appVersion, out _) is not { } description
            || description.Name != name
            || (!isKnown && Heard.Count >= Most))
        {
            return this;
        }

        var printable = new string([.. (reason ?? "").Take(LongestReason).Where(c => !char.IsControl(c))]);
        var since = isKnown && before.Node.Name == name ? before.Node.Since : now;
        var node = new WaitingNode(
            name, description.Service, host, printable, since, description.Port, description.Version, description.Weight)
        {
            Zone = description.Zone,
        };
        return this with { Heard = Heard.SetItem(address, (node, now)) };
    }

    /// <summary>Without the nodes that have joined, and those that have not reported for long.</summary>
    /// <param name="members">The addresses of the members.</param>
    /// <param name="now">The time.</param>
    public WaitingTable Without(IReadOnlySet<string> members, DateTimeOffset now) =>
        Heard.Where(one => members.Contains(one.Key) || now - one.Value.HeardAt > KeptFor).Select(one => one.Key).ToList()
            is { Count: > 0 } gone
            ? this with { Heard = Heard.RemoveRange(gone) }
            : this;
}
