using System.Collections.Immutable;
using Actors.HaAgent.Desired;
using Actors.HaAgent.Events;
using Actors.HaAgent.HaProxy;
using Actors.HaAgent.Membership;
using Actors.HaAgent.Overrides;
using Actors.HaAgent.Planning;
using Actors.HaAgent.Templates;
using Akka.Actor;

namespace Actors.HaAgent.Reconciling;

/// <summary>
/// The reconciler: keeps desired and applied, and works until they are the same. One change is in flight, only the newest
/// desired state waits; a change that failed is tried again and costs nothing that runs.
/// </summary>
public sealed class ConfigWriter : ReceiveActor, IWithTimers
{
    /// <summary>After a failure. After a reload that failed, which pauses the listeners for a moment: twice as long each time, up to 64 s.</summary>
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);
    private const int MostDoublings = 5;

    /// <summary>Old workers end at their own time: a reload that waits for it looks again this often.</summary>
    private static readonly TimeSpan DeferredRetryAfter = TimeSpan.FromMilliseconds(500);

    /// <summary>A live file that changed without a reload is checked once things are quiet.</summary>
    private static readonly TimeSpan CheckAfter = TimeSpan.FromSeconds(2);
    private readonly ConfigPreparation _preparation;
    private readonly IActorRef _supervisor;
    private readonly WriterMemory _memory;
    private readonly ChangeHistory _history;
    private readonly IAgentEvents _events;
    private readonly TimeSpan _restoreFor;
    private readonly bool _wereServing;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopped = new();
    private readonly ServiceRegister _services;
    private DesiredInputs _inputs;
    private IActorRef _listener = ActorRefs.Nobody;
    private AppliedState? _applied;
    private PreparedConfig? _inFlight;
    private string _lastOutput = "";
    private ImmutableArray<LeftOut> _leftOut = [];
    private PendingChange _changing = PendingChange.None;
    private readonly ChangeTrace _trace = new();
    private FreezeNotice? _freeze;
    private TemplateText? _template;
    private ApplyFailure? _failing;
    private bool _isDirty;
    private bool _hasDrifted;
    private bool _mustReload;
    private int _failedReloads;

    public ConfigWriter(
        ConfigPreparation preparation, Restored restored, LossGuard guard, ServiceRegister services, IActorRef supervisor, WriterMemory memory, ChangeHistory history, IAgentEvents events, TimeProvider time, ILogger logger)
    {
        _preparation = preparation;
        // Another life of this actor may have counted before.
        _inputs = new DesiredInputs(memory.Current.Revision, restored.Servers, guard);
        _restoreFor = restored.For;
        _wereServing = restored.WereServing;
        // What is right is left as it is; where it is not known for sure what HAProxy has, it is a reload.
        _applied = restored.WereServing ? preparation.TakenOver(restored.Servers) : null;
        _services = services;
        _supervisor = supervisor;
        _memory = memory;
        _history = history;
        _events = events;
        _time = time;
        _logger = logger;
        Idle();
    }

    public ITimerScheduler Timers { get; set; } = null!;

    /// <param name="preparation">From desired state to a live file.</param>
    /// <param name="restored">What an agent that starts again begins from.</param>
    /// <param name="guard">Says when so much is lost that the list is frozen.</param>
    /// <param name="services">Who may claim which service, and which are there.</param>
    /// <param name="supervisor">Who carries plans out.</param>
    /// <param name="memory">What another life of this actor has left.</param>
    /// <param name="history">Where changes are kept.</param>
    /// <param name="events">Where it reports.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The log.</param>
    public static Props CreateProps(
        ConfigPreparation preparation, Restored restored, LossGuard guard, ServiceRegister services, IActorRef supervisor, WriterMemory memory, ChangeHistory history, IAgentEvents events, TimeProvider time, ILogger logger) =>
        Props.Create(() => new ConfigWriter(preparation, restored, guard, services, supervisor, memory, history, events, time, logger));

    protected override void PreStart()
    {
        // What another life of this actor has said of its list holds no longer.
        var why = _wereServing && !_inputs.Restored.IsEmpty ? "this agent is not in the cluster yet: the nodes of its node files stay" : null;
        _freeze = why is null ? null : new FreezeNotice(why, _time.GetUtcNow(), [.. _inputs.Restored.Select(server => server.Name)]);
        _events.Publish(new FreezeChanged(_freeze));
        const string Started = "the agent started";
        _inputs = _inputs.Revision > 0 ? _inputs.Hear(Started, Moment) : _inputs with { Pending = _inputs.Pending.With(Started, Moment) };
        // One that was there before this life of the writer says its overrides again.
        Context.System.EventStream.Publish(new RepeatOverrides());
        Reconcile();
    }

    protected override void PostStop()
    {
        _stopped.Cancel();
        _stopped.Dispose();
    }

    private void Idle()
    {
        ReceiveInputs(Reconcile, isIdle: true);
        Receive<ReloadCommand>(command =>
        {
            Hear(command.Why);
            _applied = null;
            Reconcile();
        });
        Receive<DriftFound>(drift =>
        {
            Hear($"HAProxy was changed by somebody else: {drift.Difference}");
            _applied = null;
            Reconcile();
        });
        Receive<CheckDue>(_ => OnCheckDue());
    }

    private void Working()
    {
        ReceiveInputs(() => _isDirty = true, isIdle: false);
        Receive<ReloadCommand>(command =>
        {
            Hear(command.Why);
            _isDirty = _mustReload = true;
        });
        // Whatever is in flight was planned on what is not so: its outcome says how it is now, unless nothing is done.
        Receive<DriftFound>(drift =>
        {
            Hear($"HAProxy was changed by somebody else: {drift.Difference}");
            _isDirty = _hasDrifted = true;
        });
        Receive<CheckDue>(_ => CheckLater());
        Receive<PreparedConfig>(OnPrepared);
        Receive<PlanApplied>(OnApplied);
        Receive<PlanDeferred>(OnDeferred);
        Receive<ApplyFailed>(OnFailed);
    }

    // Each event asks for a reconciliation, at once or after the one in flight.
    private void ReceiveInputs(Action changed, bool isIdle)
    {
        Receive<MembershipChanged>(membership =>
        {
            if (_inputs.Snapshot.Revision == SnapshotRevision.None && !_inputs.Restored.IsEmpty)
            {
                Timers.StartSingleTimer(nameof(RestoreEnded), RestoreEnded.Instance, _restoreFor);
            }

            _listener = Sender;
            Guard(_inputs.Take(membership, Now));
        });
        Receive<OverridesChanged>(overrides =>
        {
            if (_inputs.Take(overrides.Overrides, Moment) is var next && next != _inputs)
            {
                Go(next);
            }
        });
        Receive<RestoreEnded>(_ => Guard(_inputs.EndRestore(_wereServing, Moment, Now)));
        Receive<FreezeCommand>(command => Guard(_inputs.Freeze(command.Frozen, Moment)));
        Receive<TemplateChanged>(template => Go(_inputs.Hear(template.Why, Moment)));
        Receive<ServiceOver>(_ => Go(_inputs.Hear("a service that nobody is in any more is forgotten", Moment)));
        Receive<RetryDue>(_ => changed());
        Receive<GetInputs>(_ => Sender.Tell(new Inputs(_applied, Desired())
        {
            Servers = [.. _memory.Current.Servers.Select(standing => standing.Server.Name)],
            Template = isIdle ? _template : null,
            Failing = isIdle ? _failing : null,
        }));
        Receive<LiveChecked>(OnLiveChecked);

        void Go(DesiredInputs next)
        {
            _inputs = next;
            changed();
        }

        void Guard(DesiredInputs next)
        {
            TellOfGuard(_inputs.Guard.Frozen, next.Guard.Frozen);
            _freeze = FreezeNotice.Of(next.Guard, _freeze, _time.GetUtcNow());
            _events.Publish(new FreezeChanged(_freeze));
            Go(next);
        }
    }

    private void TellOfGuard(Freeze? before, Freeze? now)
    {
        if (now is not null && before is null)
        {
            _logger.LogWarning("The list is frozen: {Why}. Who is lost stays in HAProxy, whose checks decide.", now.Why);
        }
        else if (now is null && before is not null)
        {
            _logger.LogInformation("The list is not frozen any more ({Why}).", before.Why);
        }
    }

    private void Hear(string what) => _inputs = _inputs.Hear(what, Moment);

    private long Moment => _time.GetTimestamp();

    private TimeSpan Now => _time.GetElapsedTime(0);

    private void Reconcile()
    {
        _isDirty = _hasDrifted = _mustReload = false;
        (_changing, _inputs) = (_inputs.Pending, _inputs with { Pending = PendingChange.None });
        _trace.Begin(_time.GetUtcNow() - Took());
        Timers.Cancel(nameof(RetryDue));
        var desired = Desired();
        _services.Observe(desired);
        ForgetServiceLater();
        _memory.Current = _memory.Current with { Revision = desired.Revision };
        _events.Publish(new ChangeBegun(desired, _inputs.Overrides, _preparation.Pinned));
        Become(Working);
        var trace = _trace.Context;
        // Files and the validator block: not on the actor's thread.
        Task.Run(() => _preparation.RunAsync(_applied, desired, trace, _stopped.Token)).PipeTo(
            Self,
            failure: error => new PreparedConfig(desired, null, null, null, new ApplyFailure(ApplyStage.Check, error.Message, "It is tried again.")));
    }

    private void ForgetServiceLater()
    {
        if (_services.NextEnd is { } wait)
        {
            Timers.StartSingleTimer(nameof(ServiceOver), ServiceOver.Instance, wait > TimeSpan.Zero ? wait : RetryAfter);
        }
        else
        {
            Timers.Cancel(nameof(ServiceOver));
        }
    }

    private DesiredState Desired() => _inputs.Desired(_services.Policy, _services.Rules);

    private void OnPrepared(PreparedConfig prepared)
    {
        _inFlight = prepared;
        LogLeftOut(prepared.LeftOut);
        // Not before: what is left out is known now, and its nodes are refused.
        var before = _memory.Current.Servers.ToDictionary(standing => standing.Server.Name, StringComparer.Ordinal);
        var servers = prepared.Desired.Servers
            .Select(server => ServerStanding.After(before.GetValueOrDefault(server.Name), server, _inputs.SourceOf(server.Name), _time.GetUtcNow())).ToImmutableArray();
        _memory.Current = _memory.Current with { Servers = servers };
        _events.Publish(new ChangePrepared(servers, prepared.Desired.Refused, prepared.LeftOut));
        if (prepared is { Plan: { } plan, Wanted: { } wanted })
        {
            _supervisor.Tell(new HaProxySupervisor.Apply(plan, wanted, _trace.Context));
        }
        else
        {
            OnFailed(new ApplyFailed(prepared.Desired.Revision, prepared.Failure!));
            if (_preparation.HasLive)
            {
                _supervisor.Tell(HaProxySupervisor.EnsureRunning.Instance);
            }
        }
    }

    private void LogLeftOut(ImmutableArray<LeftOut> leftOut)
    {
        foreach (var left in leftOut.Except(_leftOut))
        {
            _logger.LogError("{Part} is left out of HAProxy's configuration, all else goes on: {Why}", left.Part, left.Why);
        }

        foreach (var left in _leftOut.Where(before => leftOut.All(now => now.Part != before.Part)))
        {
            _logger.LogInformation("{Part} is not left out any more.", left.Part);
        }

        _leftOut = leftOut;
    }

    private void OnApplied(PlanApplied applied)
    {
        if (_inFlight is not { } done || done.Desired.Revision != applied.Revision)
        {
            return;
        }

        _applied = _mustReload || (_hasDrifted && done.Plan is Plan.Nothing) ? null : done.Wanted;
        if (done.Failure is { } stillFailing)
        {
            // Only what needs no file was done.
            OnFailed(new ApplyFailed(applied.Revision, stillFailing));
            return;
        }

        _lastOutput = "";
        // The first one is what everything after it is compared with, even if a HAProxy that was taken over had it already.
        var change = done.Plan is Plan.Nothing && !_history.Changes.IsEmpty ? null : Change.Applied(done, _changing.Words, Took(), _time.GetUtcNow());
        (_template, _failing) = (done.Template, null);
        Record(change);
        _events.Publish(new ChangeApplied(applied.Revision, done.Wanted!.ContentHash));
        if (done.Plan is Plan.Runtime)
        {
            CheckLater();
        }

        _failedReloads = 0;
        _preparation.Applied();
        if (_preparation.RetryLeftOutAfter is { } wait)
        {
            Timers.StartSingleTimer(nameof(RetryDue), RetryDue.Instance, wait);
        }

        _listener.Tell(new SnapshotApplied(done.Desired.Snapshot) { Held = done.Desired.Held });
        if (done.Template is { } template)
        {
            Context.System.EventStream.Publish(new TemplateApplied(template));
        }

        Finish();
    }

    // The reload has to wait, what could be done ahead of it is done. The file has it all; a newer state may overtake it.
    private void OnDeferred(PlanDeferred deferred)
    {
        if (_inFlight is not { } waiting || waiting.Desired.Revision != deferred.Revision)
        {
            return;
        }

        _applied = _applied is null || _mustReload ? null : Planner.WithoutFile(_applied, waiting.Desired).After;
        _inputs = _inputs with { Pending = _changing.Before(_inputs.Pending) };
        Timers.StartSingleTimer(nameof(RetryDue), RetryDue.Instance, DeferredRetryAfter);
        Finish();
    }

    private void OnFailed(ApplyFailed failed)
    {
        if (_inFlight is not { } done || done.Desired.Revision != failed.Revision)
        {
            return;
        }

        _preparation.Restore(done);
        if (done.Failure is null)
        {
            _preparation.Blame(done, failed.Failure);
            // A reload that failed leaves what was, with what was done ahead of it. Else nobody knows how far it came, and the next plan is a reload.
            _applied = failed.Failure.Stage == ApplyStage.Reload && _applied is not null ? Planner.WithoutFile(_applied, done.Desired).After : null;
        }

        // Said once, not with every try.
        if (failed.Failure.Output != _lastOutput)
        {
            _lastOutput = failed.Failure.Output;
            Record(Change.Failed(done, failed.Failure, _changing.Words, Took(), _time.GetUtcNow()));
            _logger.LogError("Revision {Revision} is not applied, HAProxy goes on as it was. {Stage}: {Output} {Hint}", failed.Revision, failed.Failure.Stage, failed.Failure.Output, failed.Failure.Hint);
        }

        if (done.Template is { } template)
        {
            Context.System.EventStream.Publish(new TemplateFailed(template, failed.Failure));
        }

        (_template, _failing) = (null, failed.Failure);
        _events.Publish(new ChangeFailed(failed.Revision, failed.Failure, _time.GetUtcNow()));
        _inputs = _inputs with { Pending = _changing.Before(_inputs.Pending) };
        Timers.StartSingleTimer(nameof(RetryDue), RetryDue.Instance, failed.Failure.Stage == ApplyStage.Reload ? RetryAfter * Math.Pow(2, Math.Min(_failedReloads++, MostDoublings)) : RetryAfter);
        Finish();
    }

    private void CheckLater() => Timers.StartSingleTimer(nameof(CheckDue), CheckDue.Instance, CheckAfter);

    private void OnCheckDue() => Task.Run(() => _preparation.CheckLiveAsync(_stopped.Token)).PipeTo(
        Self, success: refusal => new LiveChecked(refusal), failure: error => new LiveChecked(error.Message));

    // HAProxy took every one of its lines; that it does not take the file would be known at the next reload only.
    private void OnLiveChecked(LiveChecked check)
    {
        if (check.Refusal is { } refusal)
        {
            _logger.LogError("HAProxy runs, but would not start on its own file: {Output}", refusal);
            _events.Publish(new LiveFileRefused(refusal, _time.GetUtcNow()));
        }
    }

    private void Record(Change? change)
    {
        if (change is not null)
        {
            _history.Add(change);
            _events.Publish(new ChangeRecorded(change));
            _trace.End(change);
        }
    }

    private void Finish()
    {
        _trace.Drop();
        _inFlight = null;
        Become(Idle);
        if (_isDirty)
        {
            Reconcile();
        }
    }

    private TimeSpan Took() => _changing.HeardAt is { } heardAt ? _time.GetElapsedTime(heardAt) : TimeSpan.Zero;

    /// <summary>An operator freezes the list or thaws it.</summary>
    public sealed record FreezeCommand(bool Frozen);

    /// <summary>Another template is in force.</summary>
    /// <param name="Why">What came of, for the history.</param>
    public sealed record TemplateChanged(string Why);

    /// <summary>HAProxy shall read its file again.</summary>
    /// <param name="Why">Who wants it, for the history.</param>
    public sealed record ReloadCommand(string Why)
    {
        /// <summary>An operator wants it.</summary>
        public static readonly ReloadCommand Instance = new("an operator commanded a reload");
    }

    /// <summary>Asks for <see cref="Inputs"/>.</summary>
    public sealed record GetInputs
    {
        public static readonly GetInputs Instance = new();
    }

    /// <summary>What a plan would be made of at this moment.</summary>
    /// <param name="Applied">What HAProxy has; null where nobody knows.</param>
    /// <param name="Desired">What it should have.</param>
    public sealed record Inputs(AppliedState? Applied, DesiredState Desired)
    {
        /// <summary>The names of the servers that HAProxy has or will have.</summary>
        public ImmutableArray<string> Servers { get; init; } = [];

        /// <summary>The template of what HAProxy has; null while a change is under way or cannot be applied.</summary>
        public TemplateText? Template { get; init; }

        /// <summary>Why the newest desired state cannot be applied; null where it is, or while that is tried.</summary>
        public ApplyFailure? Failing { get; init; }
    }

    /// <summary>What an agent that starts again begins from.</summary>
    /// <param name="Servers">The nodes of the node files.</param>
    /// <param name="For">How long they are kept once the cluster is seen without them.</param>
    /// <param name="WereServing">Whether HAProxy ran on all the while, so that it served them until now.</param>
    public sealed record Restored(ImmutableArray<ServerState> Servers, TimeSpan For, bool WereServing);

    private sealed record RestoreEnded
    {
        public static readonly RestoreEnded Instance = new();
    }

    private sealed record LiveChecked(string? Refusal);

    private sealed record CheckDue
    {
        public static readonly CheckDue Instance = new();
    }

    private sealed record ServiceOver
    {
        public static readonly ServiceOver Instance = new();
    }

    private sealed record RetryDue
    {
        public static readonly RetryDue Instance = new();
    }
}
