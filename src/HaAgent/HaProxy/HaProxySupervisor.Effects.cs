using System.Diagnostics;
using System.Net.Sockets;
using Actors.HaAgent.Events;
using Akka.Actor;

namespace Actors.HaAgent.HaProxy;

/// <summary>What the supervisor does.</summary>
public sealed partial class HaProxySupervisor
{
    private void Do(SupervisorEffect effect)
    {
        switch (effect)
        {
            case SupervisorEffect.Start start:
                BeginEffect(Busy);
                _haproxy.StartAsync(start.Wanted, _stopped.Token).PipeTo(
                    Self,
                    success: result => new Started(start.Apply, result.Process, result.Failure),
                    failure: error => new Started(start.Apply, null, Failure(ApplyStage.Start, error, "It is tried again.")));
                break;
            case SupervisorEffect.Change change:
                BeginEffect(Busy);
                TracedAsync(change.Apply.Trace, () => _haproxy.ChangeAsync(change.Commands, change.Apply.Wanted, _stopped.Token)).PipeTo(
                    Self,
                    success: done => new Changed(change.Apply, done),
                    failure: error => new Changed(change.Apply, Effect.Of(Failure(ApplyStage.Runtime, error, "A reload follows."))));
                break;
            case SupervisorEffect.Reload reload:
                BeginEffect(Busy);
                TracedAsync(reload.Apply.Trace, () => _haproxy.ReloadAsync(reload.Ahead, reload.Apply.Wanted, _stopped.Token)).PipeTo(
                    Self,
                    success: done => new Reloaded(reload.Apply, done),
                    failure: error => new Reloaded(reload.Apply, Effect.Of(Failure(ApplyStage.Reload, error, "It is tried again."))));
                break;
            case SupervisorEffect.Audit audit:
                BeginEffect(Busy);
                _haproxy.ChangeAsync([], audit.Wanted, _stopped.Token).PipeTo(
                    Self,
                    success: done => new Audited(done),
                    // Where nothing listens any more a reload may help; one that is too busy to answer is looked at again.
                    failure: error => new Audited(Effect.Of(Failure(Gone(error) ? ApplyStage.Verify : ApplyStage.Runtime, error, ""))));
                break;
            case SupervisorEffect.Watch watch:
                _haproxy.WaitForExitAsync(watch.Process, _stopped.Token).PipeTo(
                    Self, success: () => new Exited(watch.Process), failure: _ => new Exited(watch.Process));
                break;
            case SupervisorEffect.StartLater later:
                Timers.StartSingleTimer(nameof(StartDue), new StartDue(), later.Wait);
                break;
            case SupervisorEffect.CancelStart:
                Timers.Cancel(nameof(StartDue));
                break;
            case SupervisorEffect.AuditLater later:
                Timers.StartSingleTimer(nameof(AuditDue), new AuditDue(), later.Wait);
                break;
            case SupervisorEffect.CancelAudit:
                Timers.Cancel(nameof(AuditDue));
                break;
            case SupervisorEffect.Answer answer:
                _requester.Tell(answer.Message);
                break;
            case SupervisorEffect.Report report:
                _log.Write(report.Happened);
                _events.Publish(report.Happened);
                break;
        }
    }

    private static ApplyFailure Failure(ApplyStage stage, Exception error, string hint) => new(stage, error.Message, hint);

    private static bool Gone(Exception error) => error is SocketException { SocketErrorCode: not SocketError.TimedOut };

    // What the effect does on its way belongs to the same trace.
    private static async Task<Effect> TracedAsync(ActivityContext trace, Func<Task<Effect>> effect)
    {
        using var step = Tracing.StartStep("apply", trace);
        return await effect();
    }
}
