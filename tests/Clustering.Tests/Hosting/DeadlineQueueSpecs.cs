using Actors.Clustering.Hosting;
using Akka.Actor;

namespace Actors.Clustering.Tests.Hosting;

public sealed class DeadlineQueueSpecs
{
    private readonly DeadlineQueue _queue = new(tick: 50);

    [Fact]
    public void What_is_due_once_is_due_to_the_millisecond_and_once()
    {
        var once = Once();

        _queue.Add(once, now: 1003, delay: 20);

        Assert.Equal(1023, _queue.NextAt);
        Assert.Null(_queue.Take(1022));
        Assert.Same(once, _queue.Take(1023));
        Assert.Null(_queue.Take(5000));
        Assert.Null(_queue.NextAt);
    }

    [Fact]
    public void The_earliest_comes_first_and_of_equal_ones_the_one_that_was_added_first()
    {
        Deadline[] added = [Once(), Once(), Once(), Once()];
        _queue.Add(added[0], now: 0, delay: 30);
        _queue.Add(added[1], now: 0, delay: 10);
        _queue.Add(added[2], now: 0, delay: 30);
        _queue.Add(added[3], now: 10, delay: 20);

        Deadline[] taken = [_queue.Take(30)!, _queue.Take(30)!, _queue.Take(30)!, _queue.Take(30)!];

        Assert.Equal([added[1], added[0], added[2], added[3]], taken);
    }

    [Theory]
    [InlineData(50, new long[] { 50, 100, 150, 200 })]
    [InlineData(250, new long[] { 50, 250, 500, 750 })]
    [InlineData(500, new long[] { 50, 500, 1000, 1500 })]
    [InlineData(1000, new long[] { 50, 1000, 2000, 3000 })]
    [InlineData(4000, new long[] { 50, 4000, 8000, 12_000 })]
    [InlineData(333, new long[] { 50, 400, 750, 1100 })]
    public void What_is_repeated_falls_into_step_with_the_second(long interval, long[] times)
    {
        _queue.Add(Every(interval), now: 3, delay: 20);

        foreach (var time in times)
        {
            Assert.Equal(time, _queue.NextAt);
            Assert.NotNull(_queue.Take(time));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(130)]
    [InlineData(499)]
    [InlineData(500)]
    [InlineData(870)]
    public void The_first_repetition_is_at_most_half_a_grid_early_or_late(long start)
    {
        _queue.Add(Every(1000), now: 0, delay: start);
        var first = _queue.NextAt!.Value;
        Assert.InRange(first, start, start + 49);

        _queue.Take(first);

        Assert.InRange(_queue.NextAt!.Value - first, 500, 1500);
        Assert.Equal(0, _queue.NextAt!.Value % 1000);
    }

    [Fact]
    public void Equal_intervals_share_a_wake_up_whenever_they_began()
    {
        _queue.Add(Every(500), now: 0, delay: 50);
        _queue.Add(Every(500), now: 0, delay: 330);
        _queue.Add(Every(1000), now: 0, delay: 410);
        var wakes = new HashSet<long>();

        while (_queue.NextAt is { } next && next <= 10_000)
        {
            wakes.Add(next);
            _queue.Take(next);
        }

        // Three first times, then two a second.
        Assert.Equal(3 + 20, wakes.Count);
    }

    [Fact]
    public void A_process_that_stood_still_does_what_is_repeated_once_and_not_for_each_time_it_missed()
    {
        var every = Every(500);
        _queue.Add(every, now: 0, delay: 0);

        Assert.Same(every, _queue.Take(7320));
        Assert.Null(_queue.Take(7320));

        Assert.Equal(7500, _queue.NextAt);
    }

    [Fact]
    public void What_is_called_off_never_comes_and_is_repeated_no_more()
    {
        var cancel = new Cancelable((IActionScheduler)null!);
        _queue.Add(new Deadline(() => { }, cancel, Interval: 100), now: 0, delay: 0);
        Assert.NotNull(_queue.Take(0));

        cancel.Cancel();

        Assert.Null(_queue.Take(1000));
        Assert.Null(_queue.NextAt);
    }

    [Fact]
    public void All_that_wait_are_taken_in_their_order_but_what_is_called_off()
    {
        var cancel = new Cancelable((IActionScheduler)null!);
        Deadline[] added = [Once(), Every(100), new Deadline(() => { }, cancel, Interval: 0)];
        _queue.Add(added[0], now: 0, delay: 3000);
        _queue.Add(added[1], now: 0, delay: 1000);
        _queue.Add(added[2], now: 0, delay: 10);
        cancel.Cancel();

        Assert.Equal([added[1], added[0]], _queue.TakeAll());
        Assert.Null(_queue.NextAt);
    }

    [Fact]
    public void What_is_called_off_does_not_pile_up_until_it_is_due()
    {
        _queue.Add(Once(), now: 0, delay: 3_600_000);
        for (var added = 0; added < 10_000; added++)
        {
            var cancel = new Cancelable((IActionScheduler)null!);
            _queue.Add(new Deadline(() => { }, cancel, Interval: 0), now: added, delay: 3_600_000);
            cancel.Cancel();
        }

        Assert.InRange(_queue.Count, 1, 200);
        Assert.Equal(3_600_000, _queue.NextAt);
        Assert.Single(_queue.TakeAll());
    }

    private static Deadline Once() => new(() => { }, null, Interval: 0);

    private static Deadline Every(long interval) => new(() => { }, null, interval);
}
