using Actors.Clustering;
using Actors.Clustering.Joining;
using Actors.Clustering.Messages;
using Akka.Actor;
using Akka.Cluster;
using Akka.Remote;

namespace Actors.HaAgent.Membership;

/// <summary>
/// Finds out at once that a node has died: where a connection with a web node breaks, it asks at the node's port in the cluster who is
/// there (<see cref="NodeDoubt"/>), and reports
/// that to the listener. HAProxy's check cannot know: another program may have the address by then.
/// </summary>
public sealed class AssociationWatch : ReceiveActor, IWithTimers
{
    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly Dictionary<UniqueAddress, NodeDoubt> _doubts = [];
    private readonly CancellationTokenSource _stopped = new();
    private readonly string _name;
    private readonly IActorRef _listener;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    public AssociationWatch(string cluster, IActorRef listener, TimeProvider time, ILogger logger)
    {
        _name = cluster;
        _listener = listener;
        _time = time;
        _logger = logger;
        Receive<AssociationEvent>(broken => OnBroken(broken.RemoteAddress));
        Receive<AskDue>(due => Ask(due.Node));
        Receive<PortAnswered>(OnPortAnswered);
        Receive<ActorIdentity>(OnIdentity);
        Receive<ClusterGreeting>(OnGreeting);
    }

    public ITimerScheduler Timers { get; set; } = null!;

    private TimeSpan Now => _time.GetElapsedTime(0);

    /// <param name="cluster">The cluster's name.</param>
    /// <param name="listener">Who gets a <see cref="NodePresence"/> for each member that is doubted.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The log.</param>
    public static Props CreateProps(string cluster, IActorRef listener, TimeProvider time, ILogger logger) =>
        Props.Create(() => new AssociationWatch(cluster, listener, time, logger));

    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe(Self, typeof(DisassociatedEvent));
        Context.System.EventStream.Subscribe(Self, typeof(AssociationErrorEvent));
    }

    // Whom an earlier life has doubted it has told nobody of but the listener.
    protected override void PostRestart(Exception reason)
    {
        base.PostRestart(reason);
        foreach (var member in _cluster.State.Members.Where(IsIn).ToList())
        {
            Doubt(member);
        }
    }

    protected override void PostStop()
    {
        Context.System.EventStream.Unsubscribe(Self);
        _stopped.Cancel();
        _stopped.Dispose();
    }

    // Errors come in bursts: one question at a time for each node.
    private void OnBroken(Address address)
    {
        if (_cluster.State.Members.FirstOrDefault(member => member.Address == address && IsIn(member)) is { } member)
        {
            Doubt(member);
        }
    }

    private void Doubt(Member member)
    {
        var node = member.UniqueAddress;
        if (_doubts.TryGetValue(node, out var doubt))
        {
            _doubts[node] = doubt.Renew();
        }
        else
        {
            _doubts.Add(node, new NodeDoubt(node.Uid, NodeDescription.NameIn(member.AppVersion.ToString()) ?? "?", node.Address.Port ?? 0, Now));
            Ask(node);
        }
    }

    private void Ask(UniqueAddress node)
    {
        if (!_cluster.State.Members.Any(member => member.UniqueAddress.Equals(node) && IsIn(member)))
        {
            _doubts.Remove(node);
        }
        else if (_doubts.TryGetValue(node, out var doubt))
        {
            _doubts[node] = doubt.Ask();
            NodePort.AskAsync(node.Address, _time, _stopped.Token).PipeTo(Self, success: answer => new PortAnswered(node, answer), failure: _ => new PortAnswered(node, PortAnswer.None));
        }
    }

    private void OnPortAnswered(PortAnswered answered)
    {
        if (_doubts.TryGetValue(answered.Node, out var doubt))
        {
            if (answered.Answer == PortAnswer.Taken)
            {
                ClusterGreeter.Look(Context, answered.Node.Address);
            }

            Timers.StartSingleTimer(answered.Node, new AskDue(answered.Node), doubt.AskAgainAfter(Now));
            Take(answered.Node, doubt, doubt.With(answered.Answer, Now));
        }
    }

    private void OnIdentity(ActorIdentity answer)
    {
        if (answer.Subject is { } subject && !ClusterGreeter.Greet(answer, _name, Self) && DoubtOf(subject.Path.Address) is { } node)
        {
            Take(node, _doubts[node], _doubts[node].WithNode());
        }
    }

    private void OnGreeting(ClusterGreeting greeting)
    {
        if (DoubtOf(Sender.Path.Address) is { } node)
        {
            Take(node, _doubts[node], _doubts[node].With(greeting.Incarnation, NodeNames.IsValid(greeting.Node) ? greeting.Node : null));
        }
    }

    private UniqueAddress? DoubtOf(Address address) => _doubts.Keys.FirstOrDefault(node => node.Address == address);

    private void Take(UniqueAddress node, NodeDoubt before, NodeDoubt now)
    {
        if (now.IsOver)
        {
            Timers.Cancel(node);
            _doubts.Remove(node);
        }
        else
        {
            _doubts[node] = now;
        }

        if (now.Absence != before.Absence)
        {
            Log(node, before, now);
        }

        // Again with each answer: the listener may have met the member only now, or have heard from gossip that it is reachable.
        if (now.Absence is not null || before.Absence is not null || now.IsOver)
        {
            _listener.Tell(new NodePresence(node, now.Absence));
        }
    }

    private void Log(UniqueAddress node, NodeDoubt before, NodeDoubt now)
    {
        if (now.Absence is { } absence)
        {
            _logger.LogWarning("{Node} is not at {Address} any more: {Why}. It gets no new requests, unless too few of its service are left.", now.Name, node.Address, absence.Why);
        }
        else if (before.Absence is not null)
        {
            _logger.LogInformation("{Node} answers at {Address} after all.", now.Name, node.Address);
        }
    }

    private static bool IsIn(Member member) => member.HasRole(NodeRoles.Web) && member.Status is MemberStatus.Joining or MemberStatus.WeaklyUp or MemberStatus.Up;

    private sealed record AskDue(UniqueAddress Node);

    private sealed record PortAnswered(UniqueAddress Node, PortAnswer Answer);
}
