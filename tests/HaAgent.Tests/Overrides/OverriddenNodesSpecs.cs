using Actors.HaAgent.Overrides;
using Akka.Actor;
using Akka.Cluster;

namespace Actors.HaAgent.Tests.Overrides;

/// <summary>Whose override is forgotten: a table of what gossip shows of a node for which there is one.</summary>
public sealed class OverriddenNodesSpecs
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private static readonly UniqueAddress Node = new(new Address("akka.tcp", "actors", "10.0.0.1", 4053), 7);

    // Each word is a second after the one before; the override is set by "set".
    [Theory]
    [InlineData("up set leaving exiting removed-exiting", true)]
    [InlineData("set up leaving removed-exiting", true)]
    [InlineData("up set leaving removed-down", true)]
    [InlineData("up leaving set removed-exiting", false)]
    [InlineData("up leaving set exiting removed-exiting", false)]
    [InlineData("up set down removed-down", false)]
    [InlineData("up set leaving removed-up", false)]
    [InlineData("up leaving removed-exiting", false)]
    [InlineData("set removed-exiting", false)]
    public void A_node_that_leaves_takes_its_override_with_it_and_one_that_dies_does_not(string events, bool isLeft)
    {
        var (nodes, book, now, left) = (OverriddenNodes.None, OverrideBook.Empty, Noon, (string?)null);
        foreach (var word in events.Split(' '))
        {
            now += TimeSpan.FromSeconds(1);
            switch (word.Split('-'))
            {
                case ["set"]:
                    book = book.Drain("web-1", "ann", now);
                    break;
                case ["removed", var previous]:
                    (nodes, left) = nodes.Removed(Node, Status(previous), book);
                    break;
                default:
                    nodes = nodes.Shown(Node, "web-1", Status(word), now);
                    break;
            }
        }

        Assert.Equal(isLeft ? "web-1" : null, left);
    }

    [Fact]
    public void A_node_that_stays_away_is_forgotten_in_the_end_and_a_service_and_a_freeze_never()
    {
        var book = OverrideBook.Empty.Drain("web-1", "ann", Noon).Drain("web-2", "ann", Noon)
            .Canary(ServiceOverride.KeyOf("web"), new CanaryShare("2", 10), "ann", Noon).Freeze(true, "ann", Noon);
        var (missing, none) = OverriddenNodes.None.Sweep(book, Noon);
        Assert.Empty(none);
        Assert.Empty(missing.Sweep(book, Noon + OverriddenNodes.Longest - TimeSpan.FromTicks(1)).Forgotten);

        var (after, forgotten) = missing.Shown(Node, "web-2", MemberStatus.Up, Noon.AddDays(1)).Sweep(book, Noon + OverriddenNodes.Longest);

        Assert.Equal("web-1", Assert.Single(forgotten));
        Assert.Empty(after.Sweep(book, Noon + OverriddenNodes.Longest).Forgotten);
    }

    [Fact]
    public void An_override_of_the_moment_in_which_the_node_announced_its_leave_goes_with_it()
    {
        var book = OverrideBook.Empty.Drain("web-1", "ann", Noon);

        var leaving = OverriddenNodes.None.Shown(Node, "web-1", MemberStatus.Leaving, Noon);

        Assert.Equal("web-1", leaving.Removed(Node, MemberStatus.Exiting, book).Left);
    }

    [Fact]
    public void One_that_came_back_and_died_again_has_all_its_time_again()
    {
        var book = OverrideBook.Empty.Drain("web-1", "ann", Noon);
        var missing = OverriddenNodes.None.Sweep(book, Noon).Next;

        var again = missing.Shown(Node, "web-1", MemberStatus.Up, Noon.AddDays(1)).Removed(Node, MemberStatus.Down, book).Next;

        Assert.Empty(again.Sweep(book, Noon + OverriddenNodes.Longest).Forgotten);
    }

    private static MemberStatus Status(string word) => Enum.Parse<MemberStatus>(word, ignoreCase: true);
}
