using System.Collections.Immutable;
using Actors.HaAgent.Desired;
using Actors.HaAgent.Membership;
using Actors.HaAgent.Planning;
using Actors.HaAgent.Reporting;
using Akka.Actor;

namespace Actors.HaAgent.Applying;

/// <summary>
/// The reconciler: keeps desired and applied, and works until they are the same. One change is in flight, only the newest
/// desired state waits; a change that failed is tried again and costs nothing that runs.
/// </summary>
public sealed class ConfigWriter : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);
    private readonly ConfigPreparation _preparation;
    private readonly IActorRef _supervisor;
    private readonly AgentStatusBoard _board;
    private readonly TimeSpan _restoreFor;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopped = new();
    private ImmutableArray<ServerState> _restored;
    private MembershipSnapshot _snapshot = MembershipSnapshot.Empty;
    private IActorRef _listener = ActorRefs.Nobody;
    private AppliedState? _applied;
    private PreparedConfig? _inFlight;
    private string _lastOutput = "";
    private bool _isDirty;

    public ConfigWriter(
        ConfigPreparation preparation, ImmutableArray<ServerState> restored, IActorRef supervisor, AgentStatusBoard board, TimeSpan restoreFor, TimeProvider time, ILogger logger)
    {
        _preparation = preparation;
        _restored = restored;
        _supervisor = supervisor;
        _board = board;
        _restoreFor = restoreFor;
        _time = time;
        _logger = logger;
        Idle();
    }

    public ITimerScheduler Timers { get; set; } = null!;

    /// <param name="preparation">From desired state to a live file.</param>
    /// <param name="restored">The nodes of the node files, which an agent that starts again begins from.</param>
    /// <param name="supervisor">Who carries plans out.</param>
    /// <param name="board">Where the status is written.</param>
    /// <param name="restoreFor">How long restored nodes are kept once the cluster is seen without them.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The log.</param>
    public static Props CreateProps(
        ConfigPreparation preparation, ImmutableArray<ServerState> restored, IActorRef supervisor, AgentStatusBoard board, TimeSpan restoreFor, TimeProvider time, ILogger logger) =>
        Props.Create(() => new ConfigWriter(preparation, restored, supervisor, board, restoreFor, time, logger));

    protected override void PreStart() => Reconcile();

    protected override void PostStop()
    {
        _stopped.Cancel();
        _stopped.Dispose();
    }

    private void Idle()
    {
        Receive<MembershipChanged>(changed =>
        {
            Take(changed);
            Reconcile();
        });
        Receive<RestoreEnded>(_ =>
        {
            _restored = [];
            Reconcile();
        });
        Receive<RetryDue>(_ => Reconcile());
    }

    private void Working()
    {
        Receive<MembershipChanged>(changed =>
        {
            Take(changed);
            _isDirty = true;
        });
        Receive<RestoreEnded>(_ =>
        {
            _restored = [];
            _isDirty = true;
        });
        Receive<RetryDue>(_ => _isDirty = true);
        Receive<PreparedConfig>(OnPrepared);
        Receive<PlanApplied>(OnApplied);
        Receive<ApplyFailed>(OnFailed);
    }

    private void Take(MembershipChanged changed)
    {
        if (_snapshot.Revision == 0 && !_restored.IsEmpty)
        {
            Timers.StartSingleTimer(nameof(RestoreEnded), RestoreEnded.Instance, _restoreFor);
        }

        _listener = Sender;
        _snapshot = changed.Snapshot;
        // Once the cluster has shown a name, its file has nothing more to say.
        var shown = _snapshot.Nodes.Select(node => node.Description.Name).ToHashSet(StringComparer.Ordinal);
        _restored = _restored.RemoveAll(server => shown.Contains(server.Name));
    }

    private void Reconcile()
    {
        _isDirty = false;
        Timers.Cancel(nameof(RetryDue));
        var desired = DesiredStateBuilder.Build(_snapshot, _restored);
        _board.Update(status => status with
        {
            Phase = AgentPhase.Applying,
            RevisionDesired = desired.Revision,
            Nodes = [.. desired.Servers.Select(Report)],
            Rejected = desired.Refused,
        });
        Become(Working);
        // Files and the validator block: not on the actor's thread.
        Task.Run(() => _preparation.RunAsync(_applied, desired, _stopped.Token)).PipeTo(
            Self,
            failure: error => new PreparedConfig(desired, null, "", null, new ApplyFailure(ApplyStage.Check, error.Message, "It is tried again.")));
    }

    private void OnPrepared(PreparedConfig prepared)
    {
        _inFlight = prepared;
        if (prepared.Plan is { } plan)
        {
            _supervisor.Tell(new HaProxySupervisor.Apply(plan, prepared.Desired.Servers));
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

    private void OnApplied(PlanApplied applied)
    {
        if (_inFlight is not { } done || done.Desired.Revision != applied.Revision)
        {
            return;
        }

        _applied = new AppliedState(done.Desired, done.Text);
        _lastOutput = "";
        _board.Update(status => status with { Phase = AgentPhase.Idle, RevisionApplied = applied.Revision, LastFailure = null });
        _listener.Tell(applied);
        Finish();
    }

    private void OnFailed(ApplyFailed failed)
    {
        if (_inFlight is not { } done || done.Desired.Revision != failed.Revision)
        {
            return;
        }

        _preparation.Restore(done.Previous);
        // Said once, not with every try.
        if (failed.Failure.Output != _lastOutput)
        {
            _lastOutput = failed.Failure.Output;
            _logger.LogError("Revision {Revision} is not applied, HAProxy goes on as it was. {Stage}: {Output} {Hint}", failed.Revision, failed.Failure.Stage, failed.Failure.Output, failed.Failure.Hint);
        }

        _board.Update(status => status with { Phase = AgentPhase.Failing, LastFailure = FailureReport.Of(failed.Revision, failed.Failure, _time) });
        Timers.StartSingleTimer(nameof(RetryDue), RetryDue.Instance, RetryAfter);
        Finish();
    }

    private void Finish()
    {
        _inFlight = null;
        Become(Idle);
        if (_isDirty)
        {
            Reconcile();
        }
    }

    private NodeReport Report(ServerState server) => new(
        server.Name, server.Service, server.Address, server.Port, server.Weight, server.Admin, server.Why,
        _restored.Any(restored => restored.Name == server.Name) ? "file" : "membership");

    private sealed record RestoreEnded
    {
        public static readonly RestoreEnded Instance = new();
    }

    private sealed record RetryDue
    {
        public static readonly RetryDue Instance = new();
    }
}
