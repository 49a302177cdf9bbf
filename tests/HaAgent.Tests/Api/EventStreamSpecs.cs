using Actors.HaAgent.Api;
using Actors.HaAgent.Reconciling;

namespace Actors.HaAgent.Tests.Api;

public sealed class EventStreamSpecs
{
    [Theory]
    [InlineData(0, "6 7 8")]
    [InlineData(6, "7 8")]
    [InlineData(8, "")]
    public void The_rows_after_the_last_that_was_sent_are_sent(int last, string due) => Assert.Equal(
        due,
        string.Join(' ', EventStream.Due(last == 0 ? null : Of(last), [Of(6), Of(7), Of(8)]).Select(change => change.Revision)));

    private static Change Of(long revision) =>
        Change.Command("a reload", "ann", DateTimeOffset.UnixEpoch) with { Number = new(revision) };
}
