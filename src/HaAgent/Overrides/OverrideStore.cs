using Actors.HaAgent.Events;
using Akka.Actor;
using Akka.Cluster;
using Akka.DistributedData;

namespace Actors.HaAgent.Overrides;

/// <summary>
/// Keeps the operators' overrides: takes them, writes them down, shares them with the other agents and hands them to the reconciler. When a
/// node takes its override with it, <see cref="OverriddenNodes"/> decides.
/// </summary>
public sealed class OverrideStore : ReceiveActor, IWithTimers
{
    private static readonly TimeSpan SweepEvery = TimeSpan.FromHours(1);

    /// <summary>What comes from other agents is on their disks already: it is written once things are quiet, or at the end.</summary>
    private static readonly TimeSpan WriteAfter = TimeSpan.FromMilliseconds(200);

    private readonly Cluster _cluster = Cluster.Get(Context.System);
    private readonly OverrideSharing _sharing = new(Context.System);
    private readonly OverrideFile _file;
    private readonly IActorRef _writer;
    private readonly ICommandLog _commands;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private OverrideBook _book = OverrideBook.Empty;
    private OverriddenNodes _nodes = OverriddenNodes.None;
    private bool _hasHeardOthers;

    public OverrideStore(OverrideFile file, IActorRef writer, ICommandLog commands, TimeProvider time, ILogger logger)
    {
        (_file, _writer, _commands, _time, _logger) = (file, writer, commands, time, logger);
        Receive<SetOverride>(OnSet);
        Receive<GetOverrides>(_ => Sender.Tell(_book));
        Receive<RepeatOverrides>(_ => _writer.Tell(new OverridesChanged(_book)));
        Receive<Changed>(OnChanged);
        Receive<IUpdateResponse>(response => OverrideSharing.Log(response, _logger));
        Receive<ClusterEvent.MemberRemoved>(OnRemoved);
        Receive<ClusterEvent.IMemberEvent>(change => _nodes = _nodes.Shown(change.Member, _time.GetUtcNow()));
        Receive<WriteDue>(_ => _file.Write(_book));
        Receive<SweepDue>(_ => OnSweepDue());
    }

    public ITimerScheduler Timers { get; set; } = null!;

    private DateTimeOffset Oldest => _time.GetUtcNow() - OverriddenNodes.Longest;

    /// <summary>How to make one; the writer makes HAProxy obey what operators command, once that is noted.</summary>
    public static Props CreateProps(OverrideFile file, IActorRef writer, ICommandLog commands, TimeProvider time, ILogger logger) =>
        Props.Create(() => new OverrideStore(file, writer, commands, time, logger));

    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe(Self, typeof(RepeatOverrides));
        _book = _file.Read().WithoutTakenBackBefore(Oldest);
        _writer.Tell(new OverridesChanged(_book));
        _sharing.Subscribe(Self);
        _sharing.Share(_book.Last.Keys, _book, Oldest);
        _cluster.Subscribe(Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents, typeof(ClusterEvent.IMemberEvent));
        Timers.StartPeriodicTimer(nameof(SweepDue), new SweepDue(), SweepEvery);
    }

    protected override void PostStop()
    {
        _cluster.Unsubscribe(Self);
        if (_hasHeardOthers)
        {
            _file.Write(_book);
        }
    }

    private void OnSet(SetOverride set)
    {
        if (OverrideRefused.Of(_book, set) is { } refused)
        {
            Sender.Tell(refused);
            return;
        }

        var (now, what) = (_time.GetUtcNow(), OverrideWords.Of(set.Subject, set.Change));
        var noted = _commands.AddCommandAsync(what, set.Author, now);
        Take(set.Subject, _book.With(set.Subject, set.Change, set.Author, now), set.ThawedBy);
        _logger.LogInformation("{Override} ({Author}).", what, set.Author.Words);
        Sender.Tell(new OverrideGiven(_book.Last.GetValueOrDefault(set.Subject), noted));
    }

    // On disk before anything acts on it.
    private void Take(string subject, OverrideBook next, string? thawedBy = null)
    {
        _book = next;
        _file.Write(_book);
        _sharing.ShareNow(subject, _book, Oldest);
        _writer.Tell(new OverridesChanged(_book) { ThawedBy = thawedBy });
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
            (_book, _hasHeardOthers) = (next, true);
            Timers.StartSingleTimer(nameof(WriteDue), new WriteDue(), WriteAfter);
            _writer.Tell(new OverridesChanged(_book));
        }

        if (OverridePages.HasOld(page, _book))
        {
            _sharing.Share(key, _book, oldest);
        }
    }

    private void OnRemoved(ClusterEvent.MemberRemoved removed)
    {
        (_nodes, var left) = _nodes.Removed(removed.Member.UniqueAddress, removed.PreviousStatus, _book);
        if (left is not null)
        {
            var wanted = OverrideDifference.Words(_book.For(left));
            _logger.LogInformation("{Node} has left: its override ({Override}) goes with it.", left, wanted);
            Take(left, _book.Forget(left, "it left", _time.GetUtcNow()));
        }
    }

    private void OnSweepDue()
    {
        (_nodes, var forgotten) = _nodes.Sweep(_book, _time.GetUtcNow());
        foreach (var node in forgotten)
        {
            _logger.LogInformation("{Node} has not been seen for {Longest}: its override is forgotten.", node, OverriddenNodes.Longest);
            Take(node, _book.Forget(node, "it did not come back", _time.GetUtcNow()));
        }

        var swept = _book.WithoutTakenBackBefore(Oldest);
        var dropped = _book.Last.Keys.Where(node => !swept.Last.ContainsKey(node)).ToList();
        if (dropped.Count > 0)
        {
            _book = swept;
            _file.Write(_book);
            _sharing.Share(dropped, _book, Oldest);
        }
    }

    private sealed record WriteDue;
    internal sealed record SweepDue;
}
