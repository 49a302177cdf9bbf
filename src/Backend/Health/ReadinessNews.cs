using System.Collections.Immutable;

namespace Actors.Backend.Health;

/// <summary>
/// Decides what of a node's readiness is said in its log: the first time that it is not ready at once, then each time that the reason
/// changes, and the same reason again each minute; and that it is ready, where the log has said otherwise. Pure.
/// </summary>
public sealed record ReadinessNews
{
    /// <summary>After how long the same reason is said again.</summary>
    public static readonly TimeSpan Again = TimeSpan.FromMinutes(1);

    /// <summary>Two reasons that take turns many times a second are said no more often than this.</summary>
    public static readonly TimeSpan Settled = TimeSpan.FromSeconds(2);

    /// <summary>Nothing has been said.</summary>
    public static readonly ReadinessNews None = new();

    private string? Last { get; init; }

    private ImmutableDictionary<string, TimeSpan> SaidAt { get; init; } = ImmutableDictionary.Create<string, TimeSpan>(
        StringComparer.Ordinal);

    /// <summary>After one more look.</summary>
    /// <param name="state">What is so.</param>
    /// <param name="now">The time, from any fixed moment on.</param>
    /// <returns>Whether it is to be said, and the news to go on with.</returns>
    public (bool IsSaid, ReadinessNews Next) After(ReadinessState state, TimeSpan now)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (state.Ready)
        {
            return (Last is not null, None);
        }

        var isSaid = !SaidAt.TryGetValue(state.Reason, out var at) || now - at >= (state.Reason == Last ? Again : Settled);
        // What was said long ago need not be known any more.
        return (
            isSaid,
            isSaid
                ? new ReadinessNews
                {
                    Last = state.Reason,
                    SaidAt = SaidAt.RemoveRange(SaidAt.Where(one => now - one.Value >= Again).Select(one => one.Key))
                        .SetItem(state.Reason, now)
                }
                : this);
    }
}
