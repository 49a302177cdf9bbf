using Actors.HaAgent.Desired;
using Actors.HaAgent.Membership;
using Actors.HaAgent.Overrides;

namespace Actors.HaAgent.Tests.Desired;

public sealed class LastOfServiceSpecs
{
    private static readonly NodeRecord Serving = Sample.Node("b", "10.0.0.2") with { IsApplied = true };

    /// <summary>
    /// What else is there of the service, or of another, when the node <c>a</c> has announced its leave; and whether <c>a</c> serves on.
    /// </summary>
    public static TheoryData<string, NodeRecord, bool> Others => new()
    {
        { "one that serves", Serving, false },
        { "one that HAProxy does not have yet", Serving with { IsApplied = false }, true },
        { "one that has not answered yet", Serving with { Probe = ProbeState.Pending }, true },
        { "one that is overdue", Serving with { Probe = ProbeState.Overdue }, true },
        { "one that is not ready", Serving with { Ready = false }, true },
        { "one that gossip does not reach", Serving with { Reachable = false }, true },
        { "one that may be gone", Serving with { Absence = new NodeAbsence("nothing listens") }, true },
        { "one that is down", Serving with { Status = NodeStatus.Gone }, true },
        { "one that leaves by a command", Serving with { Status = NodeStatus.Leaving }, true },
        { "one that announced its leave before", Serving with { Status = NodeStatus.Leaving, LeftAt = 99 }, true },
        { "one that announced its leave later", Serving with { Status = NodeStatus.Leaving, LeftAt = 101 }, false },
        { "one that announced its leave later and is idle", Serving with { Status = NodeStatus.Leaving, LeftAt = 101, IsIdle = true },
            true },
        { "one of no weight", Serving with { Description = Serving.Description with { Weight = 0 } }, true },
        { "one of another service", Serving with { Description = Serving.Description with { Service = "api" } }, true },
        { "one that an operator has drained", Serving with { Description = Serving.Description with { Name = "drained" } }, true },
        { "one that an operator has put into maintenance", Serving with { Description = Serving.Description with { Name = "maintained" } },
            true },
        { "one that an operator has given no weight", Serving with { Description = Serving.Description with { Name = "weightless" } },
            true },
    };

    [Theory]
    [MemberData(nameof(Others))]
    public void A_node_that_leaves_serves_on_while_no_other_serves(string other, NodeRecord node, bool isHeld)
    {
        var state = Build(Leaving("a"), node);

        var server = Assert.Single(state.Servers, server => server.Name == "a");
        Assert.True(isHeld == (server.Admin == AdminState.Ready), other);
        Assert.Equal(isHeld ? "held: the last node of web that serves leaves once another serves" : "leaving", server.Why);
        Assert.Equal(isHeld, state.Held.Contains(Leaving("a").Key));
    }

    /// <summary>What becomes of the only node of a service.</summary>
    public static TheoryData<string, NodeRecord, AdminState, string> Lone => new()
    {
        { "it announced its leave", Leaving("a"), AdminState.Ready, "held: the last node of web that serves leaves once another serves" },
        { "it leaves by a command, or has been held long enough", Leaving("a") with { LeftAt = null }, AdminState.Drain, "leaving" },
        { "it was not ready", Leaving("a") with { Ready = false, Reason = "" }, AdminState.Drain, "leaving" },
        { "it has never answered", Leaving("a") with { Probe = ProbeState.Overdue }, AdminState.Drain, "leaving" },
        { "gossip does not reach it", Leaving("a") with { Reachable = false }, AdminState.Ready,
            "held: the last node of web that serves leaves once another serves" },
        { "nothing listens on its port", Leaving("a") with { Absence = new NodeAbsence("nothing listens") }, AdminState.Ready,
            "held: the last node of web that serves leaves once another serves" },
        { "another node is at its address", Leaving("a") with { Absence = new NodeAbsence("b is there", IsReplaced: true) },
            AdminState.Drain, "leaving" },
        { "an operator has drained it", Leaving("drained"), AdminState.Drain, "drained by override" },
        { "an operator has put it into maintenance", Leaving("maintained"), AdminState.Maintenance, "in maintenance by override" },
        { "an operator has given it no weight", Leaving("weightless"), AdminState.Drain, "leaving" },
    };

    [Theory]
    [MemberData(nameof(Lone))]
    public void The_only_node_serves_on_where_it_served(string what, NodeRecord node, AdminState admin, string why)
    {
        var state = Build(node);

        var server = Assert.Single(state.Servers);
        Assert.Equal((what, admin, why), (what, server.Admin, server.Why));
        Assert.Equal(admin == AdminState.Ready ? [node.Key] : [], state.Held);
    }

    [Fact]
    public void Of_all_that_leave_at_once_one_of_each_service_is_held()
    {
        var state = Build(
            Leaving("a") with { LeftAt = 2 }, Leaving("b") with { LeftAt = 3 }, Leaving("c") with { LeftAt = 1 },
            Leaving("d", "api") with { LeftAt = 1, Key = "d" }, Leaving("e", "api") with { LeftAt = 1, Key = "e" });

        Assert.Equal(["b", "e"], state.Servers.Where(server => server.Admin == AdminState.Ready).Select(server => server.Name).Order());
        Assert.Equal(2, state.Held.Count);
    }

    [Fact]
    public void What_is_lost_or_only_remembered_lets_no_other_go()
    {
        var state = DesiredStateBuilder.Build(
            Sample.Snapshot(Leaving("a")), [Sample.Server("b", "10.0.0.2")], [Sample.Server("c", "10.0.0.3")]);

        Assert.All(state.Servers, server => Assert.Equal(AdminState.Ready, server.Admin));
        Assert.Equal([Leaving("a").Key], state.Held);
    }

    [Fact]
    public void A_node_that_leaves_yields_its_name_though_it_is_the_last()
    {
        var state = Build(Leaving("a"), Sample.Node("a", "10.0.0.2"));

        Assert.Equal("10.0.0.2", Assert.Single(state.Servers).Address);
        Assert.Empty(state.Held);
    }

    private static DesiredState Build(params NodeRecord[] nodes) =>
        DesiredStateBuilder.Build(Sample.Snapshot(nodes), [], overrides: OverrideBook.Empty
        .Drain("drained", "ann", DateTimeOffset.UnixEpoch.AddYears(50))
        .Maintenance("maintained", "ann", DateTimeOffset.UnixEpoch.AddYears(50))
        .Weight("weightless", 0, "ann", DateTimeOffset.UnixEpoch.AddYears(50)));

    private static NodeRecord Leaving(string name, string service = "web") =>
        Sample.Node(name, status: NodeStatus.Leaving, service: service) with { LeftAt = 100, IsApplied = true };
}
