using Actors.Clustering;
using Akka.Actor;
using Akka.Cluster;
using Akka.DistributedData;

namespace Actors.HaAgent.Overrides;

/// <summary>
/// Keeps the operators' overrides: takes them, writes them down, shares them with the other agents and tells the reconciler. A node
/// that leaves takes its override with it; one that dies does not (docs/adr/0016).
/// </summary>
public sealed class OverrideStore : ReceiveActor, IWithTimers
{
    /// <summary>How long the override of a node that died waits for it, and what was taken back is remembered.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    private static readonly TimeSpan SweepEvery = TimeSpan.FromHours(1);

    /// <summary>A new override goes to every agent at once; whoever does not take it in this time gets it by gossip.</summary>
    private static readonly WriteAll AtOnce = new(TimeSpan.FromSeconds(1));

    /// <summary>What comes from other agents is on their disks already: it is written once things are quiet.</summary>
    private static readonly TimeSpan WriteAfter = TimeSpan.FromMilliseconds(200);

    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly IActorRef _replicator = DistributedData.Get(Context.System).Replicator;
    private readonly Dictionary<UniqueAddress, (string Name, DateTimeOffset? LeavingAt)> _members = [];
    private readonly Dictionary<string, DateTimeOffset> _missingSince = new(StringComparer.Ordinal);
    private readonly OverrideFile _file;
    private readonly IActorRef _writer;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private OverrideBook _book = OverrideBook.Empty;

    public OverrideStore(OverrideFile file, IActorRef writer, TimeProvider time, ILogger logger)
    {
        _file = file;
        _writer = writer;
        _time = time;
        _logger = logger;
        Receive<Give>(OnGive);
        Receive<GetBook>(_ => Sender.Tell(_book));
        Receive<SayAgain>(_ => _writer.Tell(new OverridesChanged(_book)));
        Receive<Changed>(OnChanged);
        Receive<IUpdateResponse>(OnUpdated);
        Receive<ClusterEvent.MemberRemoved>(OnRemoved);
        Receive<ClusterEvent.IMemberEvent>(change => OnMember(change.Member));
        Receive<WriteDue>(_ => _file.Write(_book));
        Receive<SweepDue>(_ => OnSweepDue());
    }

    public ITimerScheduler Timers { get; set; } = null!;

    /// <param name="file">Where the overrides are kept.</param>
    /// <param name="writer">Who makes HAProxy obey them.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The log.</param>
    public static Props CreateProps(OverrideFile file, IActorRef writer, TimeProvider time, ILogger logger) => Props.Create(() => new OverrideStore(file, writer, time, logger));

    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe(Self, typeof(SayAgain));
        _book = _file.Read().WithoutTakenBackBefore(Oldest);
        _writer.Tell(new OverridesChanged(_book));
        foreach (var page in OverridePages.All)
        {
            _replicator.Tell(Dsl.Subscribe(page, Self));
        }

        Share(_book.Last.Keys);
        _cluster.Subscribe(Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents, typeof(ClusterEvent.IMemberEvent));
        Timers.StartPeriodicTimer(nameof(SweepDue), SweepDue.Instance, SweepEvery);
    }

    protected override void PostStop()
    {
        _cluster.Unsubscribe(Self);
        if (Timers.IsTimerActive(nameof(WriteDue)))
        {
            _file.Write(_book);
        }
    }

    private DateTimeOffset Oldest => _time.GetUtcNow() - Longest;

    private void OnGive(Give give)
    {
        if (OverrideRefused.Of(_book, give.Node, give.Change, give.By) is { } refused)
        {
            Sender.Tell(refused);
            return;
        }

        Say(give.Node, _book.With(give.Node, give.Change, give.By, _time.GetUtcNow()));
        var wanted = _book.For(give.Node);
        _logger.LogInformation("{Node} {Override} ({By}).", give.Node, OverrideDifference.Words(wanted), give.By);
        Sender.Tell(new OverrideGiven(wanted));
    }

    // On disk before anybody acts on it.
    private void Say(string node, OverrideBook next)
    {
        _book = next;
        _file.Write(_book);
        Share(OverridePages.Of(node), AtOnce);
        _writer.Tell(new OverridesChanged(_book));
    }

    private void Share(IEnumerable<string> nodes)
    {
        foreach (var page in nodes.Select(OverridePages.Of).Distinct())
        {
            Share(page, WriteLocal.Instance);
        }
    }

    private void Share(ORSetKey<string> page, IWriteConsistency consistency)
    {
        var (book, oldest, self) = (_book, Oldest, _cluster.SelfUniqueAddress);
        _replicator.Tell(Dsl.Update(page, ORSet<string>.Empty, consistency, set => OverridePages.Settle(set, page, book, oldest, self)));
    }

    private void OnChanged(Changed change)
    {
        if (change.Key is not ORSetKey<string> key || change.Data is not ORSet<string> page)
        {
            return;
        }

        var oldest = Oldest;
        var next = _book.Merge(OverridePages.Read(page).Where(entry => !OverrideBook.IsTakenBackBefore(entry.Value, oldest)));
        if (next != _book)
        {
            _book = next;
            Timers.StartSingleTimer(nameof(WriteDue), WriteDue.Instance, WriteAfter);
            _writer.Tell(new OverridesChanged(_book));
        }

        if (OverridePages.HasOld(page, _book))
        {
            Share(key, WriteLocal.Instance);
        }
    }

    private void OnUpdated(IUpdateResponse response)
    {
        if (!response.IsSuccessful && response is not UpdateTimeout)
        {
            _logger.LogError("Overrides cannot be shared with the other agents: {Response}", response);
        }
    }

    private void OnMember(Member member)
    {
        if (member.HasRole(NodeRoles.Web) && NodeDescription.NameIn(member.AppVersion.ToString()) is { } name)
        {
            var isLeaving = member.Status is MemberStatus.Leaving or MemberStatus.Exiting;
            _members[member.UniqueAddress] = (name, _members.GetValueOrDefault(member.UniqueAddress).LeavingAt ?? (isLeaving ? _time.GetUtcNow() : null));
            _missingSince.Remove(name);
        }
    }

    // Who has not said that it leaves has died, and may come back; who is removed in good standing was not removed: this agent lost the cluster.
    private void OnRemoved(ClusterEvent.MemberRemoved removed)
    {
        var leftAt = _members.Remove(removed.Member.UniqueAddress, out var known) ? known.LeavingAt : null;
        if (known.Name is { } name && removed.PreviousStatus is MemberStatus.Exiting or MemberStatus.Down
            && leftAt is { } at && _book.For(name) is { } wanted && wanted.At <= at)
        {
            _logger.LogInformation("{Node} has left: its override ({Override}) goes with it.", name, OverrideDifference.Words(wanted));
            Say(name, _book.Forget(name, "it left", _time.GetUtcNow()));
        }
    }

    private void OnSweepDue()
    {
        var now = _time.GetUtcNow();
        var present = _members.Values.Select(member => member.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var (node, _) in _book.InForce.Where(entry => !present.Contains(entry.Key) && !ServiceOverride.IsKey(entry.Key)).ToList())
        {
            if (_missingSince.TryAdd(node, now) || now - _missingSince[node] < Longest)
            {
                continue;
            }

            _logger.LogInformation("{Node} has not been seen for {Longest}: its override is forgotten.", node, Longest);
            _missingSince.Remove(node);
            Say(node, _book.Forget(node, "it did not come back", now));
        }

        var swept = _book.WithoutTakenBackBefore(Oldest);
        var dropped = _book.Last.Keys.Where(node => !swept.Last.ContainsKey(node)).ToList();
        if (dropped.Count > 0)
        {
            _book = swept;
            _file.Write(_book);
            Share(dropped);
        }
    }

    /// <summary>Sets an override; answered with <see cref="OverrideGiven"/> or <see cref="OverrideRefused"/>. Whether there is such a node is the asker's to know.</summary>
    /// <param name="Node">The node's name.</param>
    /// <param name="Change">What is wanted of it.</param>
    /// <param name="By">Who wants it.</param>
    public sealed record Give(string Node, OverrideChange Change, string By);

    /// <summary>Answered with the <see cref="OverrideBook"/>.</summary>
    public sealed record GetBook
    {
        public static readonly GetBook Instance = new();
    }

    /// <summary>The reconciler has lost its memory: it is told the overrides again.</summary>
    public sealed record SayAgain
    {
        public static readonly SayAgain Instance = new();
    }

    private sealed record WriteDue
    {
        public static readonly WriteDue Instance = new();
    }

    internal sealed record SweepDue
    {
        public static readonly SweepDue Instance = new();
    }
}
