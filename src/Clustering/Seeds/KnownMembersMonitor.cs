using Akka.Actor;
using Akka.Cluster;

namespace Actors.Clustering.Seeds;

/// <summary>Writes down who the members are, seeds and agents first, whenever that changes.</summary>
public sealed class KnownMembersMonitor : ReceiveActor, IWithTimers
{
    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly Dictionary<Address, Member> _members = [];
    private readonly KnownMembersFile _file;
    private readonly ClusterTimings _timings;

    /// <summary>Made by <see cref="CreateProps"/>.</summary>
    public KnownMembersMonitor(KnownMembersFile file, ClusterTimings timings)
    {
        _file = file;
        _timings = timings;
        Receive<ClusterEvent.MemberRemoved>(OnRemoved);
        Receive<ClusterEvent.IMemberEvent>(OnMember);
        Receive<WriteDue>(_ => OnWriteDue());
    }

    /// <inheritdoc />
    public ITimerScheduler Timers { get; set; } = null!;

    /// <param name="file">Where they are written down.</param>
    /// <param name="timings">How long it waits.</param>
    public static Props CreateProps(KnownMembersFile file, ClusterTimings timings) =>
        Props.Create(() => new KnownMembersMonitor(file, timings));

    /// <inheritdoc />
    protected override void PreStart() =>
        _cluster.Subscribe(Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents, typeof(ClusterEvent.IMemberEvent));

    /// <inheritdoc />
    protected override void PostStop() => _cluster.Unsubscribe(Self);

    private void OnMember(ClusterEvent.IMemberEvent change)
    {
        if (change.Member.Address != _cluster.SelfAddress)
        {
            _members[change.Member.Address] = change.Member;
            Timers.StartSingleTimer(nameof(WriteDue), WriteDue.Instance, _timings.RememberAfter);
        }
    }

    // Who was removed while still in good standing was not removed by the cluster: this node lost the cluster, and will need the address.
    private void OnRemoved(ClusterEvent.MemberRemoved removed)
    {
        if (removed.PreviousStatus is MemberStatus.Exiting or MemberStatus.Down && _members.Remove(removed.Member.Address))
        {
            Timers.StartSingleTimer(nameof(WriteDue), WriteDue.Instance, _timings.RememberAfter);
        }
    }

    private void OnWriteDue() => _file.Write(
    [
        .. _members.Values
            .OrderBy(NodeRoles.Rank)
            .ThenBy(member => member.Address.ToString(), StringComparer.Ordinal)
            .Select(member => SeedAddress.From(member.Address))
            .OfType<SeedAddress>(),
    ]);

    private sealed record WriteDue
    {
        public static readonly WriteDue Instance = new();
    }
}
