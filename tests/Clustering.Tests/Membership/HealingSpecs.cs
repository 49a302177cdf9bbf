using Actors.Clustering.Identity;
using Actors.Clustering.Membership;
using Actors.Clustering.Messages;
using Actors.Clustering.Seeds;

namespace Actors.Clustering.Tests.Membership;

/// <summary>What a member does with what another cluster asks or wants: a table.</summary>
public sealed class HealingSpecs
{
    [Theory]
    [InlineData(3, 5, "MoveAll")]
    [InlineData(5, 3, "Answer")]
    public void Of_two_clusters_that_ask_the_smaller_one_gives_way(int ours, int theirs, string step) =>
        Assert.Equal(step, Healing.OfAsk(Claim(ours, "a"), Claim(theirs, "b")).GetType().Name);

    [Theory]
    // A member is believed; an unknown address never.
    [InlineData("Member", 5, null, false, "Move")]
    [InlineData("Unknown", 5, 9, false, "Refuse")]
    // A seed of the other cluster is believed as far as what that has to say for itself still holds.
    [InlineData("Seed", 3, 5, false, "MoveAll")]
    [InlineData("Seed", 5, 3, false, "Nothing")]
    [InlineData("Seed", 5, null, false, "MoveAll")]
    [InlineData("Seed", 3, 5, true, "Nothing")]
    public void Which_cluster_moves(string from, int ours, int? theirs, bool isStranger, string step)
    {
        var move = new ClusterMove(["10.0.0.9:4053"]) { Claim = theirs is { } members ? Claim(members, "b").ToAsk() : null };

        Assert.Equal(step, Healing.OfMove(move, Enum.Parse<MoveSender>(from), () => Claim(ours, "a"), _ => isStranger).GetType().Name);
    }

    [Fact]
    public void One_that_names_no_cluster_to_go_to_changes_nothing() =>
        Assert.Same(Healing.None, Healing.OfMove(new ClusterMove(["nowhere"]), MoveSender.Member, () => Claim(1, "a"), _ => false));

    private static ClusterClaim Claim(int members, string first) =>
        new(members, first, [new SeedAddress("10.0.0.9", 4053)]) { Card = new ClusterCard("main", null, []) };
}
