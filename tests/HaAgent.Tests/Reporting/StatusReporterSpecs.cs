using Actors.HaAgent.Desired;
using Actors.HaAgent.Reconciling;
using Actors.HaAgent.Reporting;

namespace Actors.HaAgent.Tests.Reporting;

public sealed class StatusReporterSpecs
{
    private readonly AgentStatusBoard _board = new(AgentStatus.Starting("ha-1", "2.6"));

    [Fact]
    public void Only_an_event_that_the_status_shows_wakes_those_that_wait_for_a_change()
    {
        var reporter = new StatusReporter(_board);
        var (next, change) = (_board.NextChangeAsync(), ChangeNumber.Of(new DesiredRevision(7)));

        reporter.Publish(
            new ChangeRecorded(new Change(change, "", "reload", "", [], 1, DateTimeOffset.UnixEpoch, "applied", null, null, null)));
        Assert.False(next.IsCompleted);

        reporter.Publish(new ChangeApplied(new DesiredRevision(7), "aa"));
        Assert.True(next.IsCompleted);
    }
}
