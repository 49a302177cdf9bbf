using Actors.Clustering;
using Actors.Clustering.Messages;
using Actors.HaAgent.Events;
using Actors.HaAgent.Rollout;
using Akka.Actor;
using Akka.Cluster;
using Akka.Cluster.Tools.Singleton;

namespace Actors.HaAgent.Coordination;

/// <summary>
/// The one coordinator of the cluster, beside the agent that is longest in it: tells a <see cref="TemplateCoordination"/> and a
/// <see cref="RestartCoordination"/> what happens, and does what they say. It keeps nothing: the next one learns all from the agents.
/// </summary>
public sealed partial class RolloutCoordinator : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan TickEvery = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long after a coordinator's node was removed the next one starts. All that could still reach each other have agreed on its end
    /// by then; Akka's own is the resolver's stable-after.
    /// </summary>
    private static readonly TimeSpan RemovalMargin = TimeSpan.FromSeconds(1);

    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private TemplateCoordination _templates = TemplateCoordination.None;
    private RestartCoordination _restarts = RestartCoordination.None;

    public RolloutCoordinator(TimeProvider time, ILogger logger)
    {
        (_time, _logger) = (time, logger);
        Receive<TemplateAnswer>(answer => IsFrom(answer.Agent), answer =>
        {
            var context = ReadContext();
            Go(_templates.Take(answer, context, _restarts.Restarting(context)));
        });
        Receive<Tick>(_ =>
        {
            var context = ReadContext();
            Go(_templates.Tick(context, _restarts.Restarting(context)));
        });
        Receive<StandingAnswer>(
            answer => IsFrom(answer.Standing.Name), answer => _restarts = _restarts.Take(answer.Standing, ReadContext()));
        Receive<RollAsk>(OnRollAsk);
        ReceiveAny(_ => { });
    }

    public ITimerScheduler Timers { get; set; } = null!;

    /// <summary>What has it run beside the agent that is longest in the cluster.</summary>
    /// <param name="system">This agent's actor system.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The log.</param>
    public static Props CreateProps(ActorSystem system, TimeProvider time, ILogger logger) => ClusterSingletonManager.Props(
        Props.Create(() => new RolloutCoordinator(time, logger)),
        PoisonPill.Instance,
        ClusterSingletonManagerSettings.Create(system).WithSingletonName(SeenCoordinator.Name).WithRole(NodeRoles.Coordinator)
            .WithRemovalMargin(RemovalMargin));

    protected override void PreStart() => _logger.LogInformation("The coordinator of templates and restarts runs beside this agent.");

    private CoordinatorContext ReadContext() => new(Moment.Of(_time), CoordinatedAgent.Of(_cluster));

    // The name is as good as the address that it comes from.
    private bool IsFrom(string name) =>
        CoordinatedAgent.Of(_cluster).Any(agent => agent.Name == name && Senders.Is(Sender, agent.Address, Context.System));

    private void OnRollAsk(RollAsk ask)
    {
        var context = ReadContext();
        var (next, report, effects) = _restarts.Ask(ask.Request, context, _templates.Blocks(context));
        if (report.Verdict == RollVerdict.Go && next.Restarting(context) != _restarts.Restarting(context))
        {
            _logger.LogInformation("It is the turn of {Agent} to be restarted.", report.Agent);
        }

        _restarts = next;
        Do(effects, context);
        Sender.Tell(new RollAnswer(report));
    }

    private void Go(TemplateCoordination.Step step)
    {
        _templates = step.Next;
        if (!_templates.IsActive)
        {
            Timers.Cancel(nameof(Tick));
        }
        else if (!Timers.IsTimerActive(nameof(Tick)))
        {
            Timers.StartPeriodicTimer(nameof(Tick), Tick.Instance, TickEvery);
        }

        Do(step.Effects, ReadContext());
    }

    private sealed record Tick
    {
        public static readonly Tick Instance = new();
    }
}
