using Actors.HaAgent.Reconciling;
using Akka.Actor;

namespace Actors.HaAgent.Rollout;

/// <summary>What the watch does.</summary>
public sealed partial class TemplateWatch
{
    private void Do(RolloutEffect effect)
    {
        switch (effect)
        {
            case RolloutEffect.AskForTurn ask:
                _coordinator().Actor.Tell(AnswerTo(ask.Hash), Self);
                break;
            case RolloutEffect.Judge judge:
                JudgeAsync(judge).PipeTo(
                    Self, failure: error => new Judged(judge.Template, judge.IsAgain, $"it cannot be checked: {error.Message}", 0));
                break;
            case RolloutEffect.Try trial:
                _templates.Try(trial.Trial);
                _writer.Tell(new ConfigWriter.TemplateChanged(trial.Why));
                break;
            case RolloutEffect.Keep keep:
                _templates.Keep(keep.Kept);
                break;
            case RolloutEffect.GiveUpLater later:
                Timers.StartSingleTimer(nameof(GiveUpDue), new GiveUpDue(), later.After);
                break;
            case RolloutEffect.SettleLater later:
                Timers.StartSingleTimer(nameof(SettleDue), new SettleDue(), later.After);
                break;
            case RolloutEffect.Settle settle:
                _effects.HealthAsync(_stopped.Token).PipeTo(
                    Self,
                    success: health => new Settled(settle.Key, health.Well, health.Failing),
                    failure: _ => new Settled(settle.Key, null, null));
                break;
            case RolloutEffect.CancelGiveUp:
                Timers.Cancel(nameof(GiveUpDue));
                break;
            case RolloutEffect.CancelAll:
                Timers.Cancel(nameof(GiveUpDue));
                Timers.Cancel(nameof(SettleDue));
                break;
            case RolloutEffect.Report report:
                _log.Write(report.Happened);
                _events.Publish(report.Happened);
                break;
        }
    }

    private async Task<Judged> JudgeAsync(RolloutEffect.Judge judge)
    {
        var refusal = await _effects.RefusalOfAsync(judge.Template, _stopped.Token);
        var well = refusal is null && !judge.IsAgain ? await _effects.CountWellAsync(_stopped.Token) : 0;
        return new Judged(judge.Template, judge.IsAgain, refusal, well);
    }
}
