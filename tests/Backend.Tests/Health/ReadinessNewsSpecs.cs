using Actors.Backend.Health;

namespace Actors.Backend.Tests.Health;

/// <summary>What of a node's readiness is said, and when.</summary>
public sealed class ReadinessNewsSpecs
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(100);

    [Fact]
    public void The_first_reason_is_said_at_once_and_the_same_again_each_minute()
    {
        var said = Said(Enumerable.Repeat("refused", 1201).ToArray());

        Assert.Equal([(0, "refused"), (600, "refused"), (1200, "refused")], said);
    }

    [Fact]
    public void Each_reason_is_said_when_it_changes() =>
        Assert.Equal([(0, "refused"), (2, "404"), (3, "500")], Said("refused", "refused", "404", "500", "500"));

    [Fact]
    public void That_it_is_ready_is_said_only_where_something_else_was_said_before()
    {
        Assert.Empty(Said("", "", ""));
        Assert.Equal([(0, "refused"), (1, ""), (3, "refused")], Said("refused", "", "", "refused"));
    }

    [Fact]
    public void Two_reasons_that_take_turns_are_not_said_ten_times_a_second()
    {
        var said = Said([.. Enumerable.Range(0, 600).Select(i => i % 2 == 0 ? "404" : "500")]);

        Assert.Equal((0, "404"), said[0]);
        Assert.Equal((1, "500"), said[1]);
        Assert.InRange(said.Count, 10, 80);
    }

    /// <param name="reasons">What each check finds; empty for well.</param>
    private static List<(int At, string Reason)> Said(params string[] reasons)
    {
        var (news, said) = (ReadinessNews.None, new List<(int, string)>());
        for (var i = 0; i < reasons.Length; i++)
        {
            (var isSaid, news) = news.After(new ReadinessState(i, reasons[i].Length == 0, reasons[i]), i * Moment);
            if (isSaid)
            {
                said.Add((i, reasons[i]));
            }
        }

        return said;
    }
}
