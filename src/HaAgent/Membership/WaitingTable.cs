using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Actors.HaAgent.Membership;

/// <summary>A node that is not in the cluster yet, since its program is not well.</summary>
/// <param name="Description">What it says of itself.</param>
/// <param name="Address">Its address.</param>
/// <param name="Reason">Why it waits.</param>
/// <param name="Since">Since when this agent has heard of it, without a longer pause.</param>
public sealed record WaitingNode(
    [property: JsonIgnore] NodeDescription Description, string Address, string Reason, DateTimeOffset Since)
{
    /// <summary>Its name.</summary>
    [JsonPropertyOrder(-1)]
    public string Name => Description.Name;

    /// <summary>Its service.</summary>
    [JsonPropertyOrder(-1)]
    public string Service => Description.Service;

    /// <summary>The port that its program is to listen on.</summary>
    public int Port => Description.Port;

    /// <summary>What it serves, for people.</summary>
    public string Version => Description.Version;

    /// <summary>Its weight.</summary>
    public int Weight => Description.Weight;
}

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
        var node = new WaitingNode(description, host, printable, since);
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
