using Actors.HaAgent.Desired;
using Actors.HaAgent.Events;
using Actors.HaAgent.HaProxy;
using Actors.HaAgent.Membership;
using Actors.HaAgent.Overrides;
using Akka.Actor;

namespace Actors.HaAgent.Reconciling;

/// <summary>The reconciler: tells a <see cref="Reconciliation"/> what happens, and does what it says.</summary>
public sealed partial class ConfigWriter : ReceiveActor, IWithTimers
{
    /// <summary>A live file that changed without a reload is checked once things are quiet.</summary>
    private static readonly TimeSpan CheckAfter = TimeSpan.FromSeconds(2);

    /// <summary>A service that should be forgotten by now is looked at again.</summary>
    private static readonly TimeSpan ForgetAfter = TimeSpan.FromSeconds(2);
    private readonly ConfigPreparation _preparation;
    private readonly ServiceRegister _services;
    private readonly IActorRef _supervisor;
    private readonly WriterStores _stores;
    private readonly IAgentEvents _events;
    private readonly TimeProvider _time;
    private readonly ReconcilingLog _log;
    private readonly ChangeTrace _trace = new();
    private readonly CancellationTokenSource _stopped = new();
    private Reconciliation _state;
    private IActorRef _listener = ActorRefs.Nobody;

    public ConfigWriter(
        ConfigPreparation preparation, Restored restored, LossGuard guard, ServiceRegister services, IActorRef supervisor,
        WriterStores stores, IAgentEvents events, TimeProvider time, ILogger logger)
    {
        (_preparation, _services, _supervisor, _stores, _events, _time) = (preparation, services, supervisor, stores, events, time);
        _log = new ReconcilingLog(logger);
        // Another life of this actor may have counted before.
        var inputs = new DesiredInputs(stores.Memory.Current.Revision, restored.Servers, guard) { Peers = restored.Peers };
        _state = new Reconciliation(inputs, restored)
        {
            // What is right is left as it is; where it is not known for sure what HAProxy has, it is a reload.
            Applied = restored.WereServing ? preparation.TakenOver(restored.Servers) : null,
            Servers = stores.Memory.Current.Servers,
            Services = stores.Memory.Current.Services,
            HasHistory = stores.History.HasBegun,
        };
        Receive<MembershipChanged>(changed =>
        {
            _listener = Sender;
            Go(_state.Take(changed, Now));
        });
        Receive<OverridesChanged>(changed => Go(_state.Take(changed, Now)));
        Receive<PeersChanged>(changed => Go(_state.Take(changed, Now)));
        Receive<RestoreEnded>(_ => Go(_state.EndRestore(Now)));
        Receive<ReloadCommand>(command => Go(_state.Reload(command.Why, Now)));
        Receive<TemplateChanged>(template => Go(_state.Hear(template.Why, Now)));
        Receive<CertificatesChanged>(certificates => Go(_state.Hear(certificates.Why, Now)));
        Receive<ServiceOver>(_ => Go(_state.Hear("a service without nodes is forgotten", Now)));
        Receive<DriftFound>(drift => Go(_state.Drift(drift.Difference, Now)));
        Receive<RetryDue>(_ => Go(_state.Retry()));
        Receive<PreparedConfig>(prepared => Go(_state.Prepared(prepared, Now)));
        Receive<PlanApplied>(applied => Go(_state.Confirmed(applied, Now)));
        Receive<PlanDeferred>(deferred => Go(_state.Deferred(deferred)));
        Receive<ApplyFailed>(failed => Go(_state.Failed(failed, Now)));
        Receive<CheckDue>(_ => Go(_state.CheckDue()));
        Receive<LiveChecked>(check => Go(_state.Checked(check.Refusal, Now)));
        Receive<GetInputs>(_ => Sender.Tell(Inputs.Of(_state, Desired())));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    private Moment Now => Moment.Of(_time);

    /// <param name="preparation">From desired state to a live file.</param>
    /// <param name="restored">What an agent that starts again begins from.</param>
    /// <param name="guard">Says when so much is lost that the servers are frozen.</param>
    /// <param name="services">Who may claim which service, and which are there.</param>
    /// <param name="supervisor">Who carries plans out.</param>
    /// <param name="stores">What outlives this actor.</param>
    /// <param name="events">Where it reports.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The log.</param>
    public static Props CreateProps(
        ConfigPreparation preparation, Restored restored, LossGuard guard, ServiceRegister services, IActorRef supervisor,
        WriterStores stores, IAgentEvents events, TimeProvider time, ILogger logger) =>
        Props.Create(() => new ConfigWriter(preparation, restored, guard, services, supervisor, stores, events, time, logger));

    protected override void PreStart()
    {
        // One that was there before this life of the writer says its overrides again.
        Context.System.EventStream.Publish(new RepeatOverrides());
        Go(_state.Start(Now));
    }

    protected override void PostStop()
    {
        _stopped.Cancel();
        _stopped.Dispose();
    }

    private void Go(Reconciliation.Step step)
    {
        _state = step.Next;
        _stores.Memory.Current = new WriterMemory.Remembered(_state.Inputs.Revision, _state.Servers, _state.Services);
        foreach (var effect in step.Effects)
        {
            Do(effect);
        }
    }

    private DesiredState Desired() => _state.Inputs.Desired(_services.Policy, _services.Rules);

    private void Begin()
    {
        var desired = Desired();
        _services.Observe(desired);
        if (_services.NextEnd is { } wait)
        {
            Start(new ServiceOver(), wait > TimeSpan.Zero ? wait : ForgetAfter);
        }
        else
        {
            Timers.Cancel(nameof(ServiceOver));
        }

        Go(_state.Begin(desired, _preparation.Pinned, _stores.History.Next, Now));
    }

    private void Start(object message, TimeSpan after) => Timers.StartSingleTimer(message.GetType().Name, message, after);
}
