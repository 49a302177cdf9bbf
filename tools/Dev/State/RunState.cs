using System.Collections.Immutable;
using Actors.Dev.Processes;

namespace Actors.Dev.State;

/// <summary>What <c>.run/state.json</c> holds: everything a later command needs to find and to end what an earlier one started.</summary>
/// <param name="Version">Of the format; a file of another version is not touched.</param>
/// <param name="BootId">The machine's boot; process ids of another boot mean nothing.</param>
/// <param name="HttpPort">HAProxy's port for the service.</param>
/// <param name="StatsPort">HAProxy's stats page.</param>
/// <param name="RuntimePath">HAProxy's sockets; usually in <c>.run/ha-1/run</c>.</param>
/// <param name="HaProxyBinary">The program the agent starts.</param>
/// <param name="TemplatePath">A template given by option.</param>
/// <param name="IsEncrypted">Whether the nodes talk over TLS.</param>
/// <param name="Nodes">Every node that is known, in the order of <see cref="NodeOrder"/>.</param>
internal sealed record RunState(
    int Version,
    string BootId,
    int HttpPort,
    int StatsPort,
    string RuntimePath,
    string HaProxyBinary,
    string? TemplatePath,
    bool IsEncrypted,
    ImmutableArray<NodeRecord> Nodes)
{
    public const int CurrentVersion = 1;

    public NodeRecord? Find(string name) => Nodes.FirstOrDefault(node => node.Name == name);

    public NodeRecord Seed => Nodes.First(node => node.Role == NodeRole.Seed);

    public NodeRecord Ha => Nodes.First(node => node.Role == NodeRole.Ha);

    public IEnumerable<NodeRecord> Webs => Nodes.Where(node => node.Role == NodeRole.Web);

    /// <summary>The service's address.</summary>
    public Uri Service => new($"http://127.0.0.1:{HttpPort}/");

    /// <summary>HAProxy's stats page.</summary>
    public Uri Stats => new($"http://127.0.0.1:{StatsPort}/");

    /// <summary>The agent's page.</summary>
    public Uri Dashboard => new($"http://127.0.0.1:{Ha.ManagementPort}/");

    /// <summary>The agent's own status, as JSON.</summary>
    public Uri Status => new($"http://127.0.0.1:{Ha.ManagementPort}/api/status");

    /// <summary>The same with this record put in by its name, replacing one of that name.</summary>
    public RunState With(NodeRecord node) =>
        this with { Nodes = [.. Nodes.Where(other => other.Name != node.Name).Append(node).Order(NodeOrder.Instance)] };

    public RunState Without(IEnumerable<string> names)
    {
        var gone = names.ToHashSet(StringComparer.Ordinal);
        return this with { Nodes = [.. Nodes.Where(node => !gone.Contains(node.Name))] };
    }

    /// <summary>Processes of another boot are gone, whatever has their numbers now.</summary>
    public RunState OnBoot(string bootId) => bootId == BootId
        ? this
        : this with { BootId = bootId, Nodes = [.. Nodes.Select(node => node with { Process = null })] };

    /// <summary>The nodes whose process lives.</summary>
    public IEnumerable<NodeRecord> Alive(Func<ProcessId, bool> isAlive) =>
        Nodes.Where(node => node.Process is { } process && isAlive(process));
}

/// <summary>Seeds, agents, web nodes; then by number, so that web-10 comes after web-9.</summary>
internal sealed class NodeOrder : IComparer<NodeRecord>
{
    public static readonly NodeOrder Instance = new();

    public int Compare(NodeRecord? x, NodeRecord? y)
    {
        if (x is null || y is null)
        {
            return Comparer<object>.Default.Compare(x, y);
        }

        var byRole = x.Role.CompareTo(y.Role);
        var byNumber = byRole != 0 ? byRole : x.Number.CompareTo(y.Number);
        return byNumber != 0 ? byNumber : string.CompareOrdinal(x.Name, y.Name);
    }
}
