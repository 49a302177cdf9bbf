using System.Collections.Immutable;
using Actors.HaAgent.Planning;

namespace Actors.HaAgent.HaProxy;

/// <summary>The effects that the supervisor has on HAProxy.</summary>
public interface IHaProxy
{
    /// <summary>The HAProxy of an earlier agent, if it runs and its master answers; else null.</summary>
    Task<MasterRun?> AdoptAsync(CancellationToken cancellationToken);

    /// <summary>Starts HAProxy, waits until its worker answers, and brings it to <paramref name="wanted"/> where that is known.</summary>
    Task<(MasterRun? Process, ApplyFailure? Failure)> StartAsync(AppliedState? wanted, CancellationToken cancellationToken);

    /// <summary>Sends commands, reads back, and corrects what still differs from <paramref name="wanted"/>.</summary>
    Task<Effect> ChangeAsync(ImmutableArray<RuntimeCommand> commands, AppliedState wanted, CancellationToken cancellationToken);

    /// <summary>
    /// Sends what can be done ahead; then reloads, unless too many old workers live, and reads back that the new worker has
    /// <paramref name="wanted"/>.
    /// </summary>
    Task<Effect> ReloadAsync(ImmutableArray<RuntimeCommand> ahead, AppliedState wanted, CancellationToken cancellationToken);

    /// <summary>Sends commands about certificates, up to the first that is refused; null where none is.</summary>
    Task<string?> ChangeCertificatesAsync(ImmutableArray<CertificateCommand> commands, CancellationToken cancellationToken);

    /// <summary>
    /// The balancer's health turns bad and connections that are kept are let go, while it serves on. Why that cannot be had; null where it
    /// is so.
    /// </summary>
    Task<string?> AnnounceLeaveAsync(CancellationToken cancellationToken);

    /// <summary>Ends HAProxy: it finishes its requests within <c>HaProxy:StopTimeout</c>.</summary>
    Task StopAsync();

    /// <summary>Every server with what HAProxy does for it now.</summary>
    Task<ImmutableArray<ObservedServer>> ObserveAsync(CancellationToken cancellationToken);

    /// <summary>Completes when the process has ended.</summary>
    Task WaitForExitAsync(MasterRun process, CancellationToken cancellationToken);
}

/// <summary>What an effect on HAProxy came to.</summary>
/// <param name="Failure">Why it did not succeed; null where it did.</param>
/// <param name="Corrected">What had to be sent beyond the plan: what differed when read back.</param>
/// <param name="OldWorkers">How many old workers keep the reload waiting; null where it was not deferred.</param>
/// <param name="IsLingering">Whether servers in maintenance are still to be deleted, once their last connection has ended, or silent ones
/// have requests still.</param>
public sealed record Effect(
    ApplyFailure? Failure, ImmutableArray<RuntimeCommand> Corrected, int? OldWorkers = null, bool IsLingering = false)
{
    /// <summary>Requests and connections that were ended, since their machines have vanished.</summary>
    public ImmutableArray<ServerSessions> Ended { get; init; } = [];

    /// <summary>A failure.</summary>
    public static Effect Of(ApplyFailure failure) => new(failure, []);
}
