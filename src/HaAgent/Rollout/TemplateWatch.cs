using Actors.Clustering.Messages;
using Actors.HaAgent.Events;
using Actors.HaAgent.HaProxy;
using Actors.HaAgent.Reconciling;
using Actors.HaAgent.Templates;
using Akka.Actor;

namespace Actors.HaAgent.Rollout;

/// <summary>Watches the template and the snippets: tells a <see cref="TemplateRollout"/> what happens, and does what it says.</summary>
public sealed partial class TemplateWatch : ReceiveActor, IWithTimers
{
    /// <summary>Its name, at which the coordinator asks, and agents of 0.1.0 do.</summary>
    public const string Name = "template-watch";

    private readonly TemplateStore _templates;
    private readonly ITemplateEffects _effects;
    private readonly Func<SeenCoordinator> _coordinator;
    private readonly IActorRef _writer;
    private readonly IAgentEvents _events;
    private readonly TimeProvider _time;
    private readonly RolloutLog _log;
    private readonly CancellationTokenSource _stopped = new();
    private TemplateRollout _state;
    private bool _isLooking;

    public TemplateWatch(
        TemplateStore templates, TemplateWatchSettings settings, ITemplateEffects effects, Func<SeenCoordinator> coordinator,
        IActorRef writer, IAgentEvents events, TimeProvider time, ILogger logger)
    {
        (_templates, _effects, _coordinator, _writer, _events, _time) = (templates, effects, coordinator, writer, events, time);
        _log = new RolloutLog(logger);
        _state = new TemplateRollout(settings, effects.Source, templates.Kept);
        Receive<LookDue>(_ => OnLookDue());
        Receive<Looked>(looked =>
        {
            _isLooking = false;
            Go(_state.Looked(looked.Template, looked.Key, ReadContext()));
        });
        Receive<Judged>(judged => Go(_state.Judged(judged.Template, judged.IsAgain, judged.Refusal, judged.Well, ReadContext())));
        Receive<TemplateApplied>(applied => Go(_state.Applied(applied.Template, ReadContext())));
        Receive<TemplateFailed>(failed => Go(_state.Failed(failed.Template, failed.Failure, ReadContext())));
        // The first may have been applied before this actor was there to be told.
        Receive<ConfigWriter.Inputs>(inputs => inputs.Template is not null, inputs => Go(_state.Applied(inputs.Template!, ReadContext())));
        Receive<ConfigWriter.Inputs>(_ => { });
        Receive<SettleDue>(_ => Go(_state.SettleDue()));
        Receive<Settled>(settled => Go(_state.Settled(settled.Key, settled.Well, settled.Failing, ReadContext())));
        Receive<GiveUpDue>(_ => Go(_state.GiveUp(ReadContext())));
        Receive<TemplateAsk>(ask => TemplateText.IsHash(ask.Hash), ask => Sender.Tell(AnswerTo(ask.Hash)));
        Receive<TemplateAsk>(_ => { });
        Receive<TemplateTurn>(OnTurn);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    /// <param name="templates">The template in force.</param>
    /// <param name="settings">How it goes about it.</param>
    /// <param name="effects">What is done beside the actor.</param>
    /// <param name="coordinator">The coordinator of this moment.</param>
    /// <param name="writer">Who applies.</param>
    /// <param name="events">Where it reports.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The log.</param>
    public static Props CreateProps(
        TemplateStore templates, TemplateWatchSettings settings, ITemplateEffects effects, Func<SeenCoordinator> coordinator,
        IActorRef writer, IAgentEvents events, TimeProvider time, ILogger logger) =>
        Props.Create(() => new TemplateWatch(templates, settings, effects, coordinator, writer, events, time, logger));

    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe(Self, typeof(TemplateApplied));
        Context.System.EventStream.Subscribe(Self, typeof(TemplateFailed));
        _writer.Tell(ConfigWriter.GetInputs.Instance);
        Go(_state.Start(_templates.IsOnTrial));
        Timers.StartPeriodicTimer(nameof(LookDue), new LookDue(), _state.Settings.LookEvery);
    }

    protected override void PostStop()
    {
        _stopped.Cancel();
        _stopped.Dispose();
    }

    private RolloutContext ReadContext() => new(Moment.Of(_time), _templates.Pinned, _coordinator());

    private void OnLookDue()
    {
        if (!_isLooking)
        {
            _isLooking = true;
            _effects.ReadAsync().PipeTo(
                Self, success: template => new Looked(template, template.Hash), failure: error => new Looked(null, error.Message));
        }
    }

    private void OnTurn(TemplateTurn turn)
    {
        // It is the coordinator that says it, and not one that was it before. One that leaves begins with none, and remembers whose it is.
        var context = ReadContext();
        var mayBegin = !_state.Settings.IsLeaving() || turn.Stage != nameof(TemplateStage.Applying);
        if (mayBegin && context.Coordinator.Address is { } address && Senders.Is(Sender, address, Context.System))
        {
            Go(_state.Told(turn, context));
        }
    }

    // One that leaves with a turn would stop all others until it is back: to them it has not got the template.
    private TemplateAnswer AnswerTo(string hash)
    {
        var answer = _state.AnswerTo(hash, _templates.Pinned);
        return _state.Settings.IsLeaving() && TemplateWords.StageOf(answer.Stage) is TemplateStage.Waiting or TemplateStage.Stopped
            ? answer with { Stage = nameof(TemplateStage.Other), Why = "" }
            : answer;
    }

    private void Go(TemplateRollout.Step step)
    {
        _state = step.Next;
        foreach (var effect in step.Effects)
        {
            Do(effect);
        }
    }

    private sealed record LookDue;

    private sealed record SettleDue;

    private sealed record GiveUpDue;

    private sealed record Looked(TemplateText? Template, string Key);

    private sealed record Judged(TemplateText Template, bool IsAgain, string? Refusal, int Well);

    private sealed record Settled(string Key, int? Well, ApplyFailure? Failing);
}
