using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization;
using Actors.Cli.Views;
using Actors.Contracts.Api;
using Actors.Dev.Cluster;
using Actors.Dev.State;

namespace Actors.Dev.Views;

/// <summary>What is known of one node from the three who know something: the kernel, the cluster, HAProxy.</summary>
/// <param name="Name">Of the node.</param>
/// <param name="Role">seed, ha or web.</param>
/// <param name="Pid">While the process lives.</param>
/// <param name="Process">running, stopped or killed (by us), died (by itself), foreign (not started here), leaves.</param>
/// <param name="Cluster">Its status as a member: Joining, WeaklyUp, Up, Leaving, Exiting, Down; null when it is none.</param>
/// <param name="Reachable">As the cluster sees it; null when it is no member.</param>
/// <param name="Haproxy">Ready or Drain for a web node HAProxy has, running or down for the agent's HAProxy.</param>
/// <param name="Address">Where it serves: HTTP of a web node, the service of an agent, remoting of a seed.</param>
internal sealed record NodeRow(
    string Name,
    string Role,
    int? Pid,
    string Process,
    string? Cluster,
    bool? Reachable,
    string? Haproxy,
    string? Address)
{
    /// <summary>What happens to its clients, such as <c>serving</c> or <c>down</c>; null where the agent does not say it.</summary>
    public string? State { get; init; }
}

/// <summary>What <c>ps --json</c> prints.</summary>
/// <param name="Service">The service's address.</param>
/// <param name="Stats">HAProxy's stats page.</param>
/// <param name="Status">The agent's status.</param>
/// <param name="Split">Whether there is more than one cluster.</param>
/// <param name="Clusters">The names of the nodes of each cluster.</param>
/// <param name="Haproxy">One line about HAProxy; null when the agent does not answer.</param>
/// <param name="HaproxyStatus">The same as values.</param>
/// <param name="Failure">Why the agent could not apply the last change; null when it could.</param>
/// <param name="Frozen">Why lost nodes stay in HAProxy; null when they do not.</param>
/// <param name="Nodes">One for each node.</param>
internal sealed record SystemReport(
    Uri Service,
    Uri Stats,
    Uri Status,
    bool Split,
    ImmutableArray<ImmutableArray<string>> Clusters,
    string? Haproxy,
    HaProxyStatus? HaproxyStatus,
    string? Failure,
    string? Frozen,
    ImmutableArray<NodeRow> Nodes)
{
    /// <summary>The agent's page.</summary>
    public required Uri Dashboard { get; init; }

    /// <summary>What clients get, in a line; null when the agent does not answer or does not say it.</summary>
    public HealthReport? Health { get; init; }

    /// <param name="state">What was started.</param>
    /// <param name="isAlive">Whether a node's process lives.</param>
    /// <param name="cluster">What the nodes say.</param>
    /// <param name="agent">What the agent says; null where it does not answer.</param>
    /// <param name="nodes">What it says of the nodes; null where it does not answer.</param>
    public static SystemReport From(
        RunState state, Func<NodeRecord, bool> isAlive, ClusterSurvey cluster, AgentStatus? agent, IReadOnlyList<NodeView>? nodes = null)
    {
        var known = state.Nodes.Select(node => Row(node, state, isAlive(node), cluster, agent));
        var others = cluster.Members.Values
            .Where(member => state.Find(member.Name) is null)
            .OrderBy(member => member.Name, StringComparer.Ordinal)
            .Select(member => new NodeRow(
                member.Name,
                RoleOf(member),
                null,
                ProcessOf(member),
                member.Status,
                member.Reachable,
                Served(member.Name, agent),
                NodeText.Host(member.Address)));
        return new SystemReport(
            state.Service,
            state.Stats,
            state.Status,
            cluster.IsSplit,
            cluster.Clusters,
            agent is null ? null : Describe(agent.HaProxy),
            agent?.HaProxy,
            agent?.LastFailure is { } failure ? $"{failure.Stage}: {failure.Output.Trim()} {failure.Hint}".TrimEnd() : null,
            agent?.Frozen?.Why,
            [.. known.Concat(others).Select(row => row with { State = Effective(row.Name, nodes) })])
        {
            Dashboard = state.Dashboard,
            Health = agent?.Health,
        };
    }

    private static NodeRow Row(NodeRecord node, RunState state, bool alive, ClusterSurvey cluster, AgentStatus? agent)
    {
        var member = cluster.Members.GetValueOrDefault(node.Name);
        return new NodeRow(
            node.Name,
            node.Program,
            alive ? node.Process?.Pid : null,
            alive ? "running" : node.End ?? "died",
            member?.Status,
            member?.Reachable,
            node.Role switch
            {
                NodeRole.Ha when agent is not null => agent.HaProxy.Running ? "running" : "down",
                NodeRole.Web => Served(node.Name, agent),
                _ => null,
            },
            node.Role switch
            {
                NodeRole.Ha => state.Service.ToString(),
                NodeRole.Web => $"http://127.0.0.1:{Text(node.WebPort ?? 0)}/",
                _ => $"127.0.0.1:{Text(node.Port)}",
            });
    }

    private static string RoleOf(ClusterViewMember member) =>
        member.Roles is null ? "-" : member.Roles.FirstOrDefault(role => role is "seed" or "ha" or "web") ?? "-";

    /// <summary>One that was started elsewhere, or one of ours whose end the others have not received yet.</summary>
    private static string ProcessOf(ClusterViewMember member) =>
        member.Status is "Leaving" or "Exiting" or "Down" or "Removed" ? "leaves" : "foreign";

    private static string? Served(string name, AgentStatus? agent) =>
        agent?.Nodes.FirstOrDefault(node => node.Name == name)?.State.ToString();

    private static string? Effective(string name, IReadOnlyList<NodeView>? nodes) =>
        nodes?.FirstOrDefault(node => node.Name == name)?.Effective?.ToString().ToLowerInvariant();

    private static string Describe(HaProxyStatus haproxy) => haproxy.Running
        ? $"HAProxy {haproxy.Version} runs, pid {Text(haproxy.Pid ?? 0)}, {Count(haproxy.Changes, "change")} by runtime API, "
            + $"{Count(haproxy.Reloads, "reload")}, {Count(haproxy.Restarts, "restart")}"
            + (haproxy.Drift > 0 ? $", drift corrected {Count(haproxy.Drift, "time")}" : "")
        : "HAProxy does not run";

    private static string Count(long? number, string what) => Listing.Count(number ?? 0, what);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}

[JsonSourceGenerationOptions(WriteIndented = true, UseStringEnumConverter = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SystemReport))]
internal sealed partial class ReportJson : JsonSerializerContext;
