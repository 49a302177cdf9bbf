namespace Actors.HaAgent.Events;

/// <summary>Who gives an override or a command, from where, and why.</summary>
/// <param name="By">The name.</param>
public sealed record Author(string By)
{
    /// <summary>The address that it comes from; null where it comes from this agent itself.</summary>
    public string? From { get; init; }

    /// <summary>Why; null where no reason is given.</summary>
    public string? Reason { get; init; }

    /// <summary>The name and the reason, for people.</summary>
    public string Words => Reason is null ? By : $"{By}: {Reason}";

    /// <summary>A name of which no more is known.</summary>
    public static implicit operator Author(string by) => FromName(by);

    /// <inheritdoc cref="op_Implicit"/>
    public static Author FromName(string by) => new(by);

    /// <summary>Which field cannot be used, and why; null where all can.</summary>
    public (string Field, string Why)? Fault =>
        !NodeOverride.IsBy(By) ? ("by", $"must be 1 to {NodeOverride.LongestBy} characters without control characters")
        : Reason is not null && !NodeOverride.IsReason(Reason)
        ? ("reason", $"must be one line of 1 to {NodeOverride.LongestReason} visible characters, and has {Reason.Length}")
        : null;
}
