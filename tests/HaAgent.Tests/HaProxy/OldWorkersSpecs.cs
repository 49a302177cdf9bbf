using Actors.HaAgent.HaProxy;


namespace Actors.HaAgent.Tests.HaProxy;

public sealed class OldWorkersSpecs
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void While_they_are_few_and_small_none_is_ended_however_old()
    {
        var workers = OldWorkers.None.Seen([1, 2, 3], TimeSpan.Zero);

        Assert.Equal("", Room(workers, most: 4, mostBytes: 100, at: TimeSpan.FromHours(5)));
    }

    [Fact]
    public void Where_there_are_too_many_the_reload_waits_until_the_oldest_has_had_its_time_and_then_that_one_ends()
    {
        var workers = OldWorkers.None.Seen([7], TimeSpan.Zero).Seen([7, 3], Second).Seen([7, 3, 5], Second * 2);

        Assert.Equal(" wait", Room(workers, most: 3, mostBytes: 100, at: OldWorkers.Undisturbed - Second));
        Assert.Equal("7", Room(workers, most: 3, mostBytes: 100, at: OldWorkers.Undisturbed));
        Assert.Equal("7, 3 wait", Room(workers, most: 1, mostBytes: 100, at: OldWorkers.Undisturbed + Second));
        Assert.Equal("7, 3, 5", Room(workers, most: 1, mostBytes: 100, at: OldWorkers.Undisturbed * 2));
    }

    [Fact]
    public void So_it_is_where_they_have_too_much_memory()
    {
        var workers = OldWorkers.None.Seen([1], TimeSpan.Zero).Seen([1, 2], Second);

        Assert.Equal("", Room(workers, most: 10, mostBytes: 21, at: OldWorkers.Undisturbed));
        Assert.Equal("1", Room(workers, most: 10, mostBytes: 20, at: OldWorkers.Undisturbed));
        Assert.Equal(" wait", Room(workers, most: 10, mostBytes: 20, at: Second));
        Assert.Equal("1, 2", Room(workers, most: 10, mostBytes: 0, at: OldWorkers.Undisturbed * 2));
    }

    [Fact]
    public void One_that_has_gone_is_forgotten_so_that_a_later_process_of_its_number_is_young() =>
        Assert.Equal(Second * 9, OldWorkers.None.Seen([1], TimeSpan.Zero).Seen([], Second).Seen([1], Second * 9).Since[1]);

    // Those that end, and "wait" where the reload has to.
    private static string Room(OldWorkers workers, int most, long mostBytes, TimeSpan at)
    {
        var (ended, mustWait) = workers.MakeRoom(most, mostBytes, _ => 10, at);
        return string.Join(", ", ended) + (mustWait ? " wait" : "");
    }
}
