using Actors.Clustering.Identity;
using Actors.Clustering.Membership;
using Actors.Clustering.Messages;
using Actors.Clustering.Seeds;

namespace Actors.Clustering.Tests.Membership;

/// <summary>What a member does with what another cluster asks or wants: a table.</summary>
public sealed class HealingSpecs
{
    private const string Theirs = "0d6ff3bc-6a3c-4e0b-9f3c-1c4b6a1f0e5d";

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

    // By then another cluster may be at that address: the members go to the one that was meant.
    [Fact]
    public void All_members_are_told_where_the_other_cluster_is_and_which_it_is()
    {
        var theirs = Claim(5, "b") with { Card = new ClusterCard("main", new ClusterIdentity(Theirs, IsFresh: false), []) };
        ClusterMoveTarget[] targets =
        [
            Assert.IsType<Healing.MoveAll>(Healing.OfAsk(Claim(3, "a"), theirs)).Target,
            Assert.IsType<Healing.MoveAll>(Healing.OfMove(
                new ClusterMove(["10.0.0.9:4053"]) { Claim = theirs.ToAsk() }, MoveSender.Seed, () => Claim(3, "a"), _ => false)).Target,
        ];

        Assert.All(targets, target =>
        {
            var told = Healing.ToMembers(target);
            Assert.Equal((Theirs, "10.0.0.9:4053"), (told.Identity, Assert.Single(told.Contacts)));
            var moves = Assert.IsType<Healing.Move>(Healing.OfMove(told, MoveSender.Member, () => Claim(3, "a"), _ => false));
            Assert.Equal(Theirs, moves.Target.Identity);
            Assert.Equal(target.Contacts, moves.Target.Contacts);
        });
    }

    // One from before 0.2.0, or whose cluster has none, names no identity: its members move all the same.
    [Fact]
    public void A_member_that_is_told_no_identity_moves_wherever_the_contacts_lead() =>
        Assert.Null(Assert.IsType<Healing.Move>(Healing.OfMove(
            Healing.ToMembers(new ClusterMoveTarget([new SeedAddress("10.0.0.9", 4053)], null)), MoveSender.Member,
            () => Claim(3, "a"), _ => false)).Target.Identity);

    private static ClusterClaim Claim(int members, string first) =>
        new(members, first, [new SeedAddress("10.0.0.9", 4053)]) { Card = new ClusterCard("main", null, []) };
}
