using System.Globalization;
using Actors.HaAgent.Api;
using Actors.HaAgent.Reconciling;

namespace Actors.HaAgent.Tests.Api;

/// <summary>Which changes a question for the history gets.</summary>
public sealed class ChangeViewsSpecs
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(100, 0, "4 3 2 1")]
    [InlineData(2, 0, "4 3")]
    [InlineData(100, 3, "4 3")]
    [InlineData(1, 3, "4")]
    [InlineData(100, 5, "")]
    public void The_newest_come_first_and_none_before_the_time(int most, int sinceMinute, string revisions)
    {
        var changes = Enumerable.Range(1, 4).Select(minute => new Change(
            new(minute), "", "runtime", "", [], 1, Noon.AddMinutes(minute), Change.IsApplied, null, null, null));

        Assert.Equal(revisions, string.Join(' ', ChangeViews.Newest(changes, most, Noon.AddMinutes(sinceMinute))
            .Select(change => change.Revision.ToString(CultureInfo.InvariantCulture))));
    }
}
