using Actors.HaAgent.Desired;
using Actors.HaAgent.Membership;
using Actors.HaAgent.Overrides;

namespace Actors.HaAgent.Tests.Overrides;

/// <summary>What overrides make of the desired state.</summary>
public sealed class OverriddenStateSpecs
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private static readonly OverrideBook Drained = OverrideBook.Empty.Drain("a", "ann", Noon);
    private static readonly OverrideBook Maintained = OverrideBook.Empty.Maintenance("a", "ann", Noon);

    [Fact]
    public void A_server_gets_the_state_of_its_override_and_the_others_keep_theirs()
    {
        Assert.Equal(
            [("a", AdminState.Drain, "drained by override", 100), ("b", AdminState.Ready, "", 100)],
            States(Drained, Sample.Node("a"), Sample.Node("b")));
        Assert.Equal(
            [("a", AdminState.Maintenance, "in maintenance by override", 100), ("b", AdminState.Ready, "", 100)],
            States(Maintained, Sample.Node("a"), Sample.Node("b")));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(256)]
    public void A_server_gets_the_weight_of_its_override_and_keeps_its_state(int weight) =>
        Assert.Equal(
            [("a", AdminState.Ready, "", weight), ("b", AdminState.Ready, "", 7)],
            States(OverrideBook.Empty.Weight("a", weight, "ann", Noon), Sample.Node("a"), Sample.Node("b", weight: 7)));

    [Fact]
    public void What_was_taken_back_is_as_if_never_said() =>
        Assert.Equal(
            [("a", AdminState.Ready, "", 100)],
            States(Drained.Weight("a", 7, "ann", Noon).Ready("a", "ann", Noon).Weight("a", null, "ann", Noon), Sample.Node("a")));

    [Fact]
    public void No_override_makes_a_node_ready_that_is_not()
    {
        var taken = Drained.Ready("a", "ann", Noon).Weight("a", 256, "ann", Noon);

        Assert.Equal([("a", AdminState.Drain, "leaving", 256)], States(taken, Sample.Node("a", status: NodeStatus.Leaving)));
        Assert.Equal([("a", AdminState.Drain, "not ready: warming up", 256)], States(taken, Sample.Node("a", ready: false)));
        Assert.Equal([("a", AdminState.Drain, "has not answered yet", 256)], States(taken, Sample.Node("a", probe: ProbeState.Overdue)));
        Assert.Equal(
            [("a", AdminState.Drain, "unreachable by gossip", 256), ("b", AdminState.Ready, "", 100)],
            States(taken, Sample.Node("a", reachable: false), Sample.Node("b")));
        Assert.Empty(States(Drained, Sample.Node("a", status: NodeStatus.Gone)));
        Assert.Empty(States(Drained, Sample.Node("a", probe: ProbeState.Pending)));
    }

    [Fact]
    public void An_override_holds_for_a_node_that_leaves_is_restored_from_its_file_or_is_held()
    {
        Assert.Equal(
            (AdminState.Maintenance, "in maintenance by override"),
            Single(DesiredStateBuilder.Build(Sample.Snapshot(Sample.Node("a", status: NodeStatus.Leaving)), [], overrides: Maintained)));
        Assert.Equal(
            (AdminState.Maintenance, "in maintenance by override"),
            Single(DesiredStateBuilder.Build(MembershipSnapshot.Empty, [Sample.Server("a")], overrides: Maintained)));
        Assert.Equal(
            (AdminState.Maintenance, "in maintenance by override"),
            Single(DesiredStateBuilder.Build(MembershipSnapshot.Empty, [], [Sample.Server("a")], overrides: Maintained)));
    }

    [Fact]
    public void Gossip_alone_takes_nobody_out_of_a_service_whose_other_nodes_are_drained_by_override() =>
        Assert.Equal(
            [("a", AdminState.Drain, "drained by override", 100), ("b", AdminState.Ready, "", 100)],
            States(Drained, Sample.Node("a"), Sample.Node("b", reachable: false)));

    [Fact]
    public void A_node_that_is_drained_by_override_stays_so_when_gossip_loses_most_of_the_service() =>
        Assert.Equal(
            [("a", AdminState.Drain, "drained by override", 100), ("b", AdminState.Ready, "", 100)],
            States(Drained, Sample.Node("a", reachable: false), Sample.Node("b", reachable: false)));

    private static IEnumerable<(string, AdminState, string, int)> States(OverrideBook overrides, params NodeRecord[] nodes) =>
        DesiredStateBuilder.Build(Sample.Snapshot(nodes), [], overrides: overrides).Servers.Select(server =>
            (server.Name, server.Admin, server.Why, server.Weight));

    private static (AdminState, string) Single(DesiredState desired) =>
        Assert.Single(desired.Servers) is var server ? (server.Admin, server.Why) : default;
}
