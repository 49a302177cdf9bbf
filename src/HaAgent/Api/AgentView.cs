using Actors.Clustering.Hosting;
using Actors.Clustering.Management;
using Actors.HaAgent.Health;
using Actors.HaAgent.Overrides;
using Actors.HaAgent.Reconciling;
using Actors.HaAgent.Reporting;

namespace Actors.HaAgent.Api;

/// <summary>What the endpoints read from: the status that the actors write, the cluster, and HAProxy itself.</summary>
public sealed class AgentView(
    AgentStatusBoard board, OverviewBoard overviews, WriterMemory memory, ClusterNode node, AgentActors actors,
    StatisticsReader statistics, TimeProvider time)
{
    private readonly OverridesReader _overrides = new(actors, () => node.System is not null);

    /// <summary>The agent's status, without the headline.</summary>
    public AgentStatus Status => board.Current;

    /// <summary>All that operators see.</summary>
    public async Task<Overview> ReadAsync(CancellationToken cancellationToken)
    {
        var asked = _overrides.ReadAsync(cancellationToken);
        // HAProxy first: a node that comes in between starts, and does not seem to have been lost.
        var reading = await statistics.ReadAsync(cancellationToken);
        var overrides = await asked;
        var status = Told(board.Current, reading);
        var members = ClusterViews.Of(status.Name, node.Cluster).Members;
        var nodes = NodeViews.Of(status.Nodes, status.Waiting, members, overrides, reading?.Servers ?? []);
        var overview = Overview.Of(
            reading is { IsFresh: true } ? reading.At : time.GetUtcNow(), status, nodes, members, overrides,
            reading is { IsFresh: true } ? HaProxySight.Answers
            : !status.HaProxy.Running ? HaProxySight.Ended
            : reading is null ? HaProxySight.Silent : HaProxySight.Answers);
        overviews.Latest = overview;
        return overview;
    }

    /// <summary>The override of a node, be it in or not; null for none.</summary>
    public async Task<NodeOverride?> OverrideOfAsync(string node, CancellationToken cancellationToken) =>
        (await _overrides.ReadAsync(cancellationToken)).For(node);

    /// <summary>A service as overrides for it are judged by: of what the writer knows, not of the status.</summary>
    /// <param name="service">Its name.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<SeenService> SeeAsync(string service, CancellationToken cancellationToken)
    {
        var asked = _overrides.ReadAsync(cancellationToken);
        var reading = await statistics.ReadAsync(cancellationToken);
        var nodes = NodeViews.Of(
            [.. memory.Current.Servers.Select(StatusReports.Of).Where(server => server.Service == service)], [],
            ClusterViews.Of("", node.Cluster).Members, await asked, reading?.Servers ?? []);
        var judged = EffectiveStates.Of(nodes, reading is null ? HaProxySight.Unknown : HaProxySight.Answers, time.GetUtcNow());
        return new SeenService(
            service,
            [.. judged.Select(one => new SeenNode(
                one.Name, one.Version, one.Effective == EffectiveState.Serving, one.Effective!.Value.ToString().ToLowerInvariant()))]);
    }

    // Without that it would be taken for what is so now.
    private static AgentStatus Told(AgentStatus status, StatisticsReader.Reading? reading) =>
        reading is { IsFresh: false } old ? status with { HaProxy = status.HaProxy with { LastAnswer = old.At } } : status;
}
