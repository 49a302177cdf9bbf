using System.Diagnostics.Metrics;
using Actors.HaAgent.Events;

namespace Actors.HaAgent.Reporting;

/// <summary>The agent's status as metrics, read when they are asked for.</summary>
public sealed class AgentMetrics : IDisposable
{
    private readonly Meter _meter = new(Tracing.Name);

    public AgentMetrics(AgentStatusBoard board)
    {
        Gauge("actors.revision.desired", "{revision}", "The newest revision that HAProxy should have.", status => status.RevisionDesired);
        Gauge("actors.revision.applied", "{revision}", "The revision that HAProxy has.", status => status.RevisionApplied);
        Gauge("actors.failing", "1", "1 while the newest state cannot be applied.", status => status.Phase == AgentPhase.Failing ? 1 : 0);
        Gauge("actors.frozen", "1", "1 while the servers are frozen.", status => status.Frozen is null ? 0 : 1);
        Gauge(
            "actors.template.refused", "1", "1 while a template on disk is refused, here or by another agent.",
            status => status.Template?.Candidate?.Stage is TemplateStage.Refused or TemplateStage.Stopped ? 1 : 0);
        Gauge("actors.nodes.rejected", "{node}", "Nodes that are not let in.", status => status.Rejected.Count);
        Gauge(
            "actors.left.out", "{part}",
            "Parts (services, snippets, HTTPS) that are left out of HAProxy's configuration since they are refused.",
            status => status.LeftOut.Count);
        Gauge(
            "actors.agents.lagging", "{agent}", "Agents that do not have what this one has.",
            status => status.Convergence?.Agents.Count(agent => agent.Lags) ?? 0);
        Gauge("actors.haproxy.running", "1", "1 while HAProxy's master process runs.", status => status.HaProxy.Running ? 1 : 0);
        Counter("actors.haproxy.reloads", "{reload}", "Reloads.", status => status.HaProxy.Reloads);
        Counter(
            "actors.haproxy.restarts", "{restart}", "How often HAProxy ended and was started again.", status => status.HaProxy.Restarts);
        Counter("actors.haproxy.drift", "{drift}", "How often HAProxy was other than it should be.", status => status.HaProxy.Drift);
        _meter.CreateObservableGauge(
            "actors.certificate.not_after.timestamp",
            () => (board.Current.Certificates?.Files ?? []).Where(file => file.NotAfter is not null).Select(file => new Measurement<long>(
                file.NotAfter!.Value.ToUnixTimeSeconds(), new KeyValuePair<string, object?>("file", file.File))),
            "s", "When a certificate that clients get ends, in seconds since 1970.");
        Gauge(
            "actors.certificates.refused", "{file}", "Files of the folder of certificates that are not served as they are.",
            status => status.Certificates?.Files.Count(file => file.Reason.Length > 0) ?? 0);

        void Gauge(string name, string unit, string what, Func<AgentStatus, long> read) =>
            _meter.CreateObservableGauge(name, () => read(board.Current), unit, what);

        void Counter(string name, string unit, string what, Func<AgentStatus, long> read) =>
            _meter.CreateObservableCounter(name, () => read(board.Current), unit, what);
    }

    public void Dispose() => _meter.Dispose();
}
