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
        reporter.Publish(new ChangeApplied("aa"));
        var next = _board.NextChangeAsync();

        reporter.Publish(new ChangeRecorded(Change.Command("a reload", "ann", DateTimeOffset.UnixEpoch) with { Number = new(7) }));
        Assert.False(next.IsCompleted);

        reporter.Publish(new ChangeApplied("bb"));
        Assert.True(next.IsCompleted);
    }
}
