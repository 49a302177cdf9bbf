using Actors.HaAgent.Desired;

namespace Actors.HaAgent.Planning;

/// <summary>What HAProxy is known to have, moved only when the supervisor has confirmed it.</summary>
/// <param name="Desired">The desired state that was applied.</param>
/// <param name="Text">The configuration that was applied.</param>
public sealed record AppliedState(DesiredState Desired, string Text);
