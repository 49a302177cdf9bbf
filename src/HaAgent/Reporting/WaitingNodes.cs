using Actors.Clustering.Membership;
using Actors.Clustering.Messages;
using Actors.HaAgent.Membership;
using Akka.Actor;
using Akka.Cluster;

namespace Actors.HaAgent.Reporting;

/// <summary>
/// Receives which nodes wait for their programs, and writes it into the status. They are no members, and HAProxy has nothing of them.
/// </summary>
public sealed class WaitingNodes : ReceiveActor, IWithTimers
{
    /// <summary>Where nodes and members expect it, below <c>/user</c>.</summary>
    public const string Name = WaitingRelay.AgentActor;

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly AgentStatusBoard _board;
    private readonly TimeProvider _time;
    private WaitingTable _table = WaitingTable.Empty;

    public WaitingNodes(AgentStatusBoard board, TimeProvider time)
    {
        _board = board;
        _time = time;
        Receive<NodeWaiting>(OnWaiting);
        Receive<LookDue>(_ => Change(_table));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    /// <param name="board">Where it is written.</param>
    /// <param name="time">The clock.</param>
    public static Props CreateProps(AgentStatusBoard board, TimeProvider time) => Props.Create(() => new WaitingNodes(board, time));

    protected override void PreStart() => Timers.StartPeriodicTimer(nameof(LookDue), LookDue.Instance, LookEvery);

    private void OnWaiting(NodeWaiting waiting)
    {
        var address = Sender.Path.Address;
        Change(_table.With(address.ToString(), address.Host ?? "", waiting.Node, waiting.AppVersion, waiting.Reason, _time.GetUtcNow()));
    }

    private void Change(WaitingTable next)
    {
        var before = _table.Nodes;
        _table = next.Without(
            _cluster.State.Members.Select(member => member.Address.ToString()).ToHashSet(StringComparer.Ordinal), _time.GetUtcNow());
        if (_table.Nodes is var nodes && !nodes.SequenceEqual(before))
        {
            _board.Update(status => status with { Waiting = nodes });
        }
    }

    private sealed record LookDue
    {
        public static readonly LookDue Instance = new();
    }
}
