using System.Collections.Immutable;
using Actors.HaAgent.Api;
using Actors.HaAgent.Desired;
using Actors.HaAgent.Reconciling;

namespace Actors.HaAgent.Tests.Api;

public sealed class EventStreamSpecs
{
    private static readonly ImmutableList<Change> Changes = [Of(6), Of(7), Of(8)];
    private static readonly AgentStatus Starting = AgentStatus.Starting("ha-1", "2.6");

    [Theory]
    [InlineData(6, 0, "")]
    [InlineData(7, 0, "7")]
    [InlineData(8, 0, "7 8")]
    [InlineData(6, 7, "7")]
    public void A_change_comes_once_the_status_shows_it(int applied, int failed, string due)
    {
        var failure = new FailureReport(failed, ApplyStage.Reload, "no room", "", DateTimeOffset.UnixEpoch);
        var status = Starting with { RevisionApplied = applied, LastFailure = failed == 0 ? null : failure };

        Assert.Equal(due, string.Join(' ', EventStream.Due(Changes[0], Changes, status).Select(change => change.Revision)));
    }

    private static Change Of(long revision) =>
        new(ChangeNumber.Of(new DesiredRevision(revision)), "", "reload", "", [], 1, DateTimeOffset.UnixEpoch, "applied", null, null, null);
}
