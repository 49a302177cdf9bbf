using Actors.HaAgent.Reconciling;


namespace Actors.HaAgent.Tests.Reconciling;

public sealed class LeftOutPartsSpecs
{
    private static readonly LeftOut Cache = new(new ConfigPart(ConfigPartKind.Service, "cache"), "its port is taken");

    [Fact]
    public void One_that_is_refused_again_and_again_waits_twice_as_long_each_time_up_to_a_minute()
    {
        var (left, now, waits) = (LeftOutParts.None, TimeSpan.Zero, new List<double>());
        for (var i = 0; i < 6; i++)
        {
            left = left.At(now, Definition).After([Cache], now, Definition);
            waits.Add(left.RetryAfter.TotalSeconds);
            now = left.Until;
        }

        Assert.Equal([5, 10, 20, 40, 60, 60], waits);
    }

    [Fact]
    public void One_that_is_taken_by_the_check_and_refused_by_the_reload_does_too()
    {
        var left = LeftOutParts.None.After([Cache], TimeSpan.Zero, Definition);

        // Its time is over, nothing is left out of the next attempt, and the reload fails on it.
        var tried = left.At(left.Until, Definition);
        Assert.Empty(tried.Parts);
        var again = tried.After([Cache], left.Until, Definition);

        Assert.Equal(10, again.RetryAfter.TotalSeconds);
    }

    [Fact]
    public void One_that_is_defined_anew_is_tried_at_once()
    {
        var left = LeftOutParts.None.After([Cache], TimeSpan.Zero, Definition);

        Assert.Equal(Cache, Assert.Single(left.At(TimeSpan.FromSeconds(1), Definition).Parts));
        Assert.Empty(left.At(TimeSpan.FromSeconds(1), _ => "tcp on port 2").Parts);
    }

    private static string Definition(ConfigPart part) => "tcp on port 1";
}
