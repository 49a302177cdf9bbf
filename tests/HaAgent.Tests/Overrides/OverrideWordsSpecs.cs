using Actors.HaAgent.Overrides;

namespace Actors.HaAgent.Tests.Overrides;

/// <summary>What stands in the history for an override.</summary>
public sealed class OverrideWordsSpecs
{
    public static TheoryData<string, OverrideChange, string> Cases => new()
    {
        { "web-1", new OverrideChange.Drain(), "web-1 drained" },
        { "web-1", new OverrideChange.Maintenance(), "web-1 put into maintenance" },
        { "web-1", new OverrideChange.Ready(), "web-1 put back in rotation" },
        { "web-1", new OverrideChange.SetWeight(0), "web-1 given weight 0" },
        { "web-1", new OverrideChange.SetWeight(null), "web-1 given its own weight" },
        { "@shop", new OverrideChange.SetCanary(new CanaryShare("2.1", 10)), "shop: 10 % given to version 2.1" },
        { "@shop", new OverrideChange.SetCanary(null), "shop: canary ended" },
        { FreezeOverride.Key, new OverrideChange.SetFrozen(true), "servers frozen" },
        { FreezeOverride.Key, new OverrideChange.SetFrozen(false), "servers thawed" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Each_says_what_was_done_so_that_the_author_can_stand_behind_it(string subject, OverrideChange change, string words) =>
        Assert.Equal(words, OverrideWords.Of(subject, change));
}
