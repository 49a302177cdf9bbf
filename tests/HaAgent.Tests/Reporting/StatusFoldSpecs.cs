using Actors.HaAgent.Desired;
using Actors.HaAgent.Events;
using Actors.HaAgent.HaProxy;
using Actors.HaAgent.Leaving;
using Actors.HaAgent.Overrides;
using Actors.HaAgent.Reconciling;
using Actors.HaAgent.Reporting;

namespace Actors.HaAgent.Tests.Reporting;

/// <summary>What operators see after each event.</summary>
public sealed class StatusFoldSpecs
{
    private static readonly AgentStatus First = AgentStatus.Starting("ha-1", "2.6");
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;
    private static readonly ApplyFailure NoRoom = new(ApplyStage.Write, "no room", "Make room.");

    public static TheoryData<string, AgentEvent[], Func<AgentStatus, object?>, object?> Cases => new()
    {
        { "a start", [new HaProxyStarted(7)], status => (status.HaProxy.Running, status.HaProxy.Pid), (true, (int?)7) },
        { "an end", [new HaProxyStarted(7), new HaProxyEnded()],
            status => (status.HaProxy.Running, status.HaProxy.Pid, status.HaProxy.Restarts), (false, (int?)null, 1) },
        { "counts", [new HaProxyCommanded(), new HaProxyReloaded(), new HaProxyReloaded(), new HaProxyDrifted()],
            status => (status.HaProxy.Changes, status.HaProxy.Reloads, status.HaProxy.Drift), (1, 2, 1) },
        { "another version", [new HaProxyVersionChanged("3.0.11")], status => status.HaProxy.Version, "3.0.11" },
        { "no start", [Begun(3), new HaProxyNotStarted(new(70), NoRoom, Now)], status => status.LastFailure,
            new FailureReport(3, ApplyStage.Write, "no room", "Make room.", Now) },
        { "a start after one that failed",
            [new HaProxyNotStarted(DesiredRevision.None, new(ApplyStage.Start, "the port is taken", ""), Now), new HaProxyStarted(70)],
            status => status.LastFailure, null },
        { "a start while something else is wrong", [Begun(3), new HaProxyNotStarted(new(70), NoRoom, Now), new HaProxyStarted(70)],
            status => status.LastFailure!.Output, "no room" },
        { "a change that begins", [Begun(4)], status => (status.Phase, status.RevisionDesired, status.RevisionApplied),
            (AgentPhase.Applying, 4L, 0L) },
        { "its services", [Begun(4)], status => status.Services.Single().Name, "web" },
        { "one that is applied", [Begun(4), Applied, Row(4)],
            status => (status.Phase, status.RevisionApplied, status.RevisionDesired, status.ContentHash), (AgentPhase.Idle, 4L, 4L, "aa") },
        { "one whose row the disk does not have yet", [Begun(4), Applied, Row(4), Begun(5), Applied],
            status => (status.Phase, status.RevisionApplied, status.RevisionDesired), (AgentPhase.Idle, 4L, 5L) },
        { "one that follows before the row of the last", [Begun(4), Applied, Begun(5), Row(4)],
            status => (status.Phase, status.RevisionApplied, status.RevisionDesired), (AgentPhase.Applying, 4L, 5L) },
        { "one that comes to nothing", [Begun(4), Applied, Row(4), Begun(5), new ChangeApplied("aa")],
            status => (status.Phase, status.RevisionApplied, status.RevisionDesired), (AgentPhase.Idle, 4L, 4L) },
        { "a command in the midst of one", [Begun(4), Row(4, Change.ByCommand, "done")],
            status => (status.RevisionApplied, status.RevisionDesired), (0L, 5L) },
        { "a command while nothing is to be done", [Begun(4), Applied, Row(4), Row(5, Change.ByCommand, "done")],
            status => (status.RevisionApplied, status.RevisionDesired), (4L, 4L) },
        { "one that fails", [Begun(4), new ChangeFailed(NoRoom, Now) { IsNews = true }, Row(4, result: Change.IsFailed)],
            status => (status.Phase, status.LastFailure?.Output, status.LastFailure?.Revision, status.RevisionDesired),
            (AgentPhase.Failing, "no room", (long?)4L, 4L) },
        { "one that fails after a command",
            [Begun(4), new ChangeFailed(NoRoom, Now) { IsNews = true }, Row(4, Change.ByCommand, "done"), Row(5, result: Change.IsFailed)],
            status => (status.LastFailure?.Revision, status.RevisionApplied), ((long?)5L, 0L) },
        { "one that fails again",
            [Begun(4), new ChangeFailed(NoRoom, Now) { IsNews = true }, Row(4, result: Change.IsFailed), Begun(5),
                new ChangeFailed(NoRoom, Now)],
            status => status.LastFailure?.Revision, 4L },
        { "a failure that is over", [new ChangeFailed(NoRoom, Now), Applied], status => status.LastFailure, null },
        { "a live file that is refused", [Begun(5), Applied, Row(5), new LiveFileRefused("by-magic", Now)],
            status => (status.Phase, status.LastFailure?.Revision, status.LastFailure?.Stage),
            (AgentPhase.Idle, (long?)5L, (ApplyStage?)ApplyStage.Check) },
        { "a history that the disk does not take", [new HistoryFaulted("no room")], status => status.HistoryFault, "no room" },
        { "one that it takes again", [new HistoryFaulted("no room"), new HistoryFaulted(null)], status => status.HistoryFault, null },
        { "a node", [new ChangePrepared([new ServerStanding(Sample.Server("web-1"), "file", Now)], [], [])],
            status => (status.Nodes.Single().Name, status.Nodes[0].Source), ("web-1", "file") },
        { "a refused one", [new ChangePrepared([], [new RefusedNode("web-1", "a", "b")], [])], status => status.Rejected.Single().Name,
            "web-1" },
        { "a part that is left out", [new ChangePrepared([], [], [new LeftOut(new ConfigPart(ConfigPartKind.Https, ""), "no port")])],
            status => status.LeftOut.Single(), new LeftOutReport("HTTPS", "no port") },
        { "a freeze", [new FreezeChanged(new FreezeNotice("half is lost", Now, ["web-1"]))],
            status => (status.Frozen?.Why, status.Frozen?.Held.Count), ("half is lost", (int?)1) },
        { "a leave", [new HaProxyStarted(7), new BalancerLeaving(new(LeaveStage.Notice, Now, Now))],
            status => (status.Leaving?.Stage, status.HaProxy.Running), ((LeaveStage?)LeaveStage.Notice, true) },
        { "HAProxy's end in it", [new HaProxyStarted(7), new HaProxyStopped()],
            status => (status.HaProxy.Running, status.HaProxy.Pid, status.HaProxy.Restarts), (false, (int?)null, 0) },
        { "a thaw", [new FreezeChanged(new FreezeNotice("half is lost", Now, [])), new FreezeChanged(null)], status => status.Frozen,
            null },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void An_event_is_seen(string what, AgentEvent[] events, Func<AgentStatus, object?> seen, object? expected) =>
        Assert.True(Equals(expected, seen(events.Aggregate(First, StatusFold.After))), what);

    [Fact]
    public void An_event_that_the_status_does_not_show_changes_nothing() => Assert.Same(First, StatusFold.After(First, new Unknown()));

    private static ChangeApplied Applied => new("aa") { HasRow = true };

    private static ChangeBegun Begun(long revision) =>
        new(new DesiredState(new(70), [Sample.Server("web-1")], []), OverrideBook.Empty, null) { Number = new(revision) };

    private static ChangeRecorded Row(long revision, string by = "runtime", string result = Change.IsApplied) =>
        new(new Change(new(revision), "", by, "", [], 1, Now, result, null, null, null));

    private sealed record Unknown : AgentEvent;
}
