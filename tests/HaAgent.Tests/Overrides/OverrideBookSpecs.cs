using Actors.HaAgent.Events;
using Actors.HaAgent.Overrides;
using FsCheck.Xunit;

namespace Actors.HaAgent.Tests.Overrides;

public sealed class OverrideBookSpecs
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void State_and_weight_are_taken_and_taken_back_apart()
    {
        var book = OverrideBook.Empty.Drain("a", "ann", Noon).Weight("a", 7, "bob", Noon.AddSeconds(1));
        Assert.Equal(new NodeOverride(AdminState.Drain, 7, "bob", Noon.AddSeconds(1)), book.For("a"));

        book = book.Maintenance("a", "ann", Noon.AddSeconds(2));
        Assert.Equal(new NodeOverride(AdminState.Maintenance, 7, "ann", Noon.AddSeconds(2)), book.For("a"));

        book = book.Ready("a", "ann", Noon.AddSeconds(3));
        Assert.Equal(new NodeOverride(null, 7, "ann", Noon.AddSeconds(3)), book.For("a"));

        book = book.Weight("a", null, "ann", Noon.AddSeconds(4));
        Assert.Null(book.For("a"));
        Assert.Empty(book.InForce);
        Assert.Null(book.For("b"));
    }

    [Fact]
    public void What_was_taken_back_is_not_brought_up_again_by_who_has_not_heard()
    {
        var stale = OverrideBook.Empty.Drain("a", "ann", Noon);

        Assert.Null(stale.Ready("a", "ann", Noon.AddSeconds(1)).Merge(stale).For("a"));
        Assert.Null(stale.Merge(stale.Ready("a", "ann", Noon.AddSeconds(1))).For("a"));
        Assert.Null(stale.Merge(OverrideBook.Empty.Ready("a", "ann", Noon.AddSeconds(1))).For("a"));
    }

    [Fact]
    public void An_agent_whose_clock_lags_can_take_an_override_back() =>
        Assert.Null(
            OverrideBook.Empty.Drain("a", "ann", Noon).Ready("a", "bob", Noon.AddHours(-1))
                .Merge(OverrideBook.Empty.Drain("a", "ann", Noon)).For("a"));

    [Fact]
    public void What_is_said_in_the_same_moment_as_what_it_follows_is_later_than_that()
    {
        var drained = OverrideBook.Empty.Drain("a", "ann", Noon);

        Assert.Null(drained.Ready("a", "ann", Noon).Merge(drained).For("a"));
        Assert.Null(drained.Merge(drained.Ready("a", "ann", Noon)).For("a"));
    }

    [Fact]
    public void Of_two_at_once_all_choose_the_same()
    {
        var (ann, bob) = (OverrideBook.Empty.Drain("a", "ann", Noon), OverrideBook.Empty.Maintenance("a", "bob", Noon));

        Assert.Equal("bob", ann.Merge(bob).For("a")!.By);
        Assert.Equal("bob", bob.Merge(ann).For("a")!.By);
    }

    [Fact]
    public void Whose_it_is_and_why_stands_with_an_override_and_the_next_has_its_own()
    {
        var ann = new Author("ann") { From = "10.0.0.7", Reason = "its disk is replaced" };
        var book = OverrideBook.Empty.With("a", new OverrideChange.Drain(), ann, Noon);
        Assert.Equal(("ann", "10.0.0.7", "its disk is replaced"), (book.For("a")!.By, book.For("a")!.From, book.For("a")!.Reason));

        book = book.With("a", new OverrideChange.SetWeight(7), "bob", Noon.AddSeconds(1));
        Assert.Equal(("bob", null, null), (book.For("a")!.By, book.For("a")!.From, book.For("a")!.Reason));
    }

    [Fact]
    public void Servers_are_frozen_until_they_are_thawed_and_the_thaw_is_remembered_for_good()
    {
        var frozen = OverrideBook.Empty.With(FreezeOverride.Key, new OverrideChange.SetFrozen(true), "ann", Noon);
        var thawed = frozen.With(FreezeOverride.Key, new OverrideChange.SetFrozen(false), "bob", Noon.AddSeconds(1));

        Assert.Equal(("ann", Noon), (frozen.Frozen!.By, frozen.Frozen.At));
        Assert.Null(thawed.Frozen);
        Assert.Null(thawed.WithoutTakenBackBefore(Noon.AddYears(1)).Merge(frozen).Frozen);
    }

    [Fact]
    public void A_freeze_is_taken_and_stays_where_there_is_no_room_for_more_overrides()
    {
        var full = OverrideBook.Empty.Merge(
            Enumerable.Range(0, OverrideBook.Most).Select(n =>
                KeyValuePair.Create($"n-{n}", new NodeOverride(AdminState.Drain, null, "ann", Noon))));

        Assert.Null(OverrideRefused.Of(full, FreezeOverride.Key, new OverrideChange.SetFrozen(true), "ann"));
        Assert.NotNull(full.Freeze(true, "ann", Noon.AddDays(-1)).Drain("more", "ann", Noon).Frozen);
    }

    /// <summary>Two that differ only in what an agent of 0.1.0 does not know: all agents choose the same.</summary>
    [Fact]
    public void What_has_more_to_tell_counts_where_all_else_is_the_same()
    {
        var told = OverrideBook.Empty.Drain("a", new Author("ann") { From = "10.0.0.7", Reason = "a disk" }, Noon);
        var plain = OverrideBook.Empty.Drain("a", "ann", Noon);

        Assert.Equal("a disk", told.Merge(plain).For("a")!.Reason);
        Assert.Equal("a disk", plain.Merge(told).For("a")!.Reason);
    }

    [Property(MaxTest = 500)]
    public void Merging_is_the_same_in_any_order_and_any_number_of_times(int[] seedsOfA, int[] seedsOfB, int[] seedsOfC)
    {
        var (a, b, c) = (Book(seedsOfA), Book(seedsOfB), Book(seedsOfC));

        Assert.Equal(a.Merge(b).Last, b.Merge(a).Last);
        Assert.Equal(a.Merge(b).Merge(c).Last, a.Merge(b.Merge(c)).Last);
        Assert.Same(a, a.Merge(a));
        Assert.Same(a, a.Merge(a.Last.Reverse()));
        var both = a.Merge(b);
        Assert.Same(both, both.Merge(b));
    }

    [Fact]
    public void To_forget_a_node_without_an_override_is_nothing_and_else_takes_all_back()
    {
        var book = OverrideBook.Empty.Drain("a", "ann", Noon).Weight("a", 7, "ann", Noon);

        Assert.Same(book, book.Forget("b", "it left", Noon));
        Assert.Null(book.Forget("a", "it left", Noon.AddSeconds(1)).For("a"));
    }

    [Fact]
    public void What_was_taken_back_is_remembered_for_a_while()
    {
        var book = OverrideBook.Empty.Drain("a", "ann", Noon).Ready("a", "ann", Noon.AddSeconds(1)).Drain("b", "ann", Noon);

        Assert.Same(book, book.WithoutTakenBackBefore(Noon.AddSeconds(1)));
        Assert.Equal(["b"], book.WithoutTakenBackBefore(Noon.AddSeconds(2)).Last.Keys);
    }

    [Fact]
    public void Beyond_the_most_what_was_taken_back_goes_first_then_the_oldest()
    {
        var full = OverrideBook.Empty.Merge(
            Enumerable.Range(0, OverrideBook.Most).Select(n =>
                KeyValuePair.Create($"n-{n}", new NodeOverride(AdminState.Drain, null, "ann", Noon.AddSeconds(n)))));
        Assert.Equal(OverrideBook.Most, full.InForce.Count());

        var ready = full.Ready("n-77", "ann", Noon.AddDays(1)).Drain("more", "ann", Noon.AddDays(2));
        Assert.Equal(OverrideBook.Most, ready.Last.Count);
        Assert.False(ready.Last.ContainsKey("n-77"));
        Assert.NotNull(ready.For("more"));

        var merged = full.Merge(OverrideBook.Empty.Drain("more", "ann", Noon.AddDays(2)));
        Assert.Equal(OverrideBook.Most, merged.Last.Count);
        Assert.Null(merged.For("n-0"));
        Assert.NotNull(merged.For("more"));
    }

    [Theory]
    [InlineData("a b", AdminState.Drain, 1, "ann", 2026)]
    [InlineData("", AdminState.Drain, 1, "ann", 2026)]
    [InlineData("a", AdminState.Ready, 1, "ann", 2026)]
    [InlineData("a", (AdminState)9, 1, "ann", 2026)]
    [InlineData("a", AdminState.Drain, -1, "ann", 2026)]
    [InlineData("a", AdminState.Drain, 257, "ann", 2026)]
    [InlineData("a", AdminState.Drain, 1, "", 2026)]
    [InlineData("a", AdminState.Drain, 1, "a\nb", 2026)]
    [InlineData("a", AdminState.Drain, 1, "ann", 9999)]
    public void What_is_not_valid_is_not_merged(string node, AdminState state, int weight, string by, int year) =>
        Assert.Same(
            OverrideBook.Empty,
            OverrideBook.Empty.Merge(
                [KeyValuePair.Create(node, new NodeOverride(state, weight, by, new DateTimeOffset(year, 1, 1, 0, 0, 0, TimeSpan.Zero)))]));

    [Fact]
    public void Why_an_override_is_refused()
    {
        var full = OverrideBook.Empty.Merge(
            Enumerable.Range(0, OverrideBook.Most).Select(n =>
                KeyValuePair.Create($"n-{n}", new NodeOverride(AdminState.Drain, null, "ann", Noon))));

        Assert.Equal("node", OverrideRefused.Of(OverrideBook.Empty, "a/b", new OverrideChange.Drain(), "ann")?.Field);
        Assert.Equal("weight", OverrideRefused.Of(OverrideBook.Empty, "a", new OverrideChange.SetWeight(257), "ann")?.Field);
        Assert.Equal("weight", OverrideRefused.Of(OverrideBook.Empty, "a", new OverrideChange.SetWeight(-1), "ann")?.Field);
        Assert.Equal(
            "by",
            OverrideRefused.Of(OverrideBook.Empty, "a", new OverrideChange.Drain(), new string('x', NodeOverride.LongestBy + 1))?.Field);
        Assert.Equal(
            "reason",
            OverrideRefused.Of(OverrideBook.Empty, "a", new OverrideChange.Drain(), new Author("ann") { Reason = "two\nlines" })?.Field);
        Assert.Equal("node", OverrideRefused.Of(OverrideBook.Empty, "a", new OverrideChange.SetFrozen(true), "ann")?.Field);
        Assert.Equal("node", OverrideRefused.Of(OverrideBook.Empty, FreezeOverride.Key, new OverrideChange.Drain(), "ann")?.Field);
        Assert.Equal("node", OverrideRefused.Of(full, "a", new OverrideChange.Drain(), "ann")?.Field);
        Assert.Null(OverrideRefused.Of(full, "n-1", new OverrideChange.Ready(), "ann"));
        Assert.All(
            [0, 256, (int?)null],
            weight => Assert.Null(OverrideRefused.Of(OverrideBook.Empty, "a", new OverrideChange.SetWeight(weight), "ann")));
    }

    [Fact]
    public void What_is_taken_can_be_read_back_and_what_is_too_long_is_refused()
    {
        const string Picture = "\U0001F600";
        var name = new string('n', 63);
        var taken = new Author(new string('"', NodeOverride.LongestBy)) { Reason = new string('\u0436', NodeOverride.LongestReason) };
        var book = OverrideBook.Empty.Drain(name, taken, Noon);
        Assert.Null(OverrideRefused.Of(OverrideBook.Empty, name, new OverrideChange.Drain(), taken));
        Assert.Equal(book.Last[name], OverrideText.TryRead(OverrideText.Write(name, book.Last[name]))?.Value);

        var tooLong = new Author(string.Concat(Enumerable.Repeat(Picture, NodeOverride.LongestBy / 2)))
        {
            From = "fe80:1111:2222:3333:4444:5555:6666:7777",
            Reason = string.Concat(Enumerable.Repeat(Picture, NodeOverride.LongestReason / 2)),
        };
        var weighed = OverrideBook.Empty.Weight(name, 256, "ann", Noon);
        var refused = OverrideRefused.Of(weighed, name, new OverrideChange.Maintenance(), tooLong);
        Assert.Equal("reason", refused?.Field);
        Assert.Contains("2000 are the most", refused?.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("its disk \u202e is replaced")]
    [InlineData("its disk\u200bis replaced")]
    [InlineData("its disk\u2028is replaced")]
    [InlineData("its disk\u2029is replaced")]
    [InlineData("its disk\U000E0041is replaced")]
    public void A_reason_with_what_nobody_sees_is_refused_and_one_that_is_there_is_read(string reason)
    {
        Assert.Equal("reason", new Author("ann") { Reason = reason }.Fault?.Field);
        Assert.True(new NodeOverride(AdminState.Drain, null, "ann", Noon) { Reason = reason }.IsValid);
    }

    // Few of everything, so that overrides meet.
    private static OverrideBook Book(int[] seeds) => seeds.Aggregate(OverrideBook.Empty, (book, seed) =>
    {
        var bits = (uint)seed;
        int Next(uint count) => Math.DivRem(bits, count) is var (left, rest) && (bits = left) >= 0 ? (int)rest : 0;
        AdminState?[] states = [null, AdminState.Drain, AdminState.Maintenance];
        return book.Merge(
            [KeyValuePair.Create(
                $"n-{Next(4)}",
                new NodeOverride(states[Next(3)], Next(2) == 0 ? null : Next(3), Next(2) == 0 ? "ann" : "bob", Noon.AddSeconds(Next(4))))]);
    });
}
