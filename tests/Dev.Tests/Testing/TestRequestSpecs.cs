using Actors.Dev.Testing;

namespace Actors.Dev.Tests.Testing;

public sealed class TestRequestSpecs
{
    [Theory]
    [InlineData(nameof(TestTier.Landing), null, true, "Tier!=Long")]
    [InlineData(nameof(TestTier.Landing), "A|B", true, "(A|B)&Tier!=Long")]
    [InlineData(nameof(TestTier.Landing), null, false, "Tier!=Long&Needs!=Root")]
    [InlineData(nameof(TestTier.Long), null, true, "(Tier=Long|Versions=Each)")]
    [InlineData(nameof(TestTier.Long), "A", false, "(A)&(Tier=Long|Versions=Each)&Needs!=Root")]
    public void The_users_filter_never_brings_in_the_other_tier(string tier, string? filter, bool isRoot, string expected) =>
        Assert.Equal(expected, new TestRequest(Enum.Parse<TestTier>(tier), [], filter, null, 1, false).FilterFor(isRoot));

    [Fact]
    public void The_seed_of_a_commit_is_the_same_each_time() =>
        Assert.Equal(new TestSeed(0x36eed5f, "of commit 36eed5f"), TestSeed.OfCommit("36eed5f0c1d2"));

    [Theory]
    [InlineData("")]
    [InlineData("HEAD is none")]
    public void What_is_no_hash_has_no_seed(string text) => Assert.Null(TestSeed.OfCommit(text));

    [Fact]
    public async Task The_users_own_seed_goes_first() =>
        Assert.Equal(
            7, (await TestSeed.ChooseAsync(new TestRequest(TestTier.Landing, [], null, 7, 1, false), "/", CancellationToken.None)).Value);
}
