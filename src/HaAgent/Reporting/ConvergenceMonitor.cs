using System.Text.Json;
using System.Text.Json.Serialization;
using Actors.Clustering;
using Akka.Actor;
using Akka.Cluster;
using Akka.DistributedData;

namespace Actors.HaAgent.Reporting;

/// <summary>
/// Tells the other agents what this one has applied, and writes into the status what they have. The reports travel as texts in
/// a map of the cluster's distributed data, so that an agent that comes later hears of all.
/// </summary>
public sealed class ConvergenceMonitor : ReceiveActor, IWithTimers
{
    /// <summary>Several changes that come together are looked at once.</summary>
    private static readonly TimeSpan LookAfter = TimeSpan.FromMilliseconds(200);
    private static readonly LWWDictionaryKey<string, string> Key = new("applied");
    private readonly AgentStatusBoard _board;
    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly IActorRef _replicator = DistributedData.Get(Context.System).Replicator;
    private Dictionary<string, AppliedReport> _others = new(StringComparer.Ordinal);
    private AppliedReport? _told;

    public ConvergenceMonitor(AgentStatusBoard board)
    {
        _board = board;
        Receive<LookDue>(_ => OnLookDue());
        Receive<BoardChanged>(_ =>
        {
            FollowBoard();
            LookSoon();
        });
        Receive<ClusterEvent.IMemberEvent>(_ => LookSoon());
        Receive<Changed>(changed => OnChanged(changed.Get(Key)));
        // That it is not with the others yet is what gossip is for.
        Receive<IUpdateResponse>(_ => { });
    }

    public ITimerScheduler Timers { get; set; } = null!;

    public static Props CreateProps(AgentStatusBoard board) => Props.Create(() => new ConvergenceMonitor(board));

    protected override void PreStart()
    {
        _replicator.Tell(Dsl.Subscribe(Key, Self));
        _cluster.Subscribe(Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents, typeof(ClusterEvent.IMemberEvent));
        FollowBoard();
        Self.Tell(LookDue.Instance);
    }

    protected override void PostStop()
    {
        _cluster.Unsubscribe(Self);
        _replicator.Tell(Dsl.Unsubscribe(Key, Self));
    }

    // Asked for before the status is read, so that none is missed.
    private void FollowBoard() => _board.NextChangeAsync().PipeTo(Self, success: () => BoardChanged.Instance);

    private void LookSoon()
    {
        if (!Timers.IsTimerActive(nameof(LookDue)))
        {
            Timers.StartSingleTimer(nameof(LookDue), LookDue.Instance, LookAfter);
        }
    }

    // The exception to law 4 of docs/architecture.md: what the status shows is what the other agents show of this one.
    private void OnLookDue()
    {
        var status = _board.Current;
        var self = AppliedReport.Of(status);
        if (self != _told)
        {
            _told = self;
            var text = JsonSerializer.Serialize(self, AppliedReportJson.Default.AppliedReport);
            _replicator.Tell(
                Dsl.Update(
                    Key, LWWDictionary<string, string>.Empty, WriteLocal.Instance, reports => reports.SetItem(_cluster, self.Name, text)));
        }

        var agents = _cluster.State.Members.Where(member => member.HasRole(NodeRoles.Ha))
            .Select(member => NodeDescription.NameIn(member.AppVersion.ToString())).OfType<string>();
        var report = Convergence.Of(self, _others, agents);
        if (!report.Equals(status.Convergence))
        {
            _board.Update(current => current with { Convergence = report });
        }
    }

    private void OnChanged(LWWDictionary<string, string> reports)
    {
        _others = reports.Entries.Select(entry => Read(entry.Value)).OfType<AppliedReport>().DistinctBy(report => report.Name)
            .ToDictionary(report => report.Name, StringComparer.Ordinal);
        LookSoon();
    }

    // An agent of another version may say it in another way: then nothing is known of it.
    private static AppliedReport? Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(
                text, AppliedReportJson.Default.AppliedReport) is { Name: not null, ContentHash: not null } report
                ? report
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record BoardChanged
    {
        public static readonly BoardChanged Instance = new();
    }

    private sealed record LookDue
    {
        public static readonly LookDue Instance = new();
    }
}

[JsonSerializable(typeof(AppliedReport))]
internal sealed partial class AppliedReportJson : JsonSerializerContext;
