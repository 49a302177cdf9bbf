using Actors.HaAgent.Desired;
using Actors.HaAgent.HaProxy;

namespace Actors.HaAgent.Health;

/// <summary>
/// The one truth of each node (docs/adr/0052): what happens to its clients, made of the operator's override, the cluster, the agent's
/// own watch, the probe and HAProxy's check. What says that a node does not serve counts from the moment that it is known; what says
/// that it does counts only where nothing speaks against it. Pure.
/// <para>In this order: what an operator wants; what the node and the agent's watch say of it; the cluster; HAProxy's check.</para>
/// <para>
/// The cluster alone never says of most of a service that it is lost: then it is likelier this agent that is cut off, the servers stay
/// as they are (<see cref="DesiredStateBuilder"/>), and HAProxy's checks say who serves.
/// </para>
/// </summary>
public static class EffectiveStates
{
    /// <summary>For how long a node may be <see cref="EffectiveState.Starting"/>; after that it is down.</summary>
    public static readonly TimeSpan StartingFor = TimeSpan.FromMinutes(2);

    private const string CheckOk = "OK";

    /// <summary>The nodes, each with its effective state and why.</summary>
    /// <param name="nodes">The nodes with the evidence of each.</param>
    /// <param name="haproxy">What the agent can see of HAProxy.</param>
    /// <param name="now">The moment.</param>
    public static IReadOnlyList<NodeView> Of(IReadOnlyCollection<NodeView> nodes, HaProxySight haproxy, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        var cutOff = nodes.Where(IsMeantToServe).GroupBy(node => node.Service, StringComparer.Ordinal)
            .Where(service => service.Count(IsLost) > service.Count(node => !IsLost(node)))
            .Select(service => service.Key).ToHashSet(StringComparer.Ordinal);
        return [.. nodes.Select(node => Of(node, isLost: IsLost(node) && !cutOff.Contains(node.Service), haproxy, now))];
    }

    private static NodeView Of(NodeView node, bool isLost, HaProxySight haproxy, DateTimeOffset now)
    {
        var (state, why) = ByOperator(node) ?? ByNode(node) ?? (isLost ? Lost(node) : ByHaProxy(node, haproxy));
        return node with
        {
            Effective = state == EffectiveState.Starting && now - node.Since > StartingFor ? EffectiveState.Down : state,
            EffectiveWhy = why,
        };
    }

    // The override counts before HAProxy has it: that takes milliseconds, and who asks in between must not be told the opposite.
    private static (EffectiveState State, string Why)? ByOperator(NodeView node) => (node.Override?.State, node.State) switch
    {
        (AdminState.Maintenance, _) => (EffectiveState.Maintenance, $"in maintenance {node.Override!.ByWhom}"),
        (AdminState.Drain, _) => (EffectiveState.Draining, $"drained {node.Override!.ByWhom}"),
        (_, AdminState.Maintenance) => (EffectiveState.Maintenance, node.Why),
        _ when node.Override?.Weight == 0 => (EffectiveState.Draining, $"weight 0 {node.Override.ByWhom}"),
        _ => null,
    };

    private static (EffectiveState State, string Why)? ByNode(NodeView node) => node switch
    {
        // It is not in the cluster yet.
        { Source: NodeSource.Report } => (EffectiveState.Starting, node.Why),
        { State: not AdminState.Drain } => node.Weight == 0 ? (EffectiveState.Draining, "weight 0") : null,
        { Why: var why } when Begins(why, WhyDrained.NoAnswer) => (EffectiveState.Starting, why),
        { Why: var why } when Begins(why, WhyDrained.NotReady) => (EffectiveState.Down, why),
        { Why: var why } when why == WhyDrained.Unreachable || Begins(why, WhyDrained.NotThere) => (EffectiveState.Unreachable, why),
        _ => (EffectiveState.Draining, node.Why),
    };

    private static (EffectiveState State, string Why) Lost(NodeView node) =>
        (EffectiveState.Unreachable, node.Gossip is { Status: "Down" } ? "downed by the cluster" : WhyDrained.Unreachable);

    private static (EffectiveState State, string Why) ByHaProxy(NodeView node, HaProxySight sight) => (sight, Checked(node.HaProxy)) switch
    {
        (HaProxySight.Ended, _) => (EffectiveState.Down, "HAProxy does not run"),
        (HaProxySight.Silent, _) => (EffectiveState.Down, "HAProxy does not answer"),
        (HaProxySight.Unknown, null) => (EffectiveState.Serving, ""),
        (_, null) => (EffectiveState.Starting, "HAProxy does not have it yet"),
        (_, { Status: var status }) when Begins(status, "UP") || status == "no check" => (EffectiveState.Serving, ""),
        (_, { Status: var status }) when Begins(status, "NOLB") => (EffectiveState.Draining, "its check asks for no new clients (404)"),
        (_, { Status: var status }) when Begins(status, "DRAIN") => (EffectiveState.Starting, "HAProxy still drains it"),
        (_, { Status: var status }) when Begins(status, "MAINT") => (EffectiveState.Starting, "HAProxy still has it in maintenance"),
        (_, { CheckStatus: "" or "INI" or "UNK" }) => (EffectiveState.Starting, "HAProxy has not checked it yet"),
        (_, { CheckStatus: var check }) when check.EndsWith(CheckOk, StringComparison.Ordinal) =>
            (EffectiveState.Starting, $"HAProxy's check begins to pass: {check}"),
        (_, { } server) => (EffectiveState.Down, $"HAProxy's check fails: {server.CheckStatus}"),
    };

    private static ServerView? Checked(ServerView? server) =>
        server is null ? null : server with { CheckStatus = ServerStatistics.LastCheck(server.CheckStatus) };

    // As DesiredStateBuilder has it: who gets traffic, or would if the cluster had not lost it.
    private static bool IsMeantToServe(NodeView node) =>
        ByOperator(node) is null && ByNode(node) is null or { State: EffectiveState.Unreachable };

    private static bool IsLost(NodeView node) =>
        ByNode(node) is { State: EffectiveState.Unreachable } || node.Gossip is { Reachable: false } or { Status: "Down" };

    private static bool Begins(string text, string with) => text.StartsWith(with, StringComparison.Ordinal);
}
