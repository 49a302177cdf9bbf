using Actors.HaAgent.Desired;
using Actors.HaAgent.Membership;

namespace Actors.HaAgent.Tests.Desired;

public sealed class DesiredStateBuilderSpecs
{
    [Fact]
    public void Nodes_that_are_up_are_servers_sorted_by_name()
    {
        var state = DesiredStateBuilder.Build(Sample.Snapshot(Sample.Node("b"), Sample.Node("a"), Sample.Node("C")), []);

        Assert.Equal(["C", "a", "b"], state.Servers.Select(server => server.Name));
        Assert.All(state.Servers, server => Assert.Equal(AdminState.Ready, server.Admin));
        Assert.Equal(Sample.Revision(7), state.Snapshot);
    }

    [Theory]
    [InlineData(NodeStatus.In, ProbeState.Pending, false)]
    [InlineData(NodeStatus.Leaving, ProbeState.Pending, false)]
    [InlineData(NodeStatus.Leaving, ProbeState.Healthy, true)]
    [InlineData(NodeStatus.Gone, ProbeState.Healthy, false)]
    [InlineData(NodeStatus.Gone, ProbeState.Healthy, true)]
    public void A_node_that_has_not_answered_yet_or_has_nothing_left_or_is_down_is_no_server(
        NodeStatus status, ProbeState probe, bool isIdle) =>
        Assert.Empty(
            DesiredStateBuilder.Build(Sample.Snapshot(Sample.Node("a", status: status, probe: probe, isIdle: isIdle)), []).Servers);

    [Fact]
    public void A_node_that_leaves_is_drained_until_it_is_idle()
    {
        var server = Assert.Single(DesiredStateBuilder.Build(Sample.Snapshot(Sample.Node("a", status: NodeStatus.Leaving)), []).Servers);

        Assert.Equal((AdminState.Drain, "leaving"), (server.Admin, server.Why));
    }

    [Fact]
    public void A_node_that_is_overdue_is_there_for_the_checks_but_gets_nothing_even_alone()
    {
        var state = DesiredStateBuilder.Build(
            Sample.Snapshot(Sample.Node("a", probe: ProbeState.Overdue),
                Sample.Node("b", probe: ProbeState.Overdue, reachable: false)), []);

        Assert.All(state.Servers, server => Assert.Equal((AdminState.Drain, "has not answered yet"), (server.Admin, server.Why)));
    }

    [Fact]
    public void A_node_that_the_last_agent_served_is_in_without_another_probe_at_the_same_address_only()
    {
        var state = DesiredStateBuilder.Build(
            Sample.Snapshot(Sample.Node("a", probe: ProbeState.Pending), Sample.Node("b", "10.0.0.2", probe: ProbeState.Pending)),
            [Sample.Server("a"), Sample.Server("b", "10.0.0.9")]);

        Assert.Equal(("a", AdminState.Ready), (Assert.Single(state.Servers).Name, state.Servers[0].Admin));
    }

    [Fact]
    public void Most_of_a_service_out_of_gossips_reach_stays_in()
    {
        var state = DesiredStateBuilder.Build(
            Sample.Snapshot(Sample.Node("a"), Sample.Node("b", reachable: false), Sample.Node("c", reachable: false)), []);

        Assert.All(state.Servers, server => Assert.Equal(AdminState.Ready, server.Admin));
    }

    [Fact]
    public void An_unreachable_or_unready_node_is_drained_and_kept()
    {
        var state = DesiredStateBuilder.Build(
            Sample.Snapshot(Sample.Node("a"), Sample.Node("b", reachable: false), Sample.Node("c", ready: false)), []);

        Assert.Equal([AdminState.Ready, AdminState.Drain, AdminState.Drain], state.Servers.Select(server => server.Admin));
        Assert.Equal(["", "unreachable by gossip", "not ready: warming up"], state.Servers.Select(server => server.Why));
    }

    [Theory]
    [InlineData("gone", "", AdminState.Drain, "not at its address: gone")]
    [InlineData("gone", "gone", AdminState.Ready, "")]
    [InlineData("gone", "unreachable", AdminState.Ready, "")]
    [InlineData("replaced", "", AdminState.Drain, "not at its address: replaced")]
    [InlineData("replaced", "gone", AdminState.Drain, "not at its address: replaced")]
    [InlineData("replaced", "replaced", AdminState.Drain, "not at its address: replaced")]
    public void A_node_that_is_gone_is_drained_unless_its_service_would_be_without_and_one_that_is_replaced_always(
        string node, string other, AdminState admin, string why)
    {
        var state = DesiredStateBuilder.Build(Sample.Snapshot(Named("a", node), Named("b", other)), []);

        Assert.Equal((admin, why), (state.Servers[0].Admin, state.Servers[0].Why));

        static NodeRecord Named(string name, string how) => Sample.Node(name, reachable: how != "unreachable") with
        {
            Absence = how is "gone" or "replaced" ? new NodeAbsence(how, how == "replaced") : null,
        };
    }

    [Fact]
    public void Gossip_alone_never_takes_all_of_a_service_out()
    {
        var state = DesiredStateBuilder.Build(
            Sample.Snapshot(
                Sample.Node("a", reachable: false), Sample.Node("b", reachable: false), Sample.Node("c", ready: false),
                Sample.Node("d", service: "api")),
            []);

        Assert.Equal(
            [("d", AdminState.Ready), ("a", AdminState.Ready), ("b", AdminState.Ready), ("c", AdminState.Drain)],
            state.Servers.Select(server => (server.Name, server.Admin)));
    }

    [Fact]
    public void A_node_that_leaves_yields_its_name_to_one_that_stays()
    {
        var state = DesiredStateBuilder.Build(
            Sample.Snapshot(Sample.Node("a", "10.0.0.1", NodeStatus.Leaving, age: 1), Sample.Node("a", "10.0.0.2", age: 2)), []);

        Assert.Equal(("10.0.0.2", AdminState.Ready), (Assert.Single(state.Servers).Address, state.Servers[0].Admin));
        Assert.Empty(state.Refused);
    }

    [Fact]
    public void Of_two_nodes_with_one_name_the_reachable_then_the_older_stays_and_the_other_is_refused()
    {
        var state = DesiredStateBuilder.Build(
            Sample.Snapshot(
                Sample.Node("a", "10.0.0.1", age: 1, reachable: false), Sample.Node("a", "10.0.0.2", age: 2),
                Sample.Node("a", "10.0.0.3", age: 3)),
            []);

        Assert.Equal("10.0.0.2", Assert.Single(state.Servers).Address);
        Assert.Equal(2, state.Refused.Length);
        Assert.All(state.Refused, refused => Assert.Contains("the name is taken by", refused.Reason, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("web-1.example")]
    [InlineData("127.1")]
    [InlineData("1")]
    [InlineData("fe80::1%2")]
    [InlineData("")]
    [InlineData("unix@/tmp/x")]
    public void Only_a_whole_IP_address_gets_in(string host)
    {
        var state = DesiredStateBuilder.Build(Sample.Snapshot(Sample.Node("a", host)), []);

        Assert.Empty(state.Servers);
        Assert.Contains("is not an IP address", Assert.Single(state.Refused).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void An_IPv6_address_is_written_in_its_shortest_form() =>
        Assert.Equal("fd00::7", DesiredStateBuilder.Build(Sample.Snapshot(Sample.Node("a", "FD00:0:0:0::7")), []).Servers[0].Address);

    [Fact]
    public void Restored_nodes_are_kept_until_the_cluster_shows_their_name()
    {
        var state = DesiredStateBuilder.Build(
            Sample.Snapshot(Sample.Node("a", "10.0.0.5"), Sample.Node("gone", status: NodeStatus.Gone)),
            [Sample.Server("a", "10.0.0.1"), Sample.Server("b"), Sample.Server("gone")]);

        Assert.Equal([("a", "10.0.0.5"), ("b", "10.0.0.1")], state.Servers.Select(server => (server.Name, server.Address)));
    }
}
