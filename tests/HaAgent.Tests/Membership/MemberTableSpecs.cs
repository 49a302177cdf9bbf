using Actors.HaAgent.Membership;
using Akka.Actor;
using Akka.Cluster;

namespace Actors.HaAgent.Tests.Membership;

/// <summary>
/// Tables of what the agent knows of a node: the events, how the newest snapshot has it, and what follows from the last event.
/// </summary>
public sealed class MemberTableSpecs
{
    [Fact]
    public void A_node_is_asked_where_it_says_that_it_serves()
    {
        var here = WebMember.Of(TableTestKit.Web, TableTestKit.Described);
        var there = here with { Description = here.Description! with { ServesAt = "10.0.0.9" } };

        Assert.Equal("10.0.0.1:3000", here.Target!.Server.ToString());
        Assert.Equal("10.0.0.9:3000", there.Target!.Server.ToString());
    }

    [Theory]
    // Before the join the cluster's state says nothing.
    [InlineData("begin", "none", "")]
    [InlineData("begin self", "none", "publish")]
    // What is up before the agent has been serving; what comes later is probed.
    [InlineData("begin-with-it", "in healthy", "publish")]
    [InlineData("begin up", "in healthy", "publish")]
    [InlineData("begin joining", "in pending", "probe in-2s:unanswered publish")]
    [InlineData("begin self up", "in pending", "probe in-2s:unanswered publish")]
    [InlineData("begin self up passes", "in healthy", "log:Healthy end-probe forget publish")]
    [InlineData("begin self up passes passes", "in healthy", "")]
    [InlineData("begin self up passes-for-an-earlier-life", "in pending", "")]
    [InlineData("begin self up fails", "in pending", "")]
    [InlineData("begin self up due:unanswered", "in overdue", "log:Unanswered publish watch-check")]
    [InlineData("begin self up due:unanswered fails", "in overdue", "publish")]
    [InlineData("begin self up due:unanswered fails fails", "in overdue", "")]
    [InlineData("begin self up due:unanswered checked", "in healthy", "log:Healthy end-probe forget publish")]
    [InlineData("begin self up due:unanswered checked-for-an-earlier-life", "in overdue", "")]
    [InlineData("begin self up passes due:unanswered", "in healthy", "")]
    // Ahead of the gossip.
    [InlineData("begin self arrives", "in pending", "in-15s:unconfirmed probe in-2s:unanswered publish")]
    [InlineData("begin self arrives arrives", "in pending", "")]
    [InlineData("begin self arrives-as-another", "none", "")]
    [InlineData("begin self arrives passes up", "in healthy", "publish")]
    [InlineData("begin self arrives passes up due:unconfirmed", "in healthy", "")]
    [InlineData("begin self arrives due:unconfirmed", "none", "log:Unconfirmed end-probe forget publish")]
    public void A_node_that_comes(string events, string shown, string effects) => Follows(events, shown, effects);

    [Theory]
    [InlineData("begin-with-it unreachable", "in healthy", "in-1s:unreachable")]
    [InlineData("begin-with-it unreachable due:unreachable", "in healthy unreachable", "publish")]
    [InlineData("begin-with-it unreachable due:unreachable reachable", "in healthy", "publish")]
    [InlineData("begin unreachable", "none", "")]
    [InlineData("begin-with-it gone", "in healthy absent", "publish")]
    [InlineData("begin-with-it gone gone", "in healthy absent", "")]
    [InlineData("begin-with-it gone there", "in healthy", "publish")]
    [InlineData("begin-with-it gone reachable", "in healthy", "publish")]
    [InlineData("begin-with-it removed-up", "in healthy", "log:SelfLost")]
    [InlineData("begin-with-it removed-down", "none", "end-probe forget publish")]
    // Downed, it is kept as long as it answers.
    [InlineData("begin-with-it down", "in healthy unreachable", "ask publish")]
    [InlineData("begin-with-it down answers", "in healthy unreachable", "in-1s:retained")]
    [InlineData("begin-with-it down answers due:retained", "in healthy unreachable", "ask")]
    [InlineData("begin-with-it down answers-not", "gone healthy", "publish")]
    [InlineData("begin-with-it down answers-late", "gone healthy", "publish")]
    [InlineData("begin-with-it down removed-down", "in healthy unreachable", "")]
    [InlineData("begin-with-it down removed-down answers", "in healthy unreachable", "in-1s:retained")]
    [InlineData("begin-with-it down removed-down answers-not", "none", "end-probe forget publish")]
    [InlineData("begin-with-it down down", "in healthy unreachable", "publish")]
    [InlineData("begin-with-it replaced down", "gone healthy absent", "publish")]
    [InlineData("begin-with-it gone down", "in healthy unreachable absent", "ask publish")]
    [InlineData("begin-with-it leaving down", "gone healthy", "publish")]
    [InlineData("begin self up down", "gone pending", "publish")]
    [InlineData("begin down", "gone healthy", "publish")]
    public void A_node_that_is_lost(string events, string shown, string effects) => Follows(events, shown, effects);

    [Theory]
    [InlineData("begin-with-it unready", "in healthy unready", "publish ReadinessHeard")]
    [InlineData("begin-with-it unready ready", "in healthy", "publish ReadinessHeard")]
    [InlineData("begin-with-it unready unready-again", "in healthy unready", "ReadinessHeard")]
    [InlineData("begin-with-it unready old-ready", "in healthy unready", "")]
    [InlineData("begin unready", "none", "")]
    // Another node may go once HAProxy has this one.
    [InlineData("begin-with-it applied", "in healthy", "")]
    [InlineData("begin-with-it applied-other-held", "in healthy served", "publish")]
    [InlineData("begin-with-it applied-other-held applied-other-held", "in healthy served", "")]
    [InlineData("begin-with-it applied applied-other-held", "in healthy served", "publish")]
    [InlineData("begin-with-it unready applied-other-held", "in healthy unready", "")]
    public void A_node_that_is_in(string events, string shown, string effects) => Follows(events, shown, effects);

    [Theory]
    [InlineData("begin-with-it stops-without-patience", "leaving healthy", "publish in-10s:drained")]
    [InlineData("begin-with-it stops-without-patience stops-without-patience", "leaving healthy", "")]
    [InlineData("begin-with-it stops-without-patience applied-before", "leaving healthy", "")]
    [InlineData("begin-with-it stops-without-patience applied-in-an-earlier-life", "leaving healthy", "")]
    [InlineData("begin-with-it stops-without-patience applied", "leaving healthy", "watch-sessions")]
    [InlineData("begin-with-it stops-without-patience applied applied", "leaving healthy", "")]
    [InlineData("begin-with-it stops-without-patience applied idle-for-an-earlier-life", "leaving healthy", "")]
    [InlineData("begin-with-it stops-without-patience applied idle", "leaving healthy idle", "publish")]
    [InlineData("begin-with-it stops-without-patience applied idle applied", "leaving healthy idle", "NodeRemoved")]
    [InlineData("begin-with-it stops-without-patience applied idle applied applied", "leaving healthy idle", "")]
    [InlineData("begin-with-it stops-without-patience applied idle applied stops", "leaving healthy idle", "NodeRemoved")]
    [InlineData("begin-with-it stops-without-patience applied idle applied-before", "leaving healthy idle", "")]
    [InlineData("begin-with-it stops-without-patience due:drained", "leaving healthy idle", "log:NotDrained forget publish")]
    [InlineData("begin-with-it stops-without-patience due:drained applied", "leaving healthy idle", "NodeRemoved")]
    [InlineData("begin-with-it stops-without-patience down applied", "gone healthy", "NodeRemoved")]
    [InlineData("begin-with-it stops-without-patience removed", "none", "end-probe forget publish")]
    [InlineData("begin-with-it stops-without-patience removed applied", "none", "NodeRemoved")]
    // By a command of the cluster.
    [InlineData("begin-with-it leaving", "leaving healthy", "publish in-10s:drained")]
    [InlineData("begin-with-it leaving exiting", "leaving healthy", "publish")]
    [InlineData("begin-with-it leaving applied", "leaving healthy", "watch-sessions")]
    // One that the agent does not know is removed once what it knew is applied.
    [InlineData("begin-with-it stranger-stops", "in healthy", "")]
    [InlineData("begin-with-it stranger-stops applied", "in healthy", "NodeRemoved")]
    // An earlier one of its name is another.
    [InlineData("begin-with-it earlier-one-stops stops-without-patience applied idle applied", "leaving healthy idle", "NodeRemoved")]
    public void A_node_that_leaves(string events, string shown, string effects) => Follows(events, shown, effects);

    [Theory]
    [InlineData("begin-with-it stops", "leaving healthy holdable", "publish in-5s:held")]
    [InlineData("begin-with-it stops stops", "leaving healthy holdable", "")]
    [InlineData("begin-with-it stops applied-held", "leaving healthy holdable", "log:Held NodeHeld")]
    [InlineData("begin-with-it stops applied-held applied-held", "leaving healthy holdable", "")]
    [InlineData("begin-with-it stops applied-held applied", "leaving healthy", "in-10s:drained watch-sessions publish")]
    [InlineData("begin-with-it stops applied-held applied applied", "leaving healthy", "")]
    [InlineData("begin-with-it stops applied", "leaving healthy", "in-10s:drained watch-sessions publish")]
    [InlineData("begin-with-it stops applied-held due:held", "leaving healthy", "publish in-10s:drained")]
    [InlineData("begin-with-it stops applied-held due:held applied", "leaving healthy", "watch-sessions")]
    [InlineData("begin-with-it leaving stops", "leaving healthy", "publish in-5s:held")]
    [InlineData("begin-with-it stops leaving", "leaving healthy", "publish")]
    public void A_node_whose_leave_may_be_held(string events, string shown, string effects) => Follows(events, shown, effects);

    [Theory]
    [InlineData("begin-with-it unready next-life", "in healthy unready", "publish")]
    [InlineData("begin-with-it unreachable due:unreachable next-life", "in healthy", "publish")]
    [InlineData("begin self next-life-of-one-that-leaves up", "in pending", "probe in-2s:unanswered publish")]
    [InlineData("begin self up next-life", "in pending", "probe in-2s:unanswered publish")]
    [InlineData("begin self up due:unanswered next-life", "in overdue", "probe watch-check publish")]
    [InlineData("begin self arrives next-life-without-it", "in pending", "in-15s:unconfirmed probe in-2s:unanswered publish")]
    [InlineData("begin self up next-life-without-it", "none", "publish")]
    [InlineData("begin-with-it down next-life-without-it", "in healthy unreachable", "ask publish")]
    [InlineData("begin-with-it down next-life-without-it answers-not", "none", "end-probe forget publish")]
    [InlineData("begin-with-it stops next-life", "leaving healthy holdable", "in-4s:held publish")]
    [InlineData("begin-with-it stops-without-patience applied next-life", "leaving healthy", "in-10s:drained publish")]
    [InlineData("begin-with-it stops-without-patience applied next-life applied", "leaving healthy", "watch-sessions")]
    [InlineData("begin-with-it stops-without-patience applied idle next-life applied", "leaving healthy idle", "NodeRemoved")]
    [InlineData("begin-with-it stops-without-patience applied end", "leaving healthy", "forget")]
    [InlineData("begin self up due:unanswered end", "in overdue", "forget")]
    [InlineData("begin-with-it end", "in healthy", "")]
    [InlineData("begin-with-it stranger-stops next-life applied", "in healthy", "NodeRemoved")]
    public void A_life_that_goes_on_with_what_the_one_before_knew(string events, string shown, string effects) =>
        Follows(events, shown, effects);

    [Fact]
    public void The_oldest_member_is_the_first_by_age_and_one_that_gossip_does_not_show_the_last()
    {
        WebMember[] members =
        [
            WebMember.Of(new UniqueAddress(At(1), 1), TableTestKit.Described),
            WebMember.Of(Numbered(2, 20), ProbeState.Healthy),
            WebMember.Of(Numbered(3, 10), ProbeState.Healthy),
        ];

        Assert.Equal([3, 2, 1], members.Order(WebMember.ByAge).Select(member => member.Node.Uid));
    }

    [Fact]
    public void A_message_counts_only_for_the_node_that_it_comes_from()
    {
        var kit = new TableTestKit();
        kit.Tell("begin-with-it");

        Assert.NotNull(kit.Table.Find("web-1", 7, TableTestKit.Web.Address));
        Assert.Null(kit.Table.Find("web-2", 7, TableTestKit.Web.Address));
        Assert.Null(kit.Table.Find("web-1", 8, TableTestKit.Web.Address));
        Assert.Null(kit.Table.Find("web-1", 7, At(2)));
    }

    private static void Follows(string events, string shown, string effects)
    {
        var kit = new TableTestKit();

        Assert.Equal(effects, kit.Tell(events));
        Assert.Equal(shown, kit.Shown);
    }

    private static Address At(int node) => new("akka.tcp", "actors", $"10.0.0.{node}", 4053);

    private static TableTestKit.NumberedMember Numbered(int node, int number) =>
        new(new UniqueAddress(At(node), node), TableTestKit.Described, MemberStatus.Up, number);
}
