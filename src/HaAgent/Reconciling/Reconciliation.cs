using System.Collections.Immutable;
using Actors.HaAgent.Desired;
using Actors.HaAgent.Events;
using Actors.HaAgent.HaProxy;
using Actors.HaAgent.Membership;
using Actors.HaAgent.Overrides;
using Actors.HaAgent.Planning;
using Actors.HaAgent.Templates;

namespace Actors.HaAgent.Reconciling;

/// <summary>
/// How far HAProxy is behind what it should have. One change is in flight, only the newest desired state waits; a change that failed is
/// tried again and costs nothing that runs. Pure: an event gives the next value and what is to be done. What a change comes to is in the
/// other part.
/// </summary>
/// <param name="Inputs">All that the desired state follows from.</param>
/// <param name="Restored">What an agent that starts again begins from.</param>
public sealed partial record Reconciliation(DesiredInputs Inputs, Restored Restored)
{
    /// <summary>What HAProxy has; null where that is not known.</summary>
    public AppliedState? Applied { get; init; }

    /// <summary>Whether a change is in flight.</summary>
    public bool IsWorking { get; private init; }

    /// <summary>What it was prepared to; null before that.</summary>
    public PreparedConfig? InFlight { get; private init; }

    /// <summary>The servers of the newest change, each with since when it is in its state.</summary>
    public ImmutableArray<ServerStanding> Servers { get; init; } = [];

    /// <summary>The names of the services of the newest change.</summary>
    public ImmutableArray<string> Services { get; init; } = [];

    /// <summary>The template of what HAProxy has; null while a change is under way or cannot be applied.</summary>
    public TemplateText? Template { get => IsWorking ? null : field; private init; }

    /// <summary>Why the newest desired state cannot be applied; null where it is, or while that is tried.</summary>
    public ApplyFailure? Failing { get => IsWorking ? null : field; private init; }

    /// <summary>Whether a change was recorded in this process.</summary>
    public bool HasHistory { get; init; }

    private FreezeNotice? Frozen { get; init; }

    private PendingChange Changing { get; init; } = PendingChange.None;

    private ImmutableArray<LeftOut> LeftOut { get; init; } = [];

    private bool IsDirty { get; init; }

    private bool HasDrifted { get; init; }

    private bool MustReload { get; init; }

    /// <summary>The agent, or this life of the writer, starts.</summary>
    public Step Start(Moment now)
    {
        const string Started = "the agent started";
        // What another life of the writer has said of a freeze holds no longer.
        var frozen = Restored.WereServing && !Restored.Servers.IsEmpty
            ? new FreezeNotice(
                "this agent is not in the cluster yet: the nodes of its node files stay",
                now.At,
                [.. Restored.Servers.Select(server => server.Name)])
            : null;
        var inputs = Inputs.Revision != DesiredRevision.None
            ? Inputs.Hear(Started, now.Timestamp)
            : Inputs with { Pending = Inputs.Pending.With(Started, now.Timestamp) };
        var next = this with { Inputs = inputs, Frozen = frozen };
        return Then(next, [new WriterEffect.Report(new FreezeChanged(frozen)), new WriterEffect.Begin()]);
    }

    /// <summary>The membership has changed.</summary>
    public Step Take(MembershipChanged membership, Moment now)
    {
        ArgumentNullException.ThrowIfNull(membership);
        var isFirst = Inputs.Snapshot.Revision == SnapshotRevision.None && !Inputs.Restored.IsEmpty;
        return Guarded(Inputs.Take(membership, now.Clock), now, isFirst ? [new WriterEffect.EndRestoreLater()] : []);
    }

    /// <summary>The overrides are these now; an operator who thaws this agent ends its own freeze, too.</summary>
    public Step Take(OverridesChanged changed, Moment now)
    {
        ArgumentNullException.ThrowIfNull(changed);
        var taken = Inputs.Take(changed.Overrides, now.Timestamp);
        var next = changed.ThawedBy is { } by ? taken.Thaw(by, now.Timestamp) : taken;
        return next == Inputs ? Then(this, []) : next.Guard == Inputs.Guard ? Changed(next) : Guarded(next, now, []);
    }

    /// <summary>The other balancers are these now.</summary>
    public Step Take(PeersChanged changed, Moment now) => Changed(Inputs.Take(changed, now.Timestamp));

    /// <summary>Nodes that only their files tell of are waited for no longer.</summary>
    public Step EndRestore(Moment now) => Guarded(Inputs.EndRestore(Restored.WereServing, now.Timestamp, now.Clock), now, []);

    /// <summary>Something else happened that asks for a change.</summary>
    public Step Hear(string what, Moment now) => Changed(Inputs.Hear(what, now.Timestamp));

    /// <summary>HAProxy must read its file again.</summary>
    public Step Reload(string why, Moment now)
    {
        var inputs = Inputs.Hear(why, now.Timestamp);
        return IsWorking
            ? Then(this with { Inputs = inputs, IsDirty = true, MustReload = true }, [])
            : (this with { Applied = null }).Changed(inputs);
    }

    /// <summary>
    /// HAProxy is other than it should be. What is in flight was planned on what is not so: its outcome says how it is, unless nothing is
    /// done.
    /// </summary>
    public Step Drift(string difference, Moment now)
    {
        var inputs = Inputs.Hear($"HAProxy was changed outside the agent: {difference}", now.Timestamp);
        return IsWorking
            ? Then(this with { Inputs = inputs, IsDirty = true, HasDrifted = true }, [])
            : (this with { Applied = null }).Changed(inputs);
    }

    /// <summary>It is time to try again.</summary>
    public Step Retry() => Changed(Inputs);

    private Step Guarded(DesiredInputs next, Moment now, ImmutableArray<WriterEffect> first)
    {
        var frozen = FreezeNotice.Of(next.Guard, Frozen, now.At);
        ImmutableArray<WriterEffect> news = (Inputs.Guard.Frozen, next.Guard.Frozen) switch
        {
            (null, { } freeze) => [new WriterEffect.Report(new ServersFroze(freeze.Why))],
            ({ ByOperator: true }, { ByOperator: false } freeze) => [new WriterEffect.Report(new ServersFroze(freeze.Why))],
            ({ } freeze, null) => [new WriterEffect.Report(new ServersThawed(freeze.Why))],
            _ => [],
        };
        return (this with { Frozen = frozen }).Changed(next, [.. first, .. news, new WriterEffect.Report(new FreezeChanged(frozen))]);
    }

    // Each event asks for a change, at once or after the one in flight.
    private Step Changed(DesiredInputs inputs, ImmutableArray<WriterEffect> first = default)
    {
        ImmutableArray<WriterEffect> effects = first.IsDefault ? [] : first;
        return IsWorking
            ? Then(this with { Inputs = inputs, IsDirty = true }, effects)
            : Then(this with { Inputs = inputs }, [.. effects, new WriterEffect.Begin()]);
    }

    private static Step Then(Reconciliation next, ImmutableArray<WriterEffect> effects) => new(next, effects);

    /// <summary>What follows from an event.</summary>
    /// <param name="Next">The next value.</param>
    /// <param name="Effects">What is to be done, in this order.</param>
    public readonly record struct Step(Reconciliation Next, ImmutableArray<WriterEffect> Effects);
}
