using System.Net.Sockets;
using Actors.HaAgent.Events;
using Akka.Actor;

namespace Actors.HaAgent.HaProxy;

/// <summary>
/// Keeps HAProxy alive and carries out plans and commands about certificates, one at a time; it alone has effects on HAProxy. It tells a
/// <see cref="Supervision"/> what happens, and does what that says.
/// </summary>
public sealed partial class HaProxySupervisor : ReceiveActor, IWithTimers, IWithUnboundedStash
{
    private readonly IHaProxy _haproxy;
    private readonly IAgentEvents _events;
    private readonly TimeProvider _time;
    private readonly SupervisorLog _log;
    private readonly CancellationTokenSource _stopped = new();
    private Supervision _state;
    private IActorRef _requester = ActorRefs.Nobody;
    private bool _isBusy;

    public HaProxySupervisor(IHaProxy haproxy, IAgentEvents events, TimeSpan auditEvery, TimeProvider time, ILogger logger)
    {
        (_haproxy, _events, _time, _log, _state) = (haproxy, events, time, new SupervisorLog(logger), new Supervision(auditEvery));
        Busy();
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public IStash Stash { get; set; } = null!;

    private Moment Now => Moment.Of(_time);

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
        Receive<Apply>(apply =>
        {
            _requester = Sender;
            Go(_state.Apply(apply));
        });
        Receive<ApplyCertificates>(OnApplyCertificates);
        Receive<AnnounceLeave>(_ => OnAnnounceLeave());
        Receive<StopHaProxy>(_ => OnStop());
        Receive<EnsureRunning>(_ => Go(_state.Start(null)));
        Receive<StartDue>(_ => Go(_state.Start(null)));
        Receive<AuditDue>(_ => Go(_state.AuditDue(isBusy: false)));
        Receive<Exited>(exited => Go(_state.Exited(exited.Process, Now)));
    }

    // One effect at a time; what comes meanwhile waits.
    private void Busy()
    {
        Receive<Adopted>(adopted => Done(_state.Adopted(adopted.Process, Now)));
        Receive<Started>(started => Done(_state.Started(started.Apply, started.Process, started.Failure, Now)));
        Receive<Changed>(changed => Done(_state.Changed(changed.Apply, changed.Effect)));
        Receive<Reloaded>(reloaded => Done(_state.Reloaded(reloaded.Apply, reloaded.Effect)));
        Receive<Audited>(audited => Done(_state.Audited(audited.Effect, _state.Process?.IsAlive == true)));
        Receive<AuditDue>(_ => _state = _state.AuditDue(isBusy: true).Next);
        ReceiveAny(_ => Stash.Stash());
    }

    // Certificates and a leave are no part of a plan: an audit that comes due meanwhile follows.
    private void BusyBesidePlans()
    {
        Receive<Answered>(answered =>
        {
            answered.Requester.Tell(answered.Outcome);
            Done(new Supervision.Step(_state, []));
        });
        ReceiveAny(_ => Stash.Stash());
    }

    // The agent leaves: whatever is planned yet is for no HAProxy.
    private void Over()
    {
        Receive<HaProxyStopped>(stopped => Go(new Supervision.Step(_state, [new SupervisorEffect.Report(stopped)])));
        ReceiveAny(_ => { });
    }

    private void Done(Supervision.Step step)
    {
        _isBusy = false;
        Go(step);
        if (!_isBusy)
        {
            Become(Idle);
            Stash.UnstashAll();
        }
    }

    private void Go(Supervision.Step step)
    {
        _state = step.Next;
        foreach (var effect in step.Effects)
        {
            Do(effect);
        }
    }

    private void BeginEffect(Action behaviour)
    {
        _isBusy = true;
        Become(behaviour);
    }

    private void OnApplyCertificates(ApplyCertificates apply)
    {
        var requester = Sender;
        if (_state.Process is null)
        {
            requester.Tell(new CertificatesApplied(null, "HAProxy does not run"));
            return;
        }

        BeginEffect(BusyBesidePlans);
        _haproxy.ChangeCertificatesAsync(apply.Commands, _stopped.Token).PipeTo(
            Self,
            success: refusal => new Answered(requester, new CertificatesApplied(refusal)),
            failure: error => new Answered(
                requester,
                error is SocketException or IOException
                    ? new CertificatesApplied(null, error.Message)
                    : new CertificatesApplied(null) { Error = error.Message }));
    }

    private void OnAnnounceLeave()
    {
        var requester = Sender;
        if (_state.Process is null)
        {
            requester.Tell(new LeaveAnnounced("HAProxy does not run") { IsServing = false });
            return;
        }

        BeginEffect(BusyBesidePlans);
        _haproxy.AnnounceLeaveAsync(_stopped.Token).PipeTo(
            Self,
            success: refusal => new Answered(requester, new LeaveAnnounced(refusal)),
            failure: error => new Answered(requester, new LeaveAnnounced(error.Message)));
    }

    private void OnStop()
    {
        Become(Over);
        Timers.CancelAll();
        var (requester, self) = (Sender, Self);
        _haproxy.StopAsync().ContinueWith(
            _ =>
            {
                self.Tell(new HaProxyStopped());
                requester.Tell(new HaProxyStopped());
            },
            TaskScheduler.Default);
    }
}
