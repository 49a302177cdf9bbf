namespace Actors.Contracts.Api;

/// <summary>A change that HAProxy was brought to, or that it was not: an entry of <c>GET /api/history</c>.</summary>
/// <param name="Revision">Its number.</param>
/// <param name="Trigger">What it came of, for people.</param>
/// <param name="By">How: <c>runtime</c>, <c>reload</c>, <c>nothing</c> where there was no plan, or <c>command</c> for an operator's
/// command, which by itself changes no configuration.</param>
/// <param name="What">The number of commands, or the reason of the reload.</param>
/// <param name="Commands">The first of the commands of the runtime API, those sent ahead of a reload too.</param>
/// <param name="Milliseconds">From the first event of it until HAProxy had it, read back, or until it failed.</param>
/// <param name="At">When it was done.</param>
/// <param name="Result"><c>applied</c> or <c>failed</c>; <c>done</c> of a command; <c>lost</c> where rows are.</param>
/// <param name="Failure">Why it failed; null where it did not.</param>
/// <param name="HasConfig">Whether its configuration is kept.</param>
public sealed record ChangeView(
    long Revision,
    string Trigger,
    string By,
    string What,
    IReadOnlyList<string> Commands,
    double Milliseconds,
    DateTimeOffset At,
    string Result,
    string? Failure,
    bool HasConfig)
{
    /// <summary>Who commanded it, for people; null where no one did, where that is not known, and from an agent of 0.1.0.</summary>
    public string? Author { get; init; }

    /// <summary>The address that it was commanded from; null where that is not known.</summary>
    public string? From { get; init; }

    /// <summary>Why, as the author says; null where that is not said.</summary>
    public string? Reason { get; init; }
}
