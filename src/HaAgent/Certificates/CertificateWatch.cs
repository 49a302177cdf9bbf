using System.Collections.Immutable;
using Actors.HaAgent.Events;
using Actors.HaAgent.HaProxy;
using Actors.HaAgent.Reconciling;
using Actors.HaAgent.Settings;
using Akka.Actor;

namespace Actors.HaAgent.Certificates;

/// <summary>Looks at the folder of certificates from time to time and has HAProxy follow it; reports what became of each file.</summary>
public sealed class CertificateWatch : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);

    /// <summary>The supervisor may be at a reload, and carries out one effect at a time.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly CertificateCoordinator _coordinator;
    private readonly CertificatePaths _paths;
    private readonly string _folder;
    private readonly IActorRef _writer;
    private readonly IActorRef _supervisor;
    private readonly IAgentEvents _events;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopped = new();
    private CertificatesReport? _report;
    private string _failure = "";
    private CertificateReloads _reloads = CertificateReloads.None;

    public CertificateWatch(
        CertificateCoordinator coordinator, HaProxyOptions options, IActorRef writer, IActorRef supervisor, IAgentEvents events,
        TimeProvider time, ILogger logger)
    {
        (_coordinator, _writer, _supervisor, _events, _time, _logger) = (coordinator, writer, supervisor, events, time, logger);
        _paths = CertificatePaths.Of(options);
        _folder = options.Tls.CertificatesPath;
        Receive<LookDue>(_ => OnLookDue());
        Receive<CertificateLook>(OnLooked);
        Receive<LookFailed>(failed => OnFailed(failed.Why));
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

    private void OnLooked(CertificateLook look)
    {
        _failure = "";
        if (!look.Commands.IsEmpty)
        {
            _logger.LogInformation("Certificates: {Count} command(s): {Commands}", look.Commands.Length, string.Join("; ", look.Commands));
        }

        if (look.IsFirst)
        {
            _writer.Tell(new ConfigWriter.TemplateChanged("there are certificates: TLS is served"));
        }

        if (look.Refusal is { } refusal)
        {
            Reload(refusal);
        }
        else if (look.Held is not null)
        {
            _reloads = CertificateReloads.None;
        }

        Report(CertificatesReport.Of(_folder, _paths, look, _time.GetUtcNow()));
        LookLater();
    }

    private void OnFailed(string why)
    {
        if (why != _failure)
        {
            _failure = why;
            _logger.LogError("The certificates cannot be looked after, what is served stays: {Error}", why);
            Report((_report ?? new CertificatesReport(_folder, false, "", [])) with { Why = $"they cannot be looked after: {why}" });
        }

        LookLater();
    }

    private void Reload(string refusal)
    {
        if (!_reloads.MayReload(_time.GetElapsedTime(0)))
        {
            return;
        }

        _reloads = _reloads.Reloaded(_time.GetElapsedTime(0));
        _logger.LogWarning("Certificates: the runtime API did not do it, a reload follows. {Refusal}", refusal);
        _writer.Tell(new ConfigWriter.ReloadCommand($"certificates that the runtime API did not take: {refusal}"));
    }

    private void Report(CertificatesReport report)
    {
        if (report.Equals(_report))
        {
            return;
        }

        foreach (var (level, line) in CertificateNews.Between(_report, report))
        {
            _logger.Log(level, "{Line}", line);
        }

        _report = report;
        _events.Publish(new CertificatesReported(report));
    }

    private void LookLater() => Timers.StartSingleTimer(nameof(LookDue), new LookDue(), LookEvery);

    private sealed record LookFailed(string Why);

    private sealed record LookDue;
}
