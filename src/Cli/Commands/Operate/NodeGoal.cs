using Actors.Contracts.Api;

namespace Actors.Cli.Commands.Operate;

/// <summary>What is so of a node once an override has its effect in HAProxy.</summary>
/// <param name="Done">In words, behind the node's name.</param>
/// <param name="IsReached">Whether it is so.</param>
internal sealed record NodeGoal(string Done, Predicate<NodeView> IsReached)
{
    /// <summary>It gets nothing new, and has finished what it had, also on workers of HAProxy that a reload has replaced.</summary>
    public static NodeGoal Drained { get; } = new(
        "drained", node => node.HaProxy is { Sessions: 0, Queue: 0, SilentWorkers: 0 } && !Receives(node))
    {
        IsOfEachAgent = true,
    };

    /// <summary>Whether it has to be so at each agent's HAProxy, and one alone cannot say it.</summary>
    public bool IsOfEachAgent { get; private init; }

    /// <summary>Whether HAProxy has to be in sync besides: what it does for the node does not show it.</summary>
    public bool NeedsSync { get; private init; }

    /// <summary>It gets nothing at all.</summary>
    public static NodeGoal InMaintenance { get; } = new("in maintenance", node => Begins(node, "MAINT"));

    /// <summary>It gets traffic.</summary>
    public static NodeGoal Serving { get; } = new("serving", IsServing);

    /// <summary>
    /// An operator's weight for it is that, null for its own, and HAProxy has what follows: during a canary another weight than this one.
    /// </summary>
    public static NodeGoal Weight(int? weight) => new(
        weight is { } wanted ? $"at weight {wanted}" : "at its own weight", node => node.Override?.Weight == weight)
    {
        NeedsSync = true,
    };

    /// <summary>Whether it gets traffic, also by the word of an agent that does not judge it.</summary>
    public static bool IsServing(NodeView node) =>
        node.Effective is { } effective ? effective == EffectiveState.Serving : node.State == AdminState.Ready && Receives(node);

    private static bool Receives(NodeView node) => Begins(node, "UP") || Begins(node, "no check");

    private static bool Begins(NodeView node, string with) => node.HaProxy?.Status.StartsWith(with, StringComparison.Ordinal) == true;
}
