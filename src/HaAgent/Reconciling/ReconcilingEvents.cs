using System.Collections.Immutable;
using Actors.HaAgent.Desired;
using Actors.HaAgent.Events;
using Actors.HaAgent.HaProxy;
using Actors.HaAgent.Overrides;
using Actors.HaAgent.Templates;

namespace Actors.HaAgent.Reconciling;

/// <summary>The servers are frozen, or are not any more.</summary>
/// <param name="Now">How; null for not frozen.</param>
public sealed record FreezeChanged(FreezeNotice? Now) : AgentEvent;

/// <summary>So much was lost that the servers are frozen, or an operator froze them.</summary>
/// <param name="Why">Why.</param>
public sealed record ServersFroze(string Why) : AgentEvent;

/// <summary>The servers are not frozen any more.</summary>
/// <param name="Why">Why they were.</param>
public sealed record ServersThawed(string Why) : AgentEvent;

/// <summary>Other parts than before are left out of HAProxy's configuration.</summary>
/// <param name="Added">Those that were not, or for another reason.</param>
/// <param name="Removed">Those that are not any more.</param>
public sealed record LeftOutChanged(ImmutableArray<LeftOut> Added, ImmutableArray<ConfigPart> Removed) : AgentEvent;

/// <summary>A change to this desired state has begun.</summary>
/// <param name="Desired">What HAProxy should have.</param>
/// <param name="Overrides">What operators have said.</param>
/// <param name="Pinned">The template that an operator went back to; null for none.</param>
public sealed record ChangeBegun(DesiredState Desired, OverrideBook Overrides, PinnedTemplate? Pinned) : AgentEvent
{
    /// <summary>The number that its row in the history gets, unless another comes before.</summary>
    public ChangeNumber Number { get; init; }
}

/// <summary>It is known what of it can be.</summary>
/// <param name="Servers">The servers that HAProxy will have.</param>
/// <param name="Refused">The nodes that are not let in.</param>
/// <param name="LeftOut">The parts that are left out.</param>
public sealed record ChangePrepared(
    ImmutableArray<ServerStanding> Servers, ImmutableArray<RefusedNode> Refused, ImmutableArray<LeftOut> LeftOut) : AgentEvent;

/// <summary>HAProxy has it, read back.</summary>
/// <param name="ContentHash">What HAProxy balances over, as a hash.</param>
public sealed record ChangeApplied(string ContentHash) : AgentEvent
{
    /// <summary>Whether a row of the history follows; none does where HAProxy had it already.</summary>
    public bool HasRow { get; init; }
}

/// <summary>It could not be applied, and is tried again.</summary>
/// <param name="Failure">Why.</param>
/// <param name="At">When.</param>
public sealed record ChangeFailed(ApplyFailure Failure, DateTimeOffset At) : AgentEvent
{
    /// <summary>Whether it fails otherwise than the last time.</summary>
    public bool IsNews { get; init; }
}

/// <summary>A row is in the history now.</summary>
/// <param name="Change">The row.</param>
public sealed record ChangeRecorded(Change Change) : AgentEvent;

/// <summary>The disk takes no row of the history, or takes them again.</summary>
/// <param name="Fault">Why, with the file; null where it takes them.</param>
public sealed record HistoryFaulted(string? Fault) : AgentEvent;

/// <summary>HAProxy runs, but would not start on the live file.</summary>
/// <param name="Output">HAProxy's output.</param>
/// <param name="At">When that was found.</param>
public sealed record LiveFileRefused(string Output, DateTimeOffset At) : AgentEvent;
