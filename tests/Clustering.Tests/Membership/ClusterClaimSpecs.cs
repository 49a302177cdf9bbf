using Actors.Clustering.Identity;
using Actors.Clustering.Membership;
using Actors.Clustering.Messages;
using Actors.Clustering.Seeds;

namespace Actors.Clustering.Tests.Membership;

public sealed class ClusterClaimSpecs
{
    private static readonly ClusterIdentity Known = ClusterIdentity.New();

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(3, 5)]
    [InlineData(int.MaxValue, int.MinValue)]
    public void Of_two_clusters_exactly_one_gives_way(int members, int others)
    {
        var one = Claim(members, "akka.tcp://actors@10.0.0.1:4053");
        var other = Claim(others, "akka.tcp://actors@10.0.0.2:4053");

        Assert.NotEqual(one.YieldsTo(other), other.YieldsTo(one));
    }

    [Fact]
    public void The_smaller_one_gives_way_so_that_few_have_to_move()
    {
        Assert.True(Claim(1, "a").YieldsTo(Claim(5, "b")));
        Assert.True(Claim(5, "b").YieldsTo(Claim(5, "a")));
        Assert.False(Claim(5, "a").YieldsTo(Claim(5, "a")));
    }

    [Theory]
    [InlineData("x", false, "y", true, false)] // of two, the one that was formed for want of memory
    [InlineData("x", true, "y", false, true)]
    [InlineData("x", true, "y", true, false)] // else the smaller one
    [InlineData("x", true, "x", false, false)]
    [InlineData("x", false, null, false, false)]
    public void One_that_was_formed_for_want_of_memory_gives_way_however_large_it_is(
        string identity, bool isFresh, string? other, bool isOtherFresh, bool yields)
    {
        var one = Claim(5, "a", new ClusterIdentity(identity, isFresh));
        var another = Claim(1, "b", other is null ? null : new ClusterIdentity(other, isOtherFresh));

        Assert.Equal((yields, !yields), (one.YieldsTo(another), another.YieldsTo(one)));
    }

    [Fact]
    public void A_claim_is_the_same_after_its_way_through_a_message() =>
        Assert.Equivalent(Claim(5, "a", Known), ClusterClaim.Of(Claim(5, "a", Known).ToAsk()), strict: true);

    [Theory]
    [InlineData]
    [InlineData("")]
    [InlineData("10.0.0.1")]
    [InlineData("10.0.0.1:0")]
    [InlineData("../x:1")]
    [InlineData(null, "a b:1")]
    public void A_claim_that_names_nobody_to_go_to_is_none(params string?[] contacts) =>
        Assert.Null(ClusterClaim.Of(new ClusterAsk(1_000_000, "", contacts!)));

    [Fact]
    public void No_more_contacts_are_taken_than_a_claim_may_have() =>
        Assert.Equal(ClusterClaim.MostContacts, ClusterClaim.Read(Enumerable.Range(1, 100).Select(port => $"10.0.0.1:{port}")).Count);

    private static ClusterClaim Claim(int members, string first, ClusterIdentity? identity = null) =>
        new(members, first, [new SeedAddress("10.0.0.1", 4053), new SeedAddress("10.0.0.2", 4053)])
        {
            Card = new ClusterCard("actors", identity, [new SeedAddress("10.0.0.1", 4053)]),
        };
}
