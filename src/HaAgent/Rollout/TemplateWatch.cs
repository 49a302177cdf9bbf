using Actors.Clustering.Messages;
using Actors.HaAgent.Events;
using Actors.HaAgent.HaProxy;
using Actors.HaAgent.Reconciling;
using Actors.HaAgent.Templates;
using Akka.Actor;

namespace Actors.HaAgent.Rollout;

/// <summary>
/// Notices a template or a snippet that has changed, waits for its turn among the agents, has it checked and applied, and keeps it
/// once HAProxy is seen to be well with it; else the one before goes on (docs/adr/0024).
/// </summary>
public sealed class TemplateWatch : ReceiveActor, IWithTimers
{
    /// <summary>Its name, at which agents ask each other.</summary>
    public const string Name = "template-watch";

    private readonly TemplateInForce _templates;
    private readonly TemplateWatchSettings _settings;
    private readonly TemplateEffects _effects;
    private readonly Func<AgentPeers> _peers;
    private readonly IActorRef _writer;
    private readonly IAgentEvents _events;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly PeerAnswers _answers;
    private readonly CancellationTokenSource _stopped = new();
    private TemplateCandidate? _candidate;
    private long _candidateAt;
    private string _seen = "";
    private bool _isLooking;
    private int _wellBefore;
    private int _looksLeft;

    public TemplateWatch(
        TemplateInForce templates, TemplateWatchSettings settings, TemplateEffects effects, Func<AgentPeers> peers, IActorRef writer, IAgentEvents events, TimeProvider time, ILogger logger)
    {
        _templates = templates;
        _settings = settings;
        _effects = effects;
        _peers = peers;
        _writer = writer;
        _events = events;
        _time = time;
        _logger = logger;
        _answers = new PeerAnswers(time);
        Receive<LookDue>(_ => OnLookDue());
        Receive<Looked>(OnLooked);
        Receive<Judged>(OnJudged);
        Receive<TemplateApplied>(OnApplied);
        Receive<TemplateFailed>(OnFailed);
        Receive<ConfigWriter.Inputs>(OnInputs);
        Receive<SettleDue>(_ => OnSettleDue());
        Receive<Settled>(OnSettled);
        Receive<GiveUpDue>(_ => OnGiveUpDue());
        Receive<TemplateAsk>(OnAsk);
        Receive<TemplateAnswer>(OnAnswer);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    /// <param name="templates">The template in force.</param>
    /// <param name="settings">How it goes about it.</param>
    /// <param name="effects">What is done beside the actor.</param>
    /// <param name="peers">The other agents of this moment.</param>
    /// <param name="writer">Who applies.</param>
    /// <param name="events">Where it reports.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The log.</param>
    public static Props CreateProps(
        TemplateInForce templates, TemplateWatchSettings settings, TemplateEffects effects, Func<AgentPeers> peers, IActorRef writer, IAgentEvents events, TimeProvider time, ILogger logger) =>
        Props.Create(() => new TemplateWatch(templates, settings, effects, peers, writer, events, time, logger));

    private DateTimeOffset Now => _time.GetUtcNow();

    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe(Self, typeof(TemplateApplied));
        Context.System.EventStream.Subscribe(Self, typeof(TemplateFailed));
        // One that was on trial when another life of this actor ended is noticed anew.
        if (_templates.IsOnTrial)
        {
            EndTrial("the template on trial is left");
        }

        // The first may have been applied before this actor was there to be told.
        _writer.Tell(ConfigWriter.GetInputs.Instance);
        Report();
        Timers.StartPeriodicTimer(nameof(LookDue), LookDue.Instance, _settings.LookEvery);
    }

    protected override void PostStop()
    {
        _stopped.Cancel();
        _stopped.Dispose();
    }

    private void OnLookDue()
    {
        if (_isLooking)
        {
            return;
        }

        _isLooking = true;
        _effects.ReadAsync().PipeTo(Self, success: template => new Looked(template, template.Hash), failure: error => new Looked(null, error.Message));
    }

    private void OnLooked(Looked looked)
    {
        _isLooking = false;
        if (_candidate is { IsApplying: true })
        {
            if (_templates.Pinned is not null)
            {
                Wait("");
            }

            return;
        }

        if (_templates.Kept is not { } kept || looked.Key == kept.Template.Hash)
        {
            Forget();
            return;
        }

        // Editors and copies write in pieces.
        if (looked.Key != _seen)
        {
            _seen = looked.Key;
            return;
        }

        if (_candidate?.Key != looked.Key)
        {
            _candidate = new TemplateCandidate(looked.Key, looked.Template, looked.Template?.Source ?? _effects.Source, TemplateStage.Waiting, "", "it was noticed just now", Now);
            _candidateAt = _time.GetTimestamp();
            _answers.Clear();
            _logger.LogInformation("The template in {Source} has changed ({Hash}).", _candidate.Source, _candidate.Key);
        }

        Proceed();
    }

    private void Proceed()
    {
        if (_candidate is not { } candidate)
        {
            return;
        }

        if (candidate.Template is null)
        {
            Refuse(candidate.Key, null);
        }
        else if (_templates.Pinned is { } pinned)
        {
            Move(TemplateStage.Waiting, "", $"revision {pinned.Revision} is pinned; it is taken up once that is unpinned");
        }
        else if (candidate.Stage == TemplateStage.Refused)
        {
            if (candidate.RetryAt <= Now)
            {
                _candidate = candidate with { RetryAt = Now + _settings.RetryAfter };
                Judge(candidate.Template, isAgain: true);
            }
        }
        else
        {
            foreach (var peer in _peers().All)
            {
                _answers.Asked(peer);
                peer.Watch.Tell(new TemplateAsk(candidate.Key), Self);
            }

            Decide();
        }
    }

    private void Decide()
    {
        if (_candidate is not { Template: { } template, Stage: TemplateStage.Waiting or TemplateStage.Stopped } || _templates.Pinned is not null)
        {
            return;
        }

        var peers = _peers();
        var known = _time.GetElapsedTime(_candidateAt);
        switch (TemplateRollout.Decide(_answers.Of(peers), known))
        {
            case RolloutDecision.Stopped stopped:
                Move(TemplateStage.Stopped, stopped.Agent, stopped.Why);
                break;
            case RolloutDecision.Wait wait:
                Move(TemplateStage.Waiting, wait.Agent, wait.Why);
                break;
            // Alone or not, it cannot know before it is in.
            case var _ when !peers.IsMember && known < TemplateRollout.Patience:
                Move(TemplateStage.Waiting, "", "this agent is not in the cluster yet, and does not know of the others");
                break;
            default:
                Move(TemplateStage.Applying, "", "it is being checked");
                Judge(template, isAgain: false);
                break;
        }
    }

    private void Judge(TemplateText template, bool isAgain) => JudgeAsync(template, isAgain).PipeTo(
        Self, failure: error => new Judged(template, isAgain, $"it cannot be checked: {error.Message}", 0));

    private async Task<Judged> JudgeAsync(TemplateText template, bool isAgain)
    {
        var refusal = await _effects.RefusalOfAsync(template, _stopped.Token);
        return new Judged(template, isAgain, refusal, refusal is null && !isAgain ? await _effects.CountWellAsync(_stopped.Token) : 0);
    }

    private void OnJudged(Judged judged)
    {
        if (_candidate?.Key != judged.Template.Hash || (!judged.IsAgain && !_candidate.IsApplying))
        {
            return;
        }

        if (judged.Refusal is { } refusal)
        {
            Refuse(refusal, Now + _settings.RetryAfter);
        }
        else if (judged.IsAgain)
        {
            Move(TemplateStage.Waiting, "", "it is not refused any more");
            Proceed();
        }
        else
        {
            _wellBefore = judged.Well;
            _templates.Try(judged.Template);
            Move(TemplateStage.Applying, "", "HAProxy is being reloaded");
            Timers.StartSingleTimer(nameof(GiveUpDue), GiveUpDue.Instance, _settings.ApplyWithin);
            _writer.Tell(new ConfigWriter.TemplateChanged($"the template changed ({judged.Template.Hash})"));
        }
    }

    private void OnApplied(TemplateApplied applied)
    {
        if (_candidate is { IsApplying: true })
        {
            if (applied.Template.Hash == _candidate.Key && !Timers.IsTimerActive(nameof(SettleDue)))
            {
                Move(TemplateStage.Applying, "", "it is applied; HAProxy's servers are watched");
                Timers.Cancel(nameof(GiveUpDue));
                _looksLeft = _settings.SettleLooks;
                Timers.StartSingleTimer(nameof(SettleDue), SettleDue.Instance, _settings.SettleFor);
            }
        }
        else if (_templates is { Kept: null, Pinned: null })
        {
            Keep(applied.Template);
        }
    }

    private void OnInputs(ConfigWriter.Inputs inputs)
    {
        if (inputs.Template is { } first && _templates is { Kept: null, Pinned: null })
        {
            Keep(first);
        }
    }

    private void OnFailed(TemplateFailed failed)
    {
        // Commands of the runtime API that fail are followed by a reload, and a full disk is no template's fault.
        if (_candidate is { IsApplying: true } && failed.Template.Hash == _candidate.Key && failed.Failure.Stage is not (ApplyStage.Runtime or ApplyStage.Write))
        {
            Revert($"{failed.Failure.Stage}: {failed.Failure.Output}", null);
        }
    }

    private void OnSettleDue()
    {
        var key = _candidate?.Key ?? "";
        _effects.HealthAsync(_stopped.Token).PipeTo(
            Self, success: health => new Settled(key, health.Well, health.Failing), failure: _ => new Settled(key, null, null));
    }

    private void OnSettled(Settled settled)
    {
        if (_candidate is not { IsApplying: true, Template: { } template } || _candidate.Key != settled.Key || _looksLeft == 0)
        {
            return;
        }

        if (settled.Well is { } well && (well > 0 || _wellBefore == 0) && settled.Failing is null)
        {
            Keep(template);
        }
        else if (--_looksLeft > 0)
        {
            Timers.StartSingleTimer(nameof(SettleDue), SettleDue.Instance, _settings.LookEvery);
        }
        else
        {
            // Not tried again by itself: each time would cost what this one did.
            Revert(
                settled.Well is null ? "HAProxy does not answer since it is applied"
                : settled.Well == 0 && _wellBefore > 0 ? $"no server passes its check since it is applied, and {_wellBefore} did before"
                : $"HAProxy is not well since it is applied: {settled.Failing?.Output}",
                null);
        }
    }

    private void OnGiveUpDue() => Revert($"it could not be applied within {_settings.ApplyWithin}", Now + _settings.RetryAfter);

    private void Keep(TemplateText template)
    {
        _templates.Keep(template, Now);
        _logger.LogInformation("The template {Hash} ({Source}) is in force.", template.Hash, template.Source);
        Forget();
        Report();
    }

    private void Revert(string why, DateTimeOffset? retryAt)
    {
        EndTrial($"the template before is taken again, since {_candidate!.Key} failed");
        Refuse(why, retryAt);
    }

    private void Wait(string why)
    {
        EndTrial("the template on trial is left");
        Move(TemplateStage.Waiting, "", why);
    }

    private void EndTrial(string why)
    {
        _looksLeft = 0;
        Timers.Cancel(nameof(SettleDue));
        Timers.Cancel(nameof(GiveUpDue));
        _templates.Try(null);
        _writer.Tell(new ConfigWriter.TemplateChanged(why));
    }

    private void Refuse(string why, DateTimeOffset? retryAt)
    {
        if (_candidate is not { } candidate)
        {
            return;
        }

        if (candidate.Stage != TemplateStage.Refused || candidate.Why != why)
        {
            _logger.LogError("The template {Hash} ({Source}) is refused, the one before goes on: {Why}", candidate.Template?.Hash ?? "", candidate.Source, why);
        }

        Move(TemplateStage.Refused, "", why);
        _candidate = _candidate with { RetryAt = retryAt };
    }

    private void Move(TemplateStage stage, string agent, string why)
    {
        var before = _candidate!;
        _candidate = before.At(stage, agent, why, Now);
        if (_candidate != before)
        {
            if (stage == TemplateStage.Stopped)
            {
                _logger.LogWarning("The template {Hash} is not applied, {Agent} has stopped it: {Why}", before.Key, agent, why);
            }

            Report();
        }
    }

    private void Forget()
    {
        _seen = "";
        if (_candidate is not null)
        {
            _candidate = null;
            Timers.Cancel(nameof(SettleDue));
            Timers.Cancel(nameof(GiveUpDue));
            Report();
        }
    }

    private void Report() => _events.Publish(new TemplateMoved(_templates.Kept, _candidate));

    private void OnAsk(TemplateAsk ask)
    {
        if (!TemplateText.IsHash(ask.Hash))
        {
            return;
        }

        var (stage, why) = _templates.Pinned is not null ? (TemplateStage.Pinned, "")
            : _templates.Kept?.Template.Hash == ask.Hash ? (TemplateStage.InForce, "")
            : _candidate is { } candidate && candidate.Key == ask.Hash ? (candidate.Stage, candidate.Why)
            : _candidate is { IsApplying: true } ? (TemplateStage.Busy, "")
            : (TemplateStage.Other, "");
        Sender.Tell(new TemplateAnswer(_settings.Agent, ask.Hash, stage.ToString(), PeerAnswers.Bounded(why)));
    }

    private void OnAnswer(TemplateAnswer answer)
    {
        // Who says it must be who it was asked of.
        if (answer.Hash == _candidate?.Key && _peers().All.Any(peer => peer.Name == answer.Agent && IsOf(peer)))
        {
            _answers.Take(answer);
            Decide();
        }

        bool IsOf(AgentPeer peer) => Sender.Path.Address.Equals(peer.Address);
    }

    private sealed record LookDue
    {
        public static readonly LookDue Instance = new();
    }

    private sealed record SettleDue
    {
        public static readonly SettleDue Instance = new();
    }

    private sealed record GiveUpDue
    {
        public static readonly GiveUpDue Instance = new();
    }

    /// <param name="Template">What is on disk; null where it cannot be read.</param>
    /// <param name="Key">Its hash, or why it cannot be read.</param>
    private sealed record Looked(TemplateText? Template, string Key);

    /// <param name="Template">What was judged.</param>
    /// <param name="IsAgain">Whether it had been refused, and this was only to see whether it would be again.</param>
    /// <param name="Refusal">Why it is refused; null where it is not.</param>
    /// <param name="Well">How many servers passed their check.</param>
    private sealed record Judged(TemplateText Template, bool IsAgain, string? Refusal, int Well);

    /// <param name="Key">The candidate's.</param>
    /// <param name="Well">How many servers pass their check; null where HAProxy does not say.</param>
    /// <param name="Failing">Why the newest desired state cannot be applied; null where it can.</param>
    private sealed record Settled(string Key, int? Well, ApplyFailure? Failing);
}
