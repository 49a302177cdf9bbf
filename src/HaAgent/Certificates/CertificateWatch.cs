using System.Collections.Immutable;
using Actors.HaAgent.Events;
using Actors.HaAgent.HaProxy;
using Actors.HaAgent.Reconciling;
using Actors.HaAgent.Settings;
using Akka.Actor;

namespace Actors.HaAgent.Certificates;

/// <summary>
/// Looks at the folder of certificates from time to time and has HAProxy follow it: tells a <see cref="CertificateFollowing"/> what a look
/// came to, and does what that says.
/// </summary>
public sealed class CertificateWatch : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);

    /// <summary>The supervisor may be at a reload, and carries out one effect at a time.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly CertificateCoordinator _coordinator;
    private readonly CertificatePaths _paths;
    private readonly IActorRef _writer;
    private readonly IActorRef _supervisor;
    private readonly IAgentEvents _events;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopped = new();
    private CertificateFollowing _state;

    public CertificateWatch(
        CertificateCoordinator coordinator, HaProxyOptions options, IActorRef writer, IActorRef supervisor, IAgentEvents events,
        TimeProvider time, ILogger logger)
    {
        (_coordinator, _writer, _supervisor, _events, _time, _logger) = (coordinator, writer, supervisor, events, time, logger);
        _paths = CertificatePaths.Of(options);
        _state = new CertificateFollowing(options.Tls.CertificatesPath);
        Receive<LookDue>(_ => OnLookDue());
        Receive<CertificateLook>(look => Go(_state.Looked(look, ReportOf(look), _time.GetElapsedTime(0))));
        Receive<LookFailed>(failed => Go(_state.Failed(failed.Why)));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    /// <param name="coordinator">The effects.</param>
    /// <param name="options">The folders.</param>
    /// <param name="writer">Who renders the configuration and has HAProxy reload.</param>
    /// <param name="supervisor">Who carries commands out.</param>
    /// <param name="events">Where it reports.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The log.</param>
    public static Props CreateProps(
        CertificateCoordinator coordinator, HaProxyOptions options, IActorRef writer, IActorRef supervisor, IAgentEvents events,
        TimeProvider time, ILogger logger) =>
        Props.Create(() => new CertificateWatch(coordinator, options, writer, supervisor, events, time, logger));

    protected override void PreStart() => Self.Tell(new LookDue());

    protected override void PostStop()
    {
        _stopped.Cancel();
        _stopped.Dispose();
    }

    // Files and HAProxy's answers block: not on the actor's thread.
    private void OnLookDue()
    {
        var stopped = _stopped.Token;
        Task.Run(() => _coordinator.LookAsync(SendAsync, stopped)).PipeTo(Self, failure: error => new LookFailed(error.Message));
    }

    private async Task<string?> SendAsync(ImmutableArray<CertificateCommand> commands, CancellationToken cancellationToken)
    {
        var apply = new HaProxySupervisor.ApplyCertificates(commands);
        var outcome = await _supervisor.Ask<CertificatesApplied>(apply, LongestWait, cancellationToken);
        return outcome.Fault is { } fault ? throw new IOException(fault)
            : outcome.Error is { } error ? throw new TimeoutException(error)
            : outcome.Refusal;
    }

    private CertificatesReport ReportOf(CertificateLook look) =>
        CertificateReports.Of(_state.Folder, _paths, look, _time.GetUtcNow());

    private void Go(CertificateFollowing.Step step)
    {
        _state = step.Next;
        foreach (var effect in step.Effects)
        {
            Do(effect);
        }

        Timers.StartSingleTimer(nameof(LookDue), new LookDue(), LookEvery);
    }

    private void Do(CertificateEffect effect)
    {
        switch (effect)
        {
            case CertificateEffect.Log log:
                _logger.Log(log.Level, "{Line}", log.Line);
                break;
            case CertificateEffect.Render render:
                _writer.Tell(new ConfigWriter.CertificatesChanged(render.Why));
                break;
            case CertificateEffect.Reload reload:
                _writer.Tell(new ConfigWriter.ReloadCommand(reload.Why));
                break;
            case CertificateEffect.Report report:
                _events.Publish(new CertificatesReported(report.Known));
                break;
        }
    }

    private sealed record LookFailed(string Why);

    private sealed record LookDue;
}
