using Actors.Clustering.Hosting;
using Actors.HaAgent.Events;
using Actors.HaAgent.HaProxy;
using Actors.HaAgent.Settings;
using Akka.Actor;

namespace Actors.HaAgent.Leaving;

/// <summary>
/// The order in which a balancer leaves: its health turns bad, it serves on for <c>HaProxy:LeaveNotice</c>, HAProxy finishes its requests
/// and ends, the agent leaves the cluster. An agent that is stopped with <c>HaProxy:OnStop=keep</c> is restarted, which is no leave.
/// </summary>
public sealed class BalancerLeave(HaProxyOptions options, IAgentEvents events, TimeProvider time, ILogger<BalancerLeave> logger)
{
    /// <summary>What the supervisor is about ends within that: a reload is the longest.</summary>
    private static readonly TimeSpan LongestEffect = TimeSpan.FromSeconds(30);

    /// <summary>Behind <c>HaProxy:StopTimeout</c> HAProxy is ended: SIGTERM, and after 2 s SIGKILL.</summary>
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(5);

    private int _isAsked;
    private int _isAnnounced;

    /// <summary>Whether the end of the agent is a leave of the balancer.</summary>
    public bool IsLeave => !options.OutlivesAgent || Volatile.Read(ref _isAsked) != 0;

    /// <summary>Whether HAProxy ends when the agent does: one that something else has started serves on, its health bad.</summary>
    public bool StopsHaProxy => IsLeave && !options.IsStartedElsewhere;

    /// <summary>Whether what stands in front has been given its notice, or HAProxy did not serve.</summary>
    public bool IsAnnounced => Volatile.Read(ref _isAnnounced) != 0;

    /// <summary>Whether the balancer is about to leave: it begins nothing new then.</summary>
    public bool HasBegun => IsAnnounced || Volatile.Read(ref _isAsked) != 0;

    /// <summary>An operator wants the balancer to leave, whatever <c>HaProxy:OnStop</c> says of a stop.</summary>
    /// <param name="first">What comes first.</param>
    /// <returns>Whether nobody has asked before, nor has it begun.</returns>
    public bool TryAsk(out LeaveReport first)
    {
        first = Report(LeaveStage.Notice, options.LeaveNotice);
        return Interlocked.Exchange(ref _isAsked, 1) == 0 && !IsAnnounced;
    }

    /// <summary>The time that the phases of the agent's coordinated shutdown need for it.</summary>
    public static string Hocon(HaProxyOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return ShutdownPhases.Timeout(CoordinatedShutdown.PhaseBeforeServiceUnbind, LongestEffect + options.LeaveNotice)
            + ShutdownPhases.Timeout(CoordinatedShutdown.PhaseServiceUnbind, LongestEffect + options.StopTimeout + LongestEnd);
    }

    /// <summary>Puts it before what an actor system does when its node leaves the cluster.</summary>
    /// <param name="system">The system.</param>
    /// <param name="supervisor">Its <see cref="HaProxySupervisor"/>.</param>
    public void AddTo(ActorSystem system, IActorRef supervisor)
    {
        var shutdown = CoordinatedShutdown.Get(system);
        shutdown.AddLeaveTask(
            CoordinatedShutdown.PhaseBeforeServiceUnbind, "balancer-notice",
            () => IsLeave
                ? NoticeAsync(() => AskAsync<HaProxySupervisor.LeaveAnnounced>(
                    supervisor, HaProxySupervisor.AnnounceLeave.Instance, TimeSpan.Zero))
                : Task.CompletedTask);
        shutdown.AddLeaveTask(
            CoordinatedShutdown.PhaseServiceUnbind, "balancer-stop", () => IsLeave ? StopAsync(supervisor) : Task.CompletedTask);
    }

    /// <summary>Gives what stands in front its notice where no actor system runs, as between two of them.</summary>
    /// <param name="haproxy">HAProxy, which runs.</param>
    /// <param name="cancellationToken">Ends the notice early.</param>
    public Task NoticeAsync(IHaProxy haproxy, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(haproxy);
        return NoticeAsync(
            async () => new HaProxySupervisor.LeaveAnnounced(await haproxy.AnnounceLeaveAsync(cancellationToken)), cancellationToken);
    }

    private async Task NoticeAsync(
        Func<Task<HaProxySupervisor.LeaveAnnounced?>> announceAsync, CancellationToken cancellationToken = default)
    {
        Interlocked.Exchange(ref _isAnnounced, 1);
        Publish(LeaveStage.Notice, options.LeaveNotice);
        logger.LogInformation(
            "The balancer leaves: its health is bad from now on, and it serves on for {Notice}.", options.LeaveNotice);
        var announced = await announceAsync();
        if (announced is { IsServing: false })
        {
            return;
        }

        if (announced?.Refusal is { } refusal)
        {
            logger.LogWarning(
                "HAProxy's own health stays good ({Refusal}): only the agent's /health/ready is bad. A template of your own needs the "
                    + "lines with is_leaving of the embedded one (docs/templates.md).",
                refusal);
        }

        await Task.Delay(options.LeaveNotice, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task StopAsync(IActorRef supervisor)
    {
        if (!StopsHaProxy)
        {
            logger.LogInformation("The agent leaves the cluster; HAProxy serves on with its health bad, and is ended by what started it.");
            Publish(LeaveStage.Cluster, TimeSpan.Zero);
            return;
        }

        Publish(LeaveStage.Stopping, options.StopTimeout);
        logger.LogInformation("HAProxy finishes its requests within {Limit} and ends.", options.StopTimeout);
        var ended = await AskAsync<HaProxyStopped>(
            supervisor, HaProxySupervisor.StopHaProxy.Instance, options.StopTimeout + LongestEnd);
        if (ended is not null)
        {
            logger.LogInformation("HAProxy has ended; the agent leaves the cluster.");
        }

        Publish(LeaveStage.Cluster, TimeSpan.Zero);
    }

    // The phases are bounded all the same, and what has not ended by then is ended with the process.
    private async Task<T?> AskAsync<T>(IActorRef supervisor, object message, TimeSpan takes)
        where T : class
    {
        try
        {
            return await supervisor.Ask<T>(message, LongestEffect + takes);
        }
        catch (Exception error) when (error is AskTimeoutException or TaskCanceledException)
        {
            logger.LogWarning("HAProxy's supervisor has not answered: {Error}", error.Message);
            return null;
        }
    }

    private void Publish(LeaveStage stage, TimeSpan takes) => events.Publish(new BalancerLeaving(Report(stage, takes)));

    private LeaveReport Report(LeaveStage stage, TimeSpan takes)
    {
        var now = time.GetUtcNow();
        return new LeaveReport(stage, now, now + takes) { HaProxyServesOn = options.IsStartedElsewhere };
    }
}
