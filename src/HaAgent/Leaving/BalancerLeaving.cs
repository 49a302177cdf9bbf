using Actors.HaAgent.Events;

namespace Actors.HaAgent.Leaving;

/// <summary>The balancer is one step further in its leave.</summary>
/// <param name="Report">How far.</param>
public sealed record BalancerLeaving(LeaveReport Report) : AgentEvent;
