using Actors.HaAgent.Overrides;

namespace Actors.HaAgent.Tests.Overrides;

public sealed class OverrideDifferenceSpecs
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_was_overridden_in_words_by_node()
    {
        var before = OverrideBook.Empty.Drain("web-1", "ann", Noon).Drain("web-2", "ann", Noon).Ready("web-5", "ann", Noon);
        var after = before.Ready("web-1", "bob", Noon).Weight("web-2", 7, "bob", Noon).Maintenance("web-3", "bob", Noon)
            .Ready("web-4", "bob", Noon).Ready("web-5", "bob", Noon);

        Assert.Equal(
            ["web-1 has no override any more (bob)", "web-2 drained by override, weight 7 by override (bob)",
            "web-3 in maintenance by override (bob)"],
            OverrideDifference.Between(before, after).AsEnumerable());
        Assert.Empty(OverrideDifference.Between(after, after));
    }

    [Fact]
    public void A_freeze_and_a_thaw_are_of_all_servers()
    {
        var frozen = OverrideBook.Empty.Freeze(true, "ann", Noon);
        var thawed = frozen.Freeze(false, "bob", Noon);

        Assert.Equal(["servers frozen by override (ann)"], OverrideDifference.Between(OverrideBook.Empty, frozen).AsEnumerable());
        Assert.Equal(["servers thawed (bob)"], OverrideDifference.Between(frozen, thawed).AsEnumerable());
        Assert.Empty(OverrideDifference.Between(OverrideBook.Empty, thawed));
    }
}
