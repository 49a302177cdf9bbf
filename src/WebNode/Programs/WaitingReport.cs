using Actors.Backend;
using Actors.Clustering.Membership;
using Actors.Clustering.Messages;
using Actors.Clustering.Seeds;
using Akka.Actor;
using Akka.Cluster;

namespace Actors.WebNode.Programs;

/// <summary>
/// Reports to the agents, through the members that this node knows, that it waits for its program and why. It does so until it joins:
/// from then on the node's line to the agents reports it.
/// </summary>
public sealed class WaitingReport : ReceiveActor, IWithTimers
{
    /// <summary>Several reports fit into the time that an agent keeps one.</summary>
    private static readonly TimeSpan RepeatEvery = TimeSpan.FromSeconds(3);
    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly string _node;
    private readonly Readiness _readiness;
    private readonly Func<IEnumerable<SeedAddress>> _contacts;
    private Action _unsubscribe = () => { };

    public WaitingReport(string node, Readiness readiness, Func<IEnumerable<SeedAddress>> contacts)
    {
        _node = node;
        _readiness = readiness;
        _contacts = contacts;
        Receive<ReportDue>(_ => OnReportDue());
    }

    public ITimerScheduler Timers { get; set; } = null!;

    /// <param name="node">The node's name.</param>
    /// <param name="readiness">Whether its program is well, and why not.</param>
    /// <param name="contacts">Members that may be there: seeds, and those that are remembered.</param>
    public static Props CreateProps(string node, Readiness readiness, Func<IEnumerable<SeedAddress>> contacts) =>
        Props.Create(() => new WaitingReport(node, readiness, contacts));

    protected override void PreStart()
    {
        var self = Self;
        void OnChanged(ReadinessState state) => self.Tell(ReportDue.Instance);
        _readiness.Changed += OnChanged;
        _unsubscribe = () => _readiness.Changed -= OnChanged;
        Timers.StartPeriodicTimer(nameof(ReportDue), ReportDue.Instance, RepeatEvery);
    }

    protected override void PostStop() => _unsubscribe();

    private void OnReportDue()
    {
        if (_readiness.State is not { Ready: false } state || _cluster.State.Members.Any(member =>
            member.UniqueAddress.Equals(_cluster.SelfUniqueAddress)))
        {
            return;
        }

        foreach (var contact in _contacts().Select(contact => contact.ToAddress(_cluster.SelfAddress))
            .Where(contact => contact != _cluster.SelfAddress).Distinct())
        {
            Context.ActorSelection(new RootActorPath(contact) / "user" / WaitingRelay.Name)
                .Tell(new NodeWaiting(_node, _cluster.SelfMember.AppVersion.ToString(), state.Reason));
        }
    }

    private sealed record ReportDue
    {
        public static readonly ReportDue Instance = new();
    }
}
