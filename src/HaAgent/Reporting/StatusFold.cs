using Actors.HaAgent.Certificates;
using Actors.HaAgent.Desired;
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
                RevisionDesired = begun.Number.Number,
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
                RevisionDesired = applied.HasRow ? status.RevisionDesired : status.RevisionApplied,
                ContentHash = applied.ContentHash,
                LastFailure = null,
            },
            ChangeFailed failed => status with
            {
                Phase = AgentPhase.Failing,
                LastFailure = StatusReports.Of(
                    failed.IsNews ? status.RevisionDesired : status.LastFailure?.Revision ?? status.RevisionDesired, failed.Failure,
                    failed.At),
            },
            ChangeRecorded recorded => AfterRow(status, recorded.Change),
            HistoryFaulted history => status with { HistoryFault = history.Fault },
            LiveFileRefused refused => status with
            {
                LastFailure = new FailureReport(
                    status.RevisionApplied, ApplyStage.Check, refused.Output, "Correct the template.", refused.At),
            },
            TemplateMoved moved => status with { Template = StatusReports.Of(moved.Kept, moved.Candidate) },
            BalancerLeaving leaving => status with { Leaving = leaving.Report },
            CertificatesReported certificates => status with { Certificates = certificates.Report },
            HaProxyNotStarted failed => status with
            {
                LastFailure = StatusReports.Of(
                    failed.Revision == DesiredRevision.None ? status.RevisionApplied : status.RevisionDesired, failed.Failure, failed.At),
            },
            HaProxyStarted when status.LastFailure is { Stage: ApplyStage.Start } =>
                status with { LastFailure = null, HaProxy = AfterHaProxy(status.HaProxy, happened) },
            _ => AfterHaProxy(status.HaProxy, happened) is var haproxy && haproxy == status.HaProxy
            ? status
            : status with { HaProxy = haproxy },
        };
    }

    // Only a number that the history has is shown as applied or as failed.
    private static AgentStatus AfterRow(AgentStatus status, Change row) => row.Result switch
    {
        Change.IsApplied => status with
        {
            RevisionApplied = row.Revision,
            RevisionDesired = status.Phase == AgentPhase.Idle ? row.Revision : Math.Max(status.RevisionDesired, row.Revision + 1),
        },
        Change.IsFailed => status with
        {
            // Its row may come late, when HAProxy has what is wanted again.
            RevisionDesired = status.Phase == AgentPhase.Idle ? status.RevisionDesired : Math.Max(status.RevisionDesired, row.Revision),
            LastFailure = status.LastFailure is { } failure ? failure with { Revision = row.Revision } : null,
        },
        // What is under way gets a later number.
        _ when status.Phase != AgentPhase.Idle && status.RevisionDesired <= row.Revision =>
            status with { RevisionDesired = row.Revision + 1 },
        _ => status,
    };

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
