using System.Collections.Immutable;
using System.Diagnostics;
using Actors.Clustering.Hosting;
using Actors.HaAgent.Desired;
using Actors.HaAgent.Events;
using Actors.HaAgent.Planning;
using Akka.Actor;

namespace Actors.HaAgent.HaProxy;

/// <summary>
/// Keeps HAProxy alive and carries out plans; it alone has effects on HAProxy. It takes over a HAProxy that an earlier agent
/// left running, starts it again when it dies, confirms a plan only after reading back, and looks from time to time whether
/// it is still so.
/// </summary>
public sealed class HaProxySupervisor : ReceiveActor, IWithTimers, IWithUnboundedStash
{
    /// <summary>What lingers is looked after soon: a server in maintenance whose last request has not ended.</summary>
    private static readonly TimeSpan LingeringAuditAfter = TimeSpan.FromSeconds(1);

    private readonly IHaProxy _haproxy;
    private readonly IAgentEvents _events;
    private readonly TimeSpan _auditEvery;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopped = new();
    private RestartBackoff _backoff = new(TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3));
    private LinuxProcess? _process;
    private AppliedState? _wanted;
    private IActorRef _requester = ActorRefs.Nobody;
    private long _startedAt;

    public HaProxySupervisor(IHaProxy haproxy, IAgentEvents events, TimeSpan auditEvery, TimeProvider time, ILogger logger)
    {
        _haproxy = haproxy;
        _events = events;
        _auditEvery = auditEvery;
        _time = time;
        _logger = logger;
        Busy();
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public IStash Stash { get; set; } = null!;

    /// <param name="haproxy">The effects.</param>
    /// <param name="events">Where it reports.</param>
    /// <param name="auditEvery">How often HAProxy is compared with what it should have, plans apart.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The log.</param>
    public static Props CreateProps(IHaProxy haproxy, IAgentEvents events, TimeSpan auditEvery, TimeProvider time, ILogger logger) =>
        Props.Create(() => new HaProxySupervisor(haproxy, events, auditEvery, time, logger));

    protected override void PreStart() =>
        _haproxy.AdoptAsync(_stopped.Token).PipeTo(Self, success: process => new Adopted(process), failure: _ => new Adopted(null));

    protected override void PostStop()
    {
        _stopped.Cancel();
        _stopped.Dispose();
    }

    private void Idle()
    {
        Receive<Apply>(OnApply);
        Receive<ApplyCertificates>(OnApplyCertificates);
        Receive<EnsureRunning>(_ => OnStartDue(null));
        Receive<StartDue>(_ => OnStartDue(null));
        Receive<AuditDue>(_ => OnAuditDue());
        Receive<Exited>(OnExited);
    }

    // One effect at a time; what comes meanwhile waits.
    private void Busy()
    {
        Receive<Adopted>(OnAdopted);
        Receive<Started>(OnStarted);
        Receive<Changed>(OnChanged);
        Receive<Reloaded>(OnReloaded);
        Receive<Audited>(OnAudited);
        // How this effect ends says whether and when there is another audit: one kept for later could undo a part of it.
        Receive<AuditDue>(_ => { });
        ReceiveAny(_ => Stash.Stash());
    }

    // Certificates are no part of a plan: an audit that comes due meanwhile follows.
    private void BusyWithCertificates()
    {
        Receive<CertificatesChanged>(changed =>
        {
            changed.Requester.Tell(changed.Outcome);
            BecomeIdle();
        });
        ReceiveAny(_ => Stash.Stash());
    }

    private void OnApplyCertificates(ApplyCertificates apply)
    {
        var requester = Sender;
        if (_process is null)
        {
            requester.Tell(new CertificatesApplied(null, "HAProxy does not run"));
            return;
        }

        Become(BusyWithCertificates);
        _haproxy.ChangeCertificatesAsync(apply.Commands, _stopped.Token).PipeTo(
            Self,
            success: refusal => new CertificatesChanged(requester, new CertificatesApplied(refusal)),
            failure: error => new CertificatesChanged(requester, new CertificatesApplied(null, error.Message)));
    }

    private void OnAdopted(Adopted adopted)
    {
        if (adopted.Process is { } process)
        {
            _logger.LogInformation("HAProxy runs already as process {Pid}: taken over, it was not interrupted.", process.Pid);
            Watch(process);
        }

        BecomeIdle();
    }

    private void OnApply(Apply apply)
    {
        _requester = Sender;
        if (_process is null)
        {
            OnStartDue(apply);
            return;
        }

        Become(Busy);
        switch (apply.Plan)
        {
            case Plan.Runtime runtime:
                _logger.LogInformation("Revision {Revision}: {Count} command(s): {Commands}", runtime.Revision, runtime.Commands.Length, Words(runtime.Commands));
                Traced(apply, () => _haproxy.ChangeAsync(runtime.Commands, apply.Wanted, _stopped.Token)).PipeTo(
                    Self,
                    success: effect => new Changed(apply, effect),
                    failure: error => new Changed(apply, Effect.Of(new ApplyFailure(ApplyStage.Runtime, error.Message, "A reload follows."))));
                break;
            case Plan.Reload reload:
                _logger.LogInformation("Revision {Revision}: HAProxy reloads: {Reason}", reload.Revision, reload.Reason);
                Traced(apply, () => _haproxy.ReloadAsync(reload.Ahead, apply.Wanted, _stopped.Token)).PipeTo(
                    Self,
                    success: effect => new Reloaded(apply, effect),
                    failure: error => new Reloaded(apply, Effect.Of(new ApplyFailure(ApplyStage.Reload, error.Message, "It is tried again."))));
                break;
            default:
                if (_wanted is null || !apply.Wanted.Silent.IsEmpty)
                {
                    // Nothing to be done on one that was taken over, or that has lost a node: what it really has is looked at now.
                    Timers.StartSingleTimer(nameof(AuditDue), AuditDue.Instance, TimeSpan.Zero);
                }
                else if (!Timers.IsTimerActive(nameof(AuditDue)))
                {
                    AuditLater(null);
                }

                _wanted = apply.Wanted;

                _requester.Tell(new PlanApplied(apply.Plan.Revision));
                BecomeIdle();
                break;
        }
    }

    private void OnStartDue(Apply? apply)
    {
        if (_process is not null)
        {
            return;
        }

        Timers.Cancel(nameof(StartDue));
        Become(Busy);
        _haproxy.StartAsync(apply?.Wanted ?? _wanted, _stopped.Token).PipeTo(
            Self,
            success: result => new Started(apply, result.Process, result.Failure),
            failure: error => new Started(apply, null, new ApplyFailure(ApplyStage.Start, error.Message, "It is tried again.")));
    }

    private void OnStarted(Started started)
    {
        var revision = started.Apply?.Plan.Revision ?? DesiredRevision.None;
        if (started.Process is { } process)
        {
            _logger.LogInformation("HAProxy serves as process {Pid}.", process.Pid);
            Watch(process);
            if (started is { Apply: not null, Failure: { } difference })
            {
                _requester.Tell(new ApplyFailed(revision, difference));
            }
            else if (started.Apply is { } apply)
            {
                Confirm(apply, null);
            }
            else
            {
                AuditLater(null);
            }
        }
        else
        {
            _logger.LogError("HAProxy cannot be started: {Output}", started.Failure!.Output);
            if (started.Apply is not null)
            {
                _requester.Tell(new ApplyFailed(revision, started.Failure));
            }

            _events.Publish(new HaProxyNotStarted(revision, started.Failure, _time.GetUtcNow()));
            StartLater(TimeSpan.Zero);
        }

        BecomeIdle();
    }

    private void OnChanged(Changed changed)
    {
        NoteEnded(changed.Effect);
        if (changed.Effect.Failure is { } failure)
        {
            _logger.LogWarning("Revision {Revision}: the runtime API did not do it: {Output}", changed.Apply.Plan.Revision, failure.Output);
            StopAudits();
            _requester.Tell(new ApplyFailed(changed.Apply.Plan.Revision, failure));
        }
        else
        {
            _events.Publish(new HaProxyCommanded());
            Note(changed.Effect);
            Confirm(changed.Apply, changed.Effect);
        }

        BecomeIdle();
    }

    private void OnReloaded(Reloaded reloaded)
    {
        var revision = reloaded.Apply.Plan.Revision;
        NoteEnded(reloaded.Effect);
        if (reloaded.Effect.Failure is { } failure)
        {
            _logger.LogError("Revision {Revision}: HAProxy did not reload: {Output}", revision, failure.Output);
            StopAudits();
            _requester.Tell(new ApplyFailed(revision, failure));
        }
        else if (reloaded.Effect.OldWorkers is { } old)
        {
            _logger.LogInformation("Revision {Revision}: the reload waits: {Count} old workers still finish requests.", revision, old);
            // What was done ahead of it is no drift. The live file is the new one, and so is what a start would have to bring.
            _wanted = reloaded.Apply.Wanted;
            StopAudits();
            _requester.Tell(new PlanDeferred(revision, old));
        }
        else
        {
            _events.Publish(new HaProxyReloaded());
            Note(reloaded.Effect);
            Confirm(reloaded.Apply, reloaded.Effect);
        }

        BecomeIdle();
    }

    private void OnAuditDue()
    {
        if (_process is null || _wanted is null)
        {
            return;
        }

        Become(Busy);
        _haproxy.ChangeAsync([], _wanted, _stopped.Token).PipeTo(
            Self,
            success: effect => new Audited(effect),
            failure: error => new Audited(Effect.Of(new ApplyFailure(ApplyStage.Verify, error.Message, ""))));
    }

    private void OnAudited(Audited audited)
    {
        NoteEnded(audited.Effect);
        if (audited.Effect.Failure is { Stage: ApplyStage.Verify, Output: var difference } && _process is { IsAlive: true })
        {
            _logger.LogWarning("HAProxy is not as it should be, and only a reload mends it: {Difference}", difference);
            _events.Publish(new HaProxyDrifted());
            _wanted = null;
            _requester.Tell(new DriftFound(difference));
        }
        else
        {
            Note(audited.Effect);
            AuditLater(audited.Effect);
        }

        BecomeIdle();
    }

    private void OnExited(Exited exited)
    {
        if (exited.Process != _process)
        {
            return;
        }

        _process = null;
        _events.Publish(new HaProxyEnded());
        var wait = StartLater(_time.GetElapsedTime(_startedAt));
        _logger.LogWarning("HAProxy (process {Pid}) has ended; it starts again in {Wait}.", exited.Process.Pid, wait);
    }

    // What the effect does on its way belongs to the same trace.
    private static async Task<Effect> Traced(Apply apply, Func<Task<Effect>> effect)
    {
        using var step = Tracing.StartStep("apply", apply.Trace);
        return await effect();
    }

    private void Confirm(Apply apply, Effect? effect)
    {
        _wanted = apply.Wanted;
        AuditLater(effect);
        _requester.Tell(new PlanApplied(apply.Plan.Revision));
    }

    private void NoteEnded(Effect effect)
    {
        foreach (var ended in effect.Ended)
        {
            _logger.LogWarning("{Count} request(s) or connection(s) on {Server} are ended: its node is silent in the cluster and takes no connection of HAProxy's check.", ended.Sessions, ended.Server);
        }
    }

    // What differs right after a plan, or at any other time, was changed by somebody else or was missed.
    private void Note(Effect effect)
    {
        if (effect.Mended.IsEmpty)
        {
            return;
        }

        _logger.LogWarning("HAProxy was not as it should be; mended by {Count} command(s): {Commands}", effect.Mended.Length, Words(effect.Mended));
        _events.Publish(new HaProxyDrifted());
    }

    // Until the next plan: HAProxy may have a part of this one, which is not to be undone.
    private void StopAudits() => Timers.Cancel(nameof(AuditDue));

    private void AuditLater(Effect? last) =>
        Timers.StartSingleTimer(nameof(AuditDue), AuditDue.Instance, last is { IsLingering: true } && LingeringAuditAfter < _auditEvery ? LingeringAuditAfter : _auditEvery);

    private TimeSpan StartLater(TimeSpan ran)
    {
        (var wait, _backoff) = _backoff.After(ran);
        Timers.StartSingleTimer(nameof(StartDue), StartDue.Instance, wait);
        return wait;
    }

    private void Watch(LinuxProcess process)
    {
        _process = process;
        _startedAt = _time.GetTimestamp();
        _events.Publish(new HaProxyStarted(process.Pid));
        _haproxy.WaitForExitAsync(process, _stopped.Token).PipeTo(Self, success: () => new Exited(process), failure: _ => new Exited(process));
    }

    private static string Words(ImmutableArray<RuntimeCommand> commands)
    {
        const int Most = 12;
        return string.Join("; ", commands.Take(Most).Select(command => command is RuntimeCommand.Add ? $"add server {command.Server}" : command.Text))
            + (commands.Length > Most ? $"; and {commands.Length - Most} more" : "");
    }

    private void BecomeIdle()
    {
        Become(Idle);
        Stash.UnstashAll();
    }

    /// <summary>Carries out a plan; answered with <see cref="PlanApplied"/>, <see cref="PlanDeferred"/> or <see cref="ApplyFailed"/>.</summary>
    /// <param name="Plan">The plan; the live file already has what it says.</param>
    /// <param name="Wanted">What HAProxy has afterwards.</param>
    /// <param name="Trace">The trace of the change; default for none.</param>
    public sealed record Apply(Plan Plan, AppliedState Wanted, ActivityContext Trace = default);

    /// <summary>Carries out commands about certificates; answered with <see cref="CertificatesApplied"/>.</summary>
    /// <param name="Commands">The commands; the agent's own folder already has what they say.</param>
    public sealed record ApplyCertificates(ImmutableArray<CertificateCommand> Commands);

    /// <summary>Starts HAProxy on the live file if it does not run: no new configuration is coming.</summary>
    public sealed record EnsureRunning
    {
        public static readonly EnsureRunning Instance = new();
    }

    private sealed record Adopted(LinuxProcess? Process);

    private sealed record Started(Apply? Apply, LinuxProcess? Process, ApplyFailure? Failure);

    private sealed record Changed(Apply Apply, Effect Effect);

    private sealed record Reloaded(Apply Apply, Effect Effect);

    private sealed record Audited(Effect Effect);

    private sealed record CertificatesChanged(IActorRef Requester, CertificatesApplied Outcome);

    private sealed record Exited(LinuxProcess Process);

    private sealed record StartDue
    {
        public static readonly StartDue Instance = new();
    }

    private sealed record AuditDue
    {
        public static readonly AuditDue Instance = new();
    }
}
