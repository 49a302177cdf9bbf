using Actors.HaAgent.HaProxy;
using Akka.Actor;

namespace Actors.HaAgent.Reconciling;

/// <summary>What the config writer does.</summary>
public sealed partial class ConfigWriter
{
    private void Do(WriterEffect effect)
    {
        switch (effect)
        {
            case WriterEffect.Begin:
                Begin();
                break;
            case WriterEffect.Open open:
                _trace.Begin(open.HeardAt);
                Timers.Cancel(nameof(RetryDue));
                break;
            case WriterEffect.Prepare prepare:
                Prepare(prepare);
                break;
            case WriterEffect.CarryOut plan:
                _supervisor.Tell(new HaProxySupervisor.Apply(plan.Plan, plan.Wanted, _trace.Context));
                break;
            case WriterEffect.EnsureRunning when _preparation.HasLive:
                _supervisor.Tell(HaProxySupervisor.EnsureRunning.Instance);
                break;
            case WriterEffect.PutBack back:
                _preparation.Restore(back.Failed);
                break;
            case WriterEffect.Blame blame:
                _preparation.Blame(blame.Failed, blame.Failure);
                break;
            case WriterEffect.RetryLeftOut:
                _preparation.Applied();
                if (_preparation.RetryLeftOutAfter is { } wait)
                {
                    Start(new RetryDue(), wait);
                }

                break;
            case WriterEffect.Retry retry:
                Start(new RetryDue(), retry.After);
                break;
            case WriterEffect.CheckLater:
                Start(new CheckDue(), CheckAfter);
                break;
            case WriterEffect.Check:
                Task.Run(() => _preparation.CheckLiveAsync(_stopped.Token)).PipeTo(
                    Self, success: refusal => new LiveChecked(refusal), failure: error => new LiveChecked(error.Message));
                break;
            case WriterEffect.EndRestoreLater:
                Start(new RestoreEnded(), _state.Restored.For);
                break;
            case WriterEffect.Close:
                _trace.Drop();
                break;
            case WriterEffect.Record record:
                _trace.End(_stores.History.Add(record.Change));
                break;
            case WriterEffect.Report report:
                _log.Write(report.Happened);
                _events.Publish(report.Happened);
                break;
            case WriterEffect.Announce announce:
                Context.System.EventStream.Publish(announce.Message);
                break;
            case WriterEffect.Answer answer:
                _listener.Tell(answer.Applied);
                break;
        }
    }

    // Files and the validator block: not on the actor's thread.
    private void Prepare(WriterEffect.Prepare prepare)
    {
        var (desired, trace) = (prepare.Desired, _trace.Context);
        Task.Run(() => _preparation.RunAsync(prepare.Applied, desired, trace, _stopped.Token)).PipeTo(
            Self,
            failure: error =>
                PreparedConfig.Failed(prepare.Applied, desired, new ApplyFailure(ApplyStage.Check, error.Message, "It is tried again.")));
    }
}
