using Actors.HaAgent.Certificates;
using Actors.HaAgent.Events;
using Actors.HaAgent.HaProxy;
using Actors.HaAgent.Leaving;
using Actors.HaAgent.Reconciling;
using Actors.HaAgent.Rollout;

namespace Actors.HaAgent.Reporting;

/// <summary>The status after an event. Pure.</summary>
public static class StatusFold
{
    /// <summary>The next status; the same where the event is nothing that it shows.</summary>
    /// <param name="status">The status before.</param>
    /// <param name="happened">The event.</param>
    public static AgentStatus After(AgentStatus status, AgentEvent happened)
    {
        ArgumentNullException.ThrowIfNull(status);
        return happened switch
        {
            FreezeChanged freeze => status with { Frozen = StatusReports.Of(freeze.Now) },
            ChangeBegun begun => status with
            {
                Phase = AgentPhase.Applying,
                RevisionDesired = begun.Desired.Revision.Number,
                Services = StatusReports.Of(begun.Desired, begun.Overrides),
                Pinned = StatusReports.Of(begun.Pinned),
            },
            ChangePrepared prepared => status with
            {
                Nodes = [.. prepared.Servers.Select(StatusReports.Of)],
                Rejected = prepared.Refused,
                LeftOut = [.. prepared.LeftOut.Select(StatusReports.Of)],
            },
            ChangeApplied applied => status with
            {
                Phase = AgentPhase.Idle,
                RevisionApplied = applied.Revision.Number,
                ContentHash = applied.ContentHash,
                LastFailure = null,
            },
            ChangeFailed failed =>
            status with { Phase = AgentPhase.Failing, LastFailure = StatusReports.Of(failed.Revision, failed.Failure, failed.At) },
            LiveFileRefused refused => status with
            {
                LastFailure = new FailureReport(
                    status.RevisionApplied, ApplyStage.Check, refused.Output, "Correct the template.", refused.At),
            },
            TemplateMoved moved => status with { Template = StatusReports.Of(moved.Kept, moved.Candidate) },
            BalancerLeaving leaving => status with { Leaving = leaving.Report },
            CertificatesReported certificates => status with { Certificates = certificates.Report },
            HaProxyNotStarted failed => status with { LastFailure = StatusReports.Of(failed.Revision, failed.Failure, failed.At) },
            _ => AfterHaProxy(status.HaProxy, happened) is var haproxy && haproxy == status.HaProxy
            ? status
            : status with { HaProxy = haproxy },
        };
    }

    private static HaProxyStatus AfterHaProxy(HaProxyStatus haproxy, AgentEvent happened) => happened switch
    {
        HaProxyStarted started => haproxy with { Running = true, Pid = started.Pid },
        HaProxyEnded => haproxy with { Running = false, Pid = null, Restarts = haproxy.Restarts + 1 },
        HaProxyStopped => haproxy with { Running = false, Pid = null },
        HaProxyVersionChanged changed => haproxy with { Version = changed.Version },
        HaProxyCommanded => haproxy with { Changes = haproxy.Changes + 1 },
        HaProxyReloaded => haproxy with { Reloads = haproxy.Reloads + 1 },
        HaProxyDrifted => haproxy with { Drift = haproxy.Drift + 1 },
        _ => haproxy,
    };
}
