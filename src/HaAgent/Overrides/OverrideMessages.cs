using Actors.HaAgent.Events;

namespace Actors.HaAgent.Overrides;

/// <summary>
/// Sets an override; the <see cref="OverrideStore"/> answers with <see cref="OverrideGiven"/> or <see cref="OverrideRefused"/>. Whether
/// there is such a node or service is the asker's to know.
/// </summary>
/// <param name="Subject">
/// The node's name, or the service's (<see cref="ServiceOverride.KeyOf"/>), or <see cref="FreezeOverride.Key"/>.
/// </param>
/// <param name="Change">What is wanted of it.</param>
/// <param name="Author">Who wants it, and why.</param>
public sealed record SetOverride(string Subject, OverrideChange Change, Author Author)
{
    /// <summary>The service that must not be left without a node; null where that is forced.</summary>
    public SeenService? Guarded { get; init; }

    /// <summary>Who thaws all servers by it; null where it is no thaw.</summary>
    internal string? ThawedBy => Change is OverrideChange.SetFrozen { Frozen: false } ? Author.By : null;
}

/// <summary>Answered with the <see cref="OverrideBook"/>.</summary>
public sealed record GetOverrides;

/// <summary>The reconciler has lost its memory: it gets the overrides again.</summary>
public sealed record RepeatOverrides;

/// <summary>The overrides have changed.</summary>
/// <param name="Overrides">What they are now.</param>
public sealed record OverridesChanged(OverrideBook Overrides)
{
    /// <summary>The operator who has told this agent, and no other, to thaw: its own freeze ends as well; null for nobody.</summary>
    public string? ThawedBy { get; init; }
}

/// <summary>An override is in force: on this agent's disk, and on its way to the others.</summary>
/// <param name="Override">What was said, without state and weight where it takes all back; null where the book is full of others.</param>
/// <param name="Noted">Ends once the history has who gave it.</param>
public sealed record OverrideGiven(NodeOverride? Override, Task Noted);
