using System.Collections.Immutable;
using Actors.HaAgent.Desired;

namespace Actors.HaAgent.Reconciling;

/// <summary>That the servers are frozen.</summary>
/// <param name="Why">Why.</param>
/// <param name="Since">Since when.</param>
/// <param name="Retained">The nodes that the cluster has lost and that stay in HAProxy.</param>
public sealed record FreezeNotice(string Why, DateTimeOffset Since, ImmutableArray<string> Retained)
{
    /// <summary>The operators' freeze, on all agents; null where this agent alone froze them.</summary>
    public NodeOverride? Override { get; init; }

    /// <summary>The notice of a guard; null where it has not frozen.</summary>
    /// <param name="guard">The guard.</param>
    /// <param name="before">The notice before; null for none.</param>
    /// <param name="now">The moment.</param>
    public static FreezeNotice? Of(LossGuard guard, FreezeNotice? before, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(guard);
        return guard.Frozen is { } frozen
            ? new FreezeNotice(
                frozen.Why, frozen.Override?.At ?? before?.Since ?? now, [.. guard.Retained.Select(server => server.Name)])
            {
                Override = frozen.Override,
            }
            : null;
    }
}
