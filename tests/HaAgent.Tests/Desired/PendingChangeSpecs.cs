using Actors.HaAgent.Desired;

namespace Actors.HaAgent.Tests.Desired;

public sealed class PendingChangeSpecs
{
    [Fact]
    public void The_first_event_gives_the_moment_and_each_its_word_once()
    {
        var pending = PendingChange.None.With("", 10).With("web-1 joined", 20).With("web-1 joined", 30).With("web-2 joined", 40);

        Assert.Equal((10L, "web-1 joined, web-2 joined"), (pending.HeardAt!.Value, pending.Words));
    }

    [Fact]
    public void What_was_not_applied_comes_before_what_was_heard_since()
    {
        var pending = PendingChange.None.With("web-1 joined", 10).Before(PendingChange.None.With("web-2 leaves", 20));

        Assert.Equal((10L, "web-1 joined, web-2 leaves"), (pending.HeardAt!.Value, pending.Words));
    }

    [Fact]
    public void Many_events_are_counted()
    {
        var pending = Enumerable.Range(1, 50).Aggregate(PendingChange.None, (pending, i) => pending.With($"web-{i} joined", i));

        Assert.EndsWith("web-8 joined and 42 more", pending.Words, StringComparison.Ordinal);
    }
}
