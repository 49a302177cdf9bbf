using Actors.Clustering.Joining;
using Actors.Clustering.Messages;
using Akka.Actor;
using Akka.Cluster;
using Akka.Remote;

namespace Actors.HaAgent.Membership;

/// <summary>
/// Finds out at once that a node has died: where a connection with a web node breaks, it asks at the node's port in the cluster which node
/// is there (<see cref="NodeDoubt"/>), and reports that to the listener. HAProxy's check cannot know: another program may have the address
/// by then.
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
        Receive<AssociationEvent>(broken => Doubt(member => member.Address == broken.RemoteAddress));
        Receive<AskDue>(due => Ask(due.Node));
        Receive<PortAnswered>(OnPortAnswered, answered => _doubts.ContainsKey(answered.Node));
        Receive<ActorIdentity>(OnIdentity);
        Receive<ClusterGreeting>(greeting => Take(DoubtOf(Sender.Path.Address), doubt => doubt.With(greeting.Incarnation, greeting.Node)));
    }

    public ITimerScheduler Timers { get; set; } = null!;

    private IEnumerable<Member> WebNodes => _cluster.State.Members.Where(GossipState.IsWebIn);

    private TimeSpan Now => _time.GetElapsedTime(0);

    /// <summary>How to make one; the listener gets a <see cref="NodePresence"/> for each member that is doubted.</summary>
    public static Props CreateProps(string cluster, IActorRef listener, TimeProvider time, ILogger logger) =>
        Props.Create(() => new AssociationWatch(cluster, listener, time, logger));

    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe(Self, typeof(DisassociatedEvent));
        Context.System.EventStream.Subscribe(Self, typeof(AssociationErrorEvent));
    }

    // An earlier life has told only the listener which members it doubted.
    protected override void PostRestart(Exception reason)
    {
        base.PostRestart(reason);
        Doubt(_ => true);
    }

    protected override void PostStop()
    {
        Context.System.EventStream.Unsubscribe(Self);
        _stopped.Cancel();
        _stopped.Dispose();
    }

    // Errors come in bursts: one question at a time for each node.
    private void Doubt(Func<Member, bool> which)
    {
        foreach (var member in WebNodes.Where(which).ToList())
        {
            var node = member.UniqueAddress;
            if (_doubts.TryGetValue(node, out var doubt))
            {
                _doubts[node] = doubt.Renew();
            }
            else
            {
                _doubts.Add(node, NodeDoubt.Of(member, Now));
                Ask(node);
            }
        }
    }

    private void Ask(UniqueAddress node)
    {
        if (!WebNodes.Any(member => member.UniqueAddress.Equals(node)))
        {
            _doubts.Remove(node);
        }
        else if (_doubts.TryGetValue(node, out var doubt))
        {
            _doubts[node] = doubt.Ask();
            NodePort.AskAsync(node.Address, _time, _stopped.Token).PipeTo(
                Self, success: answer => new PortAnswered(node, answer), failure: _ => new PortAnswered(node, PortAnswer.None));
        }
    }

    private void OnPortAnswered(PortAnswered answered)
    {
        if (answered.Answer == PortAnswer.Taken)
        {
            ClusterGreeter.Look(Context, answered.Node.Address);
        }

        Timers.StartSingleTimer(answered.Node, new AskDue(answered.Node), _doubts[answered.Node].AskAgainAfter(Now));
        Take(answered.Node, known => known.With(answered.Answer, Now));
    }

    private void OnIdentity(ActorIdentity answer)
    {
        if (answer.Subject is { } subject && !ClusterGreeter.Greet(answer, _name, Self))
        {
            Take(DoubtOf(subject.Path.Address), doubt => doubt.WithNode());
        }
    }

    private UniqueAddress? DoubtOf(Address address) => _doubts.Keys.FirstOrDefault(node => node.Address == address);

    private void Take(UniqueAddress? node, Func<NodeDoubt, NodeDoubt> answer)
    {
        if (node is null || !_doubts.Remove(node, out var before))
        {
            return;
        }

        var now = answer(before);
        if (now.IsOver)
        {
            Timers.Cancel(node);
        }
        else
        {
            _doubts.Add(node, now);
        }

        DoubtNews.Of(node, before, now)?.Write(_logger);
        // Again with each answer: the listener may have met the member only now, or gossip may have called it reachable.
        if (now.Absence is not null || before.Absence is not null || now.IsOver)
        {
            _listener.Tell(new NodePresence(node, now.Absence));
        }
    }

    private sealed record AskDue(UniqueAddress Node);

    private sealed record PortAnswered(UniqueAddress Node, PortAnswer Answer);
}
