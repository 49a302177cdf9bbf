using System.Runtime.CompilerServices;
using Actors.Clustering.Identity;
using Actors.Clustering.Resources;
using Actors.Clustering.Seeds;
using Actors.Clustering.Settings;
using Akka.Actor;
using Akka.Cluster;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Actors.Clustering.Hosting;

/// <summary>
/// Keeps this process in the cluster. When the cluster downs the node, its actor system ends and another is started in
/// place after a back-off, while whatever else the process does goes on. When the node has to leave, the
/// process stops. On the host's stop it runs the coordinated shutdown, before any other service is stopped.
/// </summary>
public sealed class ClusterNode(
    NodeOptions options,
    ClusterNodeSetup setup,
    KnownMembersFile knownMembers,
    IServiceProvider services,
    IHostApplicationLifetime lifetime,
    ILoggerFactory loggers,
    TimeProvider time) : IHostedLifecycleService, IDisposable
{
    private readonly ILogger _logger = loggers.CreateLogger<ClusterNode>();
    private readonly CancellationTokenSource _stopping = new();
    private RestartBackoff _backoff = new(TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(15), TimeSpan.FromMinutes(1));
    private volatile Incarnation? _current;
    private readonly NodeMemory _memory = new(
        knownMembers,
        new ClusterIdentityFile(options.StatePath, options.Cluster, loggers.CreateLogger<ClusterIdentityFile>()),
        new StrangerClusters(loggers.CreateLogger<StrangerClusters>()));
    private readonly SeedSearch _seeds = new(options, setup, time, loggers.CreateLogger<SeedSearch>());
    private ClusterMoveTarget? _moveTo;
    private SeedPlan _plan = new([], TimeSpan.Zero);
    private NodeIdentity _identity = setup.Identity;
    private Task _running = Task.CompletedTask;

    /// <summary>The actor system that runs now; null between two.</summary>
    public ActorSystem? System => _current?.System;

    /// <summary>The seeds as they are known now.</summary>
    public IReadOnlyList<SeedAddress> Seeds => _seeds.Current.Addresses;

    /// <summary>How many actor systems have been started so far.</summary>
    public int Starts { get; private set; }

    /// <summary>When the last of them was started.</summary>
    public DateTimeOffset Since { get; private set; }

    /// <summary>The cluster that the node is in or tries to join; null between two actor systems.</summary>
    public Cluster? Cluster => System is { WhenTerminated.IsCompleted: false } system ? Akka.Cluster.Cluster.Get(system) : null;

    /// <summary>Starts the first actor system, so that a port in use fails the start of the process.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Tls is null)
        {
            _logger.LogWarning(
                "The cluster is not encrypted: every program that reaches {Address} can join it. "
                + "Give Node:TlsCertificate, Node:TlsKey and Node:TlsAuthority (docs/security.md).",
                new SeedAddress(options.BindHost, options.Port));
        }

        // What has to wait for what it is does so while the process runs.
        _current = setup.IdentityNow is null ? await StartIncarnationAsync(cancellationToken) : null;
    }

    /// <summary>Every service runs now, the web server too: join.</summary>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        _running = RunAsync();
        return Task.CompletedTask;
    }

    /// <summary>Leaves the cluster gracefully, while all other services still run.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        if (_current is { } current)
        {
            await current.LeaveAsync(CoordinatedShutdown.ClrExitReason.Instance);
        }

        await _running;
    }

    /// <summary>
    /// Has the node leave the cluster and join again as what it is by then (<see cref="ClusterNodeSetup.IdentityNow"/>). What is done for
    /// a leave for good is not (<see cref="ShutdownPhases.AddLeaveTask"/>): the agents are not awaited.
    /// </summary>
    public Task RenewAsync() => _current?.LeaveAsync(Renewed.Instance) ?? Task.CompletedTask;

    /// <inheritdoc />
    public void Dispose() => _stopping.Dispose();

    /// <inheritdoc />
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task RunAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            var started = time.GetTimestamp();
            try
            {
                _current ??= await StartIncarnationAsync(_stopping.Token);
                if (_stopping.IsCancellationRequested)
                {
                    // The stop came while it started, and found none that it could have had leave.
                    await _current.LeaveAsync(CoordinatedShutdown.ClrExitReason.Instance);
                    return;
                }

                await setup.BeforeJoin(services, _stopping.Token);
                if (setup.IdentityNow is { } now && (await now(services, _stopping.Token)).AppVersion != _identity.AppVersion)
                {
                    await RenewAsync();
                }
                else
                {
                    _current.Join();
                    _ = new SeedsByAddress(_plan, name => SeedNames.ResolveAsync(name, options.BindHost, time), time, _logger)
                        .AskAsync(_current, _stopping.Token);
                }

                var reason = await _current.Ended;
                if (_stopping.IsCancellationRequested)
                {
                    return;
                }

                if (reason is CoordinatedShutdown.ClusterLeavingReason)
                {
                    _logger.LogInformation("This node leaves the cluster by command: the process stops.");
                    lifetime.StopApplication();
                    return;
                }

                if (reason is Renewed)
                {
                    _logger.LogInformation("This node has left to join again as what it is now.");
                }
                else
                {
                    _logger.LogWarning(
                        "Removed from the cluster ({Reason}); restarting the actor system.", reason?.GetType().Name ?? "terminated");
                }
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                _logger.LogError(error, "The actor system cannot be started.");
            }

            _current = null;
            (var wait, _backoff) = _backoff.After(time.GetElapsedTime(started));
            _logger.LogInformation("The actor system starts again in {Wait}.", wait);
            await Task.Delay(wait, time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<Incarnation> StartIncarnationAsync(CancellationToken cancellationToken)
    {
        _identity = setup.IdentityNow is { } now ? await now(services, cancellationToken) : setup.Identity;
        Starts++;
        Since = time.GetUtcNow();
        _plan = await new StartPlanning(_seeds, setup, knownMembers, time, loggers.CreateLogger<StartPlanning>())
            .MakeAsync(Interlocked.Exchange(ref _moveTo, null), cancellationToken);
        var started = await Incarnation.StartAsync(
            _seeds, setup with { Identity = _identity }, _plan, _memory,
            target => _moveTo = target, services, loggers, cancellationToken);
        // Compiled to native code: else each type is there. A later life of the process names the same.
        if (Starts == 1 && !RuntimeFeature.IsDynamicCodeSupported
            && NamedTypes.Missing(started.System.Settings.Config) is { Count: > 0 } missing)
        {
            // Else it would keep the port from the next start.
            await started.LeaveAsync(CoordinatedShutdown.ActorSystemTerminateReason.Instance);
            throw new StartFaultException(
                [.. missing.Select(
                    one => new StartFault($"in this build what {one} names is missing: keep it in src/Actors", StartFault.BadSetting))]);
        }

        return started;
    }

    private sealed class Renewed : CoordinatedShutdown.Reason
    {
        public static readonly Renewed Instance = new();

        public override int ExitCode => 0;
    }
}
