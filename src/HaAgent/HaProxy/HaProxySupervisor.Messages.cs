using System.Collections.Immutable;
using System.Diagnostics;
using Actors.HaAgent.Planning;
using Akka.Actor;

namespace Actors.HaAgent.HaProxy;

/// <summary>What the supervisor is told.</summary>
public sealed partial class HaProxySupervisor
{
    /// <summary>
    /// Carries out a plan; answered with <see cref="PlanApplied"/>, <see cref="PlanDeferred"/> or <see cref="ApplyFailed"/>.
    /// </summary>
    /// <param name="Plan">The plan; the live file already has what it says.</param>
    /// <param name="Wanted">What HAProxy has afterwards.</param>
    /// <param name="Trace">The trace of the change; default for none.</param>
    public sealed record Apply(Plan Plan, AppliedState Wanted, ActivityContext Trace = default);

    /// <summary>Carries out commands about certificates; answered with <see cref="CertificatesApplied"/>.</summary>
    /// <param name="Commands">The commands; the agent's own folder already has what they say.</param>
    public sealed record ApplyCertificates(ImmutableArray<CertificateCommand> Commands);

    /// <summary>Starts HAProxy on the live file if it does not run: no new configuration is coming.</summary>
    public sealed record EnsureRunning
    {
        public static readonly EnsureRunning Instance = new();
    }

    /// <summary>The balancer's health turns bad, while HAProxy serves on; answered with <see cref="LeaveAnnounced"/>.</summary>
    public sealed record AnnounceLeave
    {
        public static readonly AnnounceLeave Instance = new();
    }

    /// <summary>The balancer's health is bad.</summary>
    /// <param name="Refusal">Why it is not, as of a template that does not look for it; null where it is.</param>
    public sealed record LeaveAnnounced(string? Refusal)
    {
        /// <summary>Whether HAProxy runs: one that does not has no client to give notice to.</summary>
        public bool IsServing { get; init; } = true;
    }

    /// <summary>
    /// HAProxy finishes its requests and ends, and is not started again by this supervisor; answered with <see cref="HaProxyStopped"/>.
    /// </summary>
    public sealed record StopHaProxy
    {
        public static readonly StopHaProxy Instance = new();
    }

    private sealed record Adopted(MasterRun? Process);

    private sealed record Started(Apply? Apply, MasterRun? Process, ApplyFailure? Failure);

    private sealed record Changed(Apply Apply, Effect Effect);

    private sealed record Reloaded(Apply Apply, Effect Effect);

    private sealed record Audited(Effect Effect);

    private sealed record Answered(IActorRef Requester, object Outcome);

    private sealed record Exited(MasterRun Process);

    private sealed record StartDue;

    private sealed record AuditDue;
}
