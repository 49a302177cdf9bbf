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
    public void Of_two_at_once_all_choose_the_same()
    {
        var (ann, bob) = (OverrideBook.Empty.Drain("a", "ann", Noon), OverrideBook.Empty.Maintenance("a", "bob", Noon));

        Assert.Equal("bob", ann.Merge(bob).For("a")!.By);
        Assert.Equal("bob", bob.Merge(ann).For("a")!.By);
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
        Assert.Equal("node", OverrideRefused.Of(full, "a", new OverrideChange.Drain(), "ann")?.Field);
        Assert.Null(OverrideRefused.Of(full, "n-1", new OverrideChange.Ready(), "ann"));
        Assert.All(
            [0, 256, (int?)null],
            weight => Assert.Null(OverrideRefused.Of(OverrideBook.Empty, "a", new OverrideChange.SetWeight(weight), "ann")));
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
