using Actors.Clustering.Hosting;

namespace Actors.Clustering.Tests.Hosting;

public sealed class RestartBackoffSpecs
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void Waits_double_up_to_the_longest()
    {
        var backoff = new RestartBackoff(Second, 10 * Second, 60 * Second);
        var waits = new List<TimeSpan>();
        for (var i = 0; i < 70; i++)
        {
            (var wait, backoff) = backoff.After(TimeSpan.Zero);
            waits.Add(wait);
        }

        Assert.Equal([Second, 2 * Second, 4 * Second, 8 * Second, 10 * Second], waits.Take(5));
        Assert.All(waits.Skip(4), wait => Assert.Equal(10 * Second, wait));
    }

    [Fact]
    public void What_ran_long_enough_begins_with_the_first_wait_again()
    {
        var (_, backoff) = new RestartBackoff(Second, 10 * Second, 60 * Second).After(TimeSpan.Zero);

        Assert.Equal(2 * Second, backoff.After(59 * Second).Wait);
        Assert.Equal(Second, backoff.After(60 * Second).Wait);
    }
}
