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
        Assert.Equal(7, state.Revision);
    }

    [Theory]
    [InlineData(NodeStatus.Joining)]
    [InlineData(NodeStatus.Leaving)]
    public void A_node_that_is_not_in_yet_or_on_its_way_out_is_no_server(NodeStatus status) =>
        Assert.Empty(DesiredStateBuilder.Build(Sample.Snapshot(Sample.Node("a", status: status)), []).Servers);

    [Fact]
    public void An_unreachable_or_unready_node_is_drained_and_kept()
    {
        var state = DesiredStateBuilder.Build(Sample.Snapshot(Sample.Node("a"), Sample.Node("b", reachable: false), Sample.Node("c", ready: false)), []);

        Assert.Equal([AdminState.Ready, AdminState.Drain, AdminState.Drain], state.Servers.Select(server => server.Admin));
        Assert.Equal(["", "unreachable by gossip", "not ready: warming up"], state.Servers.Select(server => server.Why));
    }

    [Fact]
    public void Gossip_alone_never_takes_all_of_a_service_out()
    {
        var state = DesiredStateBuilder.Build(
            Sample.Snapshot(Sample.Node("a", reachable: false), Sample.Node("b", reachable: false), Sample.Node("c", ready: false), Sample.Node("d", service: "api")), []);

        Assert.Equal(
            [("d", AdminState.Ready), ("a", AdminState.Ready), ("b", AdminState.Ready), ("c", AdminState.Drain)],
            state.Servers.Select(server => (server.Name, server.Admin)));
    }

    [Fact]
    public void Of_two_nodes_with_one_name_the_reachable_then_the_older_stays_and_the_other_is_refused()
    {
        var state = DesiredStateBuilder.Build(
            Sample.Snapshot(Sample.Node("a", "10.0.0.1", age: 1, reachable: false), Sample.Node("a", "10.0.0.2", age: 2), Sample.Node("a", "10.0.0.3", age: 3)), []);

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
            Sample.Snapshot(Sample.Node("a", "10.0.0.5"), Sample.Node("gone", status: NodeStatus.Leaving)),
            [Sample.Server("a", "10.0.0.1"), Sample.Server("b"), Sample.Server("gone")]);

        Assert.Equal([("a", "10.0.0.5"), ("b", "10.0.0.1")], state.Servers.Select(server => (server.Name, server.Address)));
    }
}
