using Actors.HaAgent.Events;
using Actors.HaAgent.Templates;

namespace Actors.HaAgent.Rollout;

/// <summary>What is so when an event comes.</summary>
/// <param name="Now">The moment.</param>
/// <param name="Pinned">The template that an operator went back to; null for none.</param>
/// <param name="Coordinator">The coordinator.</param>
public sealed record RolloutContext(Moment Now, PinnedTemplate? Pinned, SeenCoordinator Coordinator);
