using Actors.HaAgent.Desired;
using Actors.HaAgent.Membership;

namespace Actors.HaAgent.Tests.Desired;

public sealed class LossGuardSpecs
{
    private static readonly TimeSpan Start = TimeSpan.FromHours(1);

    private readonly LossGuard _five = new LossGuard(50).Observe(Of(1, 2, 3, 4, 5), Start);

    [Fact]
    public void Most_of_the_nodes_lost_at_once_freezes_and_holds_them()
    {
        var guard = _five.Observe(Of(1, 2), Start);

        Assert.Equal(["web-3", "web-4", "web-5"], Names(guard));
        Assert.Equal("3 of 5 nodes were lost within 10 s", guard.Frozen!.Why);
        Assert.All(guard.Retained, server => Assert.Equal(AdminState.Ready, server.Admin));
    }

    [Fact]
    public void What_was_drained_before_gossip_lost_it_is_held_as_ready()
    {
        var absent = _five.Observe(
            Snapshot([.. Nodes(1, 2), .. Nodes(3, 4, 5).Select(node => node with { Absence = new NodeAbsence("nothing listens") })]),
            Start);

        var guard = absent.Observe(Of(1, 2), Start);

        Assert.Equal(["web-3", "web-4", "web-5"], Names(guard));
        Assert.All(guard.Retained, server => Assert.Equal(AdminState.Ready, server.Admin));
    }

    [Fact]
    public void What_another_node_had_replaced_before_gossip_lost_it_is_held_drained()
    {
        var absence = new NodeAbsence("another node is at its address", IsReplaced: true);
        var replaced = _five.Observe(Snapshot([.. Nodes(1, 2, 3, 4), .. Nodes(5).Select(node => node with { Absence = absence })]), Start);

        var guard = replaced.Observe(Of(1, 2), Start);

        Assert.Equal(
            [("web-3", AdminState.Ready), ("web-4", AdminState.Ready), ("web-5", AdminState.Drain)],
            guard.Retained.Select(server => (server.Name, server.Admin)));
    }

    [Fact]
    public void One_after_the_other_within_the_window_is_the_same()
    {
        var guard = _five.Observe(Of(1, 2, 3, 4), Start).Observe(Of(1, 2, 3), After(4)).Observe(Of(1, 2), After(9));

        Assert.Equal(["web-3", "web-4", "web-5"], Names(guard));
    }

    [Fact]
    public void What_was_lost_as_long_ago_as_the_window_is_counts()
    {
        var guard = _five.Observe(Of(1, 2, 3, 4), Start).Observe(Of(1, 2, 3), After(5)).Observe(Of(1, 2), After(10));

        Assert.Equal(["web-3", "web-4", "web-5"], Names(guard));
    }

    [Fact]
    public void What_was_lost_longer_ago_counts_no_more()
    {
        var guard = _five.Observe(Of(1, 2, 3), Start).Observe(Of(1, 2), After(11));

        Assert.Null(guard.Frozen);
        Assert.Empty(guard.Retained);
    }

    [Fact]
    public void Half_of_them_is_not_more_than_half()
    {
        var guard = new LossGuard(50).Observe(Of(1, 2, 3, 4, 5, 6), Start).Observe(Of(1, 2, 3), Start);

        Assert.Null(guard.Frozen);
    }

    [Fact]
    public void Two_are_never_a_mass_loss() => Assert.Null(new LossGuard(1).Observe(Of(1, 2), Start).Observe(Of(), Start).Frozen);

    [Fact]
    public void At_100_percent_it_never_freezes() =>
        Assert.Null(new LossGuard(100).Observe(Of(1, 2, 3), Start).Observe(Of(), Start).Frozen);

    [Theory]
    [InlineData(NodeStatus.In, false)]
    [InlineData(NodeStatus.Gone, true)]
    [InlineData(NodeStatus.Gone, false)]
    public void Unreachable_and_down_is_lost(NodeStatus status, bool reachable)
    {
        var guard = _five.Observe(
            Snapshot([.. Nodes(1, 2), .. Nodes(3, 4, 5).Select(node => node with { Status = status, Reachable = reachable })]), Start);

        Assert.Equal(["web-3", "web-4", "web-5"], Names(guard));
    }

    [Fact]
    public void Who_leaves_in_good_order_is_not_lost()
    {
        var leaving = _five.Observe(
            Snapshot([.. Nodes(1, 2), .. Nodes(3, 4, 5).Select(node => node with { Status = NodeStatus.Leaving })]), Start);

        Assert.Null(leaving.Frozen);
        Assert.Null(leaving.Observe(Of(1, 2), Start).Frozen);
    }

    [Fact]
    public void Who_leaves_although_it_was_held_is_held_no_more()
    {
        var frozen = _five.Observe(Of(1), Start);

        var guard = frozen.Observe(
            Snapshot([.. Nodes(1), .. Nodes(5).Select(node => node with { Status = NodeStatus.Leaving })]), After(60));

        Assert.Equal(["web-2", "web-3", "web-4"], Names(guard));
    }

    [Fact]
    public void It_stays_frozen_for_as_long_as_they_are_lost()
    {
        var guard = _five.Observe(Of(1, 2), Start).Observe(Of(1, 2), After(3600));

        Assert.Equal(["web-3", "web-4", "web-5"], Names(guard));
    }

    [Fact]
    public void Who_comes_back_is_held_no_more_and_enough_of_them_end_it()
    {
        var frozen = new LossGuard(50).Observe(Of(1, 2, 3, 4, 5, 6, 7, 8), Start).Observe(Of(1), Start);
        var one = frozen.Observe(Of(1, 8), After(60));

        Assert.Equal(6, one.Retained.Length);
        var enough = one.Observe(Of(1, 8, 7, 6), After(61));
        Assert.Null(enough.Frozen);
        Assert.Empty(enough.Retained);
    }

    [Fact]
    public void Others_in_their_place_end_it_too() => Assert.Null(_five.Observe(Of(1), Start).Observe(Of(1, 21, 22, 23), After(60)).Frozen);

    [Fact]
    public void What_was_served_before_a_restart_and_is_not_shown_is_lost()
    {
        var restored = Enumerable.Range(1, 4).Select(number => Sample.Server($"web-{number}", $"10.0.0.{number}", admin: AdminState.Drain))
            .ToList();

        var guard = new LossGuard(50).Observe(Of(1), Start).Miss(restored, Start);

        Assert.Equal(["web-2", "web-3", "web-4"], Names(guard));
        Assert.All(guard.Retained, server => Assert.Equal((AdminState.Ready, ""), (server.Admin, server.Why)));
    }

    [Fact]
    public void An_operator_freezes_whatever_is_lost_later_and_only_an_operator_thaws()
    {
        var guard = Frozen(_five)
            .Observe(Of(1, 2, 3, 4), Start).Observe(Of(1, 2, 3, 4, 6), After(60));

        Assert.Equal(["web-5"], Names(guard));
        Assert.Null(guard.ThawByOperator().Frozen);
        Assert.Null(guard.ThawByOperator().Observe(Of(1, 2, 3, 4, 6), After(61)).Frozen);
    }

    /// <summary>What one died of long ago is not brought up by what is lost later, together with others.</summary>
    [Fact]
    public void Who_was_lost_before_a_mass_loss_is_held_by_an_operator_only()
    {
        var guard = Frozen(_five).Observe(Of(1, 2, 3, 4), Start).Observe(Of(1), After(60));

        Assert.Equal(["web-2", "web-3", "web-4", "web-5"], Names(guard));
        Assert.Equal(["web-2", "web-3", "web-4"], Names(guard.ThawByOperator()));
        Assert.Empty(Names(guard.ThawByOperator().Thaw()));
    }

    [Fact]
    public void What_is_lost_one_after_the_other_while_an_operator_freezes_is_a_mass_loss_as_a_whole()
    {
        var guard = Frozen(_five).Observe(Of(1, 2, 3, 4), Start).Observe(Of(1, 2, 3), After(4)).Observe(Of(1, 2), After(9));

        Assert.True(guard.Frozen!.ByOperator);
        Assert.False(guard.ThawByOperator().Frozen!.ByOperator);
        Assert.Equal(["web-3", "web-4", "web-5"], Names(guard.ThawByOperator()));
    }

    [Fact]
    public void Whose_mass_loss_has_ended_is_kept_by_an_operator_s_freeze_and_is_no_mass_loss_again()
    {
        var guard = Frozen(_five.Observe(Of(1, 2), Start)).Thaw();

        Assert.Equal(["web-3", "web-4", "web-5"], Names(guard));
        Assert.Null(guard.Observe(Of(1, 2), After(1)).ThawByOperator().Frozen);
    }

    /// <summary>Its address goes to another: clients of the service would reach another one.</summary>
    [Fact]
    public void Who_is_lost_is_held_no_more_once_another_node_has_its_address_and_port()
    {
        var lost = Frozen(_five).Observe(Of(1, 2, 3, 4), Start);
        var other = Sample.Node("shop-1", "10.0.0.5", service: "shop");

        Assert.Equal(["web-5"], Names(lost.Observe(Snapshot([.. Nodes(1, 2, 3, 4), other with { Probe = ProbeState.Pending }]), Start)));
        var beside = Sample.Node("shop-1", "10.0.0.5", service: "shop", port: 3001);
        Assert.Equal(["web-5"], Names(lost.Observe(Snapshot([.. Nodes(1, 2, 3, 4), beside]), Start)));
        var taken = lost.Observe(Snapshot([.. Nodes(1, 2, 3, 4), other]), Start);
        Assert.Empty(Names(taken));
        Assert.Empty(Names(taken.Miss([Sample.Server("web-5", "10.0.0.5")], Start)));
    }

    [Fact]
    public void Held_servers_stand_in_the_desired_state_beside_the_living()
    {
        var guard = _five.Observe(Of(1, 2), Start);
        var snapshot = Snapshot([.. Nodes(1, 2), .. Nodes(3).Select(node => node with { Reachable = false })]);

        var state = DesiredStateBuilder.Build(snapshot, [], guard.Retained);

        Assert.Equal(["web-1", "web-2", "web-3", "web-4", "web-5"], state.Servers.Select(server => server.Name));
        Assert.All(state.Servers, server => Assert.Equal(AdminState.Ready, server.Admin));
    }

    private static LossGuard Frozen(LossGuard guard) =>
        guard.FreezeByOperator(new NodeOverride(null, null, "ann", DateTimeOffset.UnixEpoch) { Frozen = true });

    private static TimeSpan After(int seconds) => Start + TimeSpan.FromSeconds(seconds);

    private static IEnumerable<NodeRecord> Nodes(params int[] numbers) =>
        numbers.Select(number => Sample.Node($"web-{number}", $"10.0.0.{number}"));

    private static MembershipSnapshot Of(params int[] numbers) => Snapshot(Nodes(numbers));

    private static MembershipSnapshot Snapshot(IEnumerable<NodeRecord> nodes) => Sample.Snapshot([.. nodes]);

    private static IEnumerable<string> Names(LossGuard guard) => guard.Retained.Select(server => server.Name);
}
