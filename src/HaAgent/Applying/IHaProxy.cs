using System.Collections.Immutable;
using Actors.HaAgent.Desired;

namespace Actors.HaAgent.Applying;

/// <summary>The effects that the supervisor has on HAProxy.</summary>
public interface IHaProxy
{
    /// <summary>The HAProxy of an earlier agent, if it runs and its master answers; else null.</summary>
    Task<LinuxProcess?> AdoptAsync(CancellationToken cancellationToken);

    /// <summary>Starts HAProxy and waits until its worker answers.</summary>
    Task<(LinuxProcess? Process, ApplyFailure? Failure)> StartAsync(CancellationToken cancellationToken);

    /// <summary>Reloads it and reads back that the new worker has <paramref name="next"/>; null where all went well.</summary>
    Task<ApplyFailure?> ReloadAsync(ImmutableArray<ServerState> next, CancellationToken cancellationToken);

    /// <summary>Completes when the process has ended.</summary>
    Task WaitForExitAsync(LinuxProcess process, CancellationToken cancellationToken);
}
