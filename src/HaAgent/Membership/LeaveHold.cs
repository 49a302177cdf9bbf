using Actors.HaAgent.Desired;

namespace Actors.HaAgent.Membership;

/// <summary>
/// A node that has announced its leave may be held: it serves on while it is the last node of its service that serves (docs/adr/0036). This
/// is for how long;
/// <see cref="LastOfService"/> decides whether it is.
/// </summary>
/// <param name="Since">When it announced its leave, on the agent's clock.</param>
/// <param name="Longest">The longest that it is held.</param>
/// <param name="IsTold">Whether the node knows that it is held.</param>
internal sealed record LeaveHold(TimeSpan Since, TimeSpan Longest, bool IsTold = false)
{
    /// <summary>The hold of a node that announces its leave; null for none.</summary>
    /// <param name="setting"><c>HaProxy:HoldLastLeave</c>.</param>
    /// <param name="patience">
    /// How many milliseconds the node waits before it stops all the same; null where it does not say, as before 0.1.0: it may have so
    /// little that it is not held. Half of it is left for what the node has to finish.
    /// </param>
    /// <param name="now">The moment.</param>
    public static LeaveHold? For(TimeSpan setting, int? patience, TimeSpan now)
    {
        var half = TimeSpan.FromMilliseconds(patience ?? 0) / 2;
        var longest = setting < half ? setting : half;
        return longest > TimeSpan.Zero ? new LeaveHold(now, longest) : null;
    }

    /// <summary>What is left of it; a millisecond where nothing is.</summary>
    /// <param name="now">The moment.</param>
    public TimeSpan Left(TimeSpan now)
    {
        var left = Longest - (now - Since);
        return left > TimeSpan.FromMilliseconds(1) ? left : TimeSpan.FromMilliseconds(1);
    }
}
