using Actors.Clustering.Messages;
using Actors.HaAgent.Membership;
using Akka.Actor;
using Akka.Cluster;

namespace Actors.HaAgent.Tests.Membership;

/// <summary>A <see cref="MemberTable"/> that is told events by a word, and says by words what follows from the last of them.</summary>
internal sealed class TableTestKit
{
    private static readonly Address Host = new("akka.tcp", "actors", "10.0.0.1", 4053);
    private readonly ClusterListenerSettings _settings =
        new("ha-1", TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10)) { HoldLastLeave = TimeSpan.FromSeconds(5) };
    private MembershipSnapshot _newest = MembershipSnapshot.Empty;
    private TimeSpan _now = TimeSpan.FromSeconds(100);
    private long _sequence = 10;
    private long _life = 3;

    public TableTestKit() => Table = MemberTable.Of(_settings, _life);

    public static UniqueAddress Web { get; } = new(Host, 7);

    public static IActorRef Sender { get; } = new SilentRef(new RootActorPath(Host) / "user" / "link");

    public static string Described => new NodeDescription("web-1", "web", 3000, 100, "1.0.0").ToAppVersion();

    public MemberTable Table { get; private set; }

    /// <summary>How the newest snapshot has the node.</summary>
    public string Shown => _newest.Nodes is not [var node] ? "none" : string.Join(
        ' ',
        new[]
        {
            $"{node.Status}", $"{node.Probe}", node.Reachable ? "" : "unreachable", node.Ready ? "" : "unready", node.IsIdle ? "idle" : "",
            node.LeftAt is null ? "" : "holdable", node.Absence is null ? "" : "absent", node.IsApplied ? "served" : "",
        }.Where(word => word.Length > 0)).ToLowerInvariant();

    /// <summary>Tells it events, and says what followed from the last one.</summary>
    public string Tell(string events)
    {
        var effects = "";
        foreach (var word in events.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            _now += TimeSpan.FromSeconds(1);
            var next = On(word);
            effects = string.Join(' ', next.Effects.Select(Word).Where(effect => effect.Length > 0));
            _newest = next.Effects.OfType<MemberEffect.Publish>().LastOrDefault()?.Snapshot ?? _newest;
            Table = next with { Effects = [] };
        }

        return effects;
    }

    private MemberTable On(string word) => word switch
    {
        "begin" => Table.Begin(State([], isSelfUp: false), null, _now),
        "begin-with-it" => Table.Begin(State([Gossip(MemberStatus.Up)], isSelfUp: false), null, _now),
        "next-life" => MemberTable.Of(_settings, ++_life).Begin(State([Gossip(MemberStatus.Up)], isSelfUp: true), Table, _now),
        "next-life-without-it" => MemberTable.Of(_settings, ++_life).Begin(State([], isSelfUp: true), Table, _now),
        "next-life-of-one-that-leaves" => MemberTable.Of(_settings, ++_life).Begin(State([], isSelfUp: false), Table, _now),
        "self" => Table.SelfShown(isUp: true),
        "joining" => Table.Shown(Gossip(MemberStatus.Joining), _now),
        "up" => Table.Shown(Gossip(MemberStatus.Up), _now),
        "leaving" => Table.Shown(Gossip(MemberStatus.Leaving), _now),
        "exiting" => Table.Shown(Gossip(MemberStatus.Exiting), _now),
        "down" => Table.Shown(Gossip(MemberStatus.Down), _now),
        "removed" => Table.Removed(Gossip(MemberStatus.Removed), MemberStatus.Exiting),
        "removed-down" => Table.Removed(Gossip(MemberStatus.Removed), MemberStatus.Down),
        "removed-up" => Table.Removed(Gossip(MemberStatus.Removed), MemberStatus.Up),
        "unreachable" => Table.Unreachable(Web),
        "reachable" => Table.Reachable(Web),
        "gone" => Table.Found(new NodePresence(Web, new NodeAbsence("nothing listens there"))),
        "replaced" => Table.Found(new NodePresence(Web, new NodeAbsence("another listens there", IsReplaced: true))),
        "there" => Table.Found(new NodePresence(Web, null)),
        "arrives" => Table.Arrived(new NodeArrived("web-1", Web.Uid, Described), Host, _now),
        "arrives-as-another" => Table.Arrived(new NodeArrived("web-2", Web.Uid, Described), Host, _now),
        "passes" => Table.Probed(new ProbePassed(Web, _life)),
        "passes-for-an-earlier-life" => Table.Probed(new ProbePassed(Web, _life - 1)),
        "fails" => Table.Failed(new ProbeFailed(Web, "refused", _life)),
        "checked" => Table.Checked(Table.KeyOf(Web)),
        "checked-for-an-earlier-life" => Table.Checked(new WatchKey(Web, _life - 1)),
        "answers" => Table.RetainedAnswered(new RetainedAnswer(Web, true, _life), _now),
        "answers-late" => Table.RetainedAnswered(new RetainedAnswer(Web, true, _life), _now += RetainedMembers.Longest),
        "answers-not" => Table.RetainedAnswered(new RetainedAnswer(Web, false, _life), _now),
        "ready" => Table.Reported(new NodeReadiness("web-1", Web.Uid, ++_sequence, true, ""), Sender),
        "unready" => Table.Reported(new NodeReadiness("web-1", Web.Uid, ++_sequence, false, "busy"), Sender),
        "unready-again" => Table.Reported(new NodeReadiness("web-1", Web.Uid, _sequence, false, "busy"), Sender),
        "old-ready" => Table.Reported(new NodeReadiness("web-1", Web.Uid, 1, true, ""), Sender),
        "stops" => Table.Announced(new NodeLeaving("web-1", Web.Uid) { PatienceMilliseconds = 60_000 }, Sender, _now),
        "stops-without-patience" => Table.Announced(new NodeLeaving("web-1", Web.Uid), Sender, _now),
        "earlier-one-stops" => Table.Announced(new NodeLeaving("web-1", Web.Uid - 1), Sender, _now),
        "stranger-stops" => Table.Announced(new NodeLeaving("web-9", 9), Sender, _now),
        "idle" => Table.Idle(Table.KeyOf(Web)),
        "idle-for-an-earlier-life" => Table.Idle(new WatchKey(Web, _life - 1)),
        "applied" => Table.Confirmed(new SnapshotApplied(Table.Revision)),
        "applied-before" => Table.Confirmed(new SnapshotApplied(Table.Revision with { Number = Table.Revision.Number - 1 })),
        "applied-in-an-earlier-life" => Table.Confirmed(new SnapshotApplied(new SnapshotRevision(_life - 1, 99))),
        "applied-held" => Table.Confirmed(new SnapshotApplied(Table.Revision) { Held = [$"{Host}#{Web.Uid}"] }),
        "applied-other-held" => Table.Confirmed(new SnapshotApplied(Table.Revision) { Held = ["another"] }),
        "due:unreachable" => Table.On(new MemberDue.Unreachable(Web)),
        "due:unconfirmed" => Table.On(new MemberDue.Unconfirmed(Web)),
        "due:unanswered" => Table.On(new MemberDue.Unanswered(Web)),
        "due:retained" => Table.On(new MemberDue.Retained(Web)),
        "due:drained" => Table.On(new MemberDue.Drained(Web)),
        "due:held" => Table.On(new MemberDue.Held(Web)),
        "end" => Table.End(),
        _ => throw new ArgumentOutOfRangeException(nameof(word), word, "no such event"),
    };

    // That timers end which perhaps never began says nothing.
    private static string Word(MemberEffect effect) => effect switch
    {
        MemberEffect.Publish => "publish",
        MemberEffect.Answer answer => answer.Message.GetType().Name,
        MemberEffect.Watch { Question: ServerQuestion.UntilCheckPassed } => "watch-check",
        MemberEffect.Watch { Question: ServerQuestion.UntilSessionsEnded } => "watch-sessions",
        MemberEffect.Watch => "forget",
        MemberEffect.Begin begin => $"in-{begin.After.TotalSeconds}s:{begin.Due.GetType().Name.ToLowerInvariant()}",
        MemberEffect.BeginProbe => "probe",
        MemberEffect.EndProbe => "end-probe",
        MemberEffect.AskOnce => "ask",
        MemberEffect.Note note => $"log:{note.GetType().Name}",
        _ => "",
    };

    private static GossipState State(GossipMember[] web, bool isSelfUp) =>
        new(web, new HashSet<UniqueAddress>(), isSelfUp, IsJoined: isSelfUp || web.Length > 0);

    private static NumberedMember Gossip(MemberStatus status) => new(Web, Described, status, 1);

    /// <summary>One that came up as the <paramref name="Number"/>th.</summary>
    internal sealed record NumberedMember(UniqueAddress Node, string AppVersion, MemberStatus Status, int Number)
        : GossipMember(Node, AppVersion, Status)
    {
        public override bool IsOlderThan(GossipMember other) => Number < ((NumberedMember)other).Number;
    }

    // Has an address; what it is told goes nowhere.
    private sealed class SilentRef(ActorPath path) : MinimalActorRef
    {
        public override ActorPath Path { get; } = path;

        public override IActorRefProvider Provider => throw new NotSupportedException();
    }
}
