using System.Collections.Immutable;
using Actors.Clustering.Hosting;
using Actors.HaAgent.Desired;
using Actors.HaAgent.Planning;
using Actors.HaAgent.Reporting;
using Akka.Actor;

namespace Actors.HaAgent.Applying;

/// <summary>
/// Keeps HAProxy alive and carries out plans; it alone has effects on HAProxy. It takes over a HAProxy that an earlier agent
/// left running, starts it again when it dies, and confirms a plan only after reading back.
/// </summary>
public sealed class HaProxySupervisor : ReceiveActor, IWithTimers, IWithUnboundedStash
{
    private readonly IHaProxy _haproxy;
    private readonly AgentStatusBoard _board;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopped = new();
    private RestartBackoff _backoff = new(TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20));
    private LinuxProcess? _process;
    private long _startedAt;

    public HaProxySupervisor(IHaProxy haproxy, AgentStatusBoard board, TimeProvider time, ILogger logger)
    {
        _haproxy = haproxy;
        _board = board;
        _time = time;
        _logger = logger;
        Busy();
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public IStash Stash { get; set; } = null!;

    public static Props CreateProps(IHaProxy haproxy, AgentStatusBoard board, TimeProvider time, ILogger logger) =>
        Props.Create(() => new HaProxySupervisor(haproxy, board, time, logger));

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
        Receive<EnsureRunning>(_ => OnStartDue(null));
        Receive<StartDue>(_ => OnStartDue(null));
        Receive<Exited>(OnExited);
    }

    // One effect at a time; what comes meanwhile waits.
    private void Busy()
    {
        Receive<Adopted>(OnAdopted);
        Receive<Started>(OnStarted);
        Receive<Reloaded>(OnReloaded);
        ReceiveAny(_ => Stash.Stash());
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
        if (_process is null)
        {
            OnStartDue(apply);
            return;
        }

        switch (apply.Plan)
        {
            case Plan.Reload reload:
                _logger.LogInformation("Revision {Revision}: HAProxy reloads: {Reason}", reload.Revision, reload.Reason);
                Become(Busy);
                var requester = Sender;
                _haproxy.ReloadAsync(apply.Servers, _stopped.Token).PipeTo(
                    Self,
                    success: failure => new Reloaded(reload.Revision, failure, requester),
                    failure: error => new Reloaded(reload.Revision, new ApplyFailure(ApplyStage.Reload, error.Message, "It is tried again."), requester));
                break;
            default:
                Sender.Tell(new PlanApplied(apply.Plan.Revision));
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
        var requester = apply is null ? null : Sender;
        var revision = apply?.Plan.Revision ?? 0;
        _haproxy.StartAsync(_stopped.Token).PipeTo(
            Self,
            success: result => new Started(revision, result.Process, result.Failure, requester),
            failure: error => new Started(revision, null, new ApplyFailure(ApplyStage.Start, error.Message, "It is tried again."), requester));
    }

    private void OnStarted(Started started)
    {
        if (started.Process is { } process)
        {
            _logger.LogInformation("HAProxy serves as process {Pid}.", process.Pid);
            Watch(process);
            started.Requester?.Tell(new PlanApplied(started.Revision));
        }
        else
        {
            _logger.LogError("HAProxy cannot be started: {Output}", started.Failure!.Output);
            started.Requester?.Tell(new ApplyFailed(started.Revision, started.Failure));
            _board.Update(status => status with { LastFailure = FailureReport.Of(started.Revision, started.Failure, _time) });
            StartLater(TimeSpan.Zero);
        }

        BecomeIdle();
    }

    private void OnReloaded(Reloaded reloaded)
    {
        if (reloaded.Failure is { } failure)
        {
            _logger.LogError("Revision {Revision}: HAProxy did not reload: {Output}", reloaded.Revision, failure.Output);
            reloaded.Requester.Tell(new ApplyFailed(reloaded.Revision, failure));
        }
        else
        {
            _board.Update(status => status with { HaProxy = status.HaProxy with { Reloads = status.HaProxy.Reloads + 1 } });
            reloaded.Requester.Tell(new PlanApplied(reloaded.Revision));
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
        _board.Update(status => status with { HaProxy = status.HaProxy with { Running = false, Pid = null, Restarts = status.HaProxy.Restarts + 1 } });
        var wait = StartLater(_time.GetElapsedTime(_startedAt));
        _logger.LogWarning("HAProxy (process {Pid}) has ended; it starts again in {Wait}.", exited.Process.Pid, wait);
    }

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
        _board.Update(status => status with { HaProxy = status.HaProxy with { Running = true, Pid = process.Pid } });
        _haproxy.WaitForExitAsync(process, _stopped.Token).PipeTo(Self, success: () => new Exited(process), failure: _ => new Exited(process));
    }

    private void BecomeIdle()
    {
        Become(Idle);
        Stash.UnstashAll();
    }

    /// <summary>Carries out a plan; answered with <see cref="PlanApplied"/> or <see cref="ApplyFailed"/>.</summary>
    /// <param name="Plan">The plan; the live file already has what it says.</param>
    /// <param name="Servers">The servers that HAProxy has afterwards.</param>
    public sealed record Apply(Plan Plan, ImmutableArray<ServerState> Servers);

    /// <summary>Starts HAProxy on the live file if it does not run: no new configuration is coming.</summary>
    public sealed record EnsureRunning
    {
        public static readonly EnsureRunning Instance = new();
    }

    private sealed record Adopted(LinuxProcess? Process);

    private sealed record Started(long Revision, LinuxProcess? Process, ApplyFailure? Failure, IActorRef? Requester);

    private sealed record Reloaded(long Revision, ApplyFailure? Failure, IActorRef Requester);

    private sealed record Exited(LinuxProcess Process);

    private sealed record StartDue
    {
        public static readonly StartDue Instance = new();
    }
}
