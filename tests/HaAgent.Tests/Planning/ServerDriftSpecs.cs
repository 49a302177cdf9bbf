using System.Collections.Immutable;
using Actors.HaAgent.Planning;

namespace Actors.HaAgent.Tests.Planning;

public sealed class ServerDriftSpecs
{
    private const string Added = " 10.0.0.1:3000 weight 100 " + Sample.ServerOptions;
    private static readonly AppliedState Wanted = Sample.Applied(Sample.Server("a"), Sample.Server("b", admin: AdminState.Drain));

    [Fact]
    public void What_is_as_it_should_be_is_no_drift() => Assert.Empty(Drift(Reading("a"), Reading("b", flags: 8)));

    [Fact]
    public void What_is_missing_is_added_with_all_its_options() =>
        Assert.Equal(["add server web/a" + Added, "enable health web/a", "set server web/a state ready"], Drift(Reading("b", flags: 8)));

    [Fact]
    public void What_is_too_much_is_deleted() =>
        Assert.Equal(["set server web/c state maint", "del server web/c"], Drift(Reading("a"), Reading("b", flags: 8), Reading("c")));

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(9)]
    public void What_was_drained_or_stopped_by_hand_is_ready_again(int flags) =>
        Assert.Equal(["set server web/a state ready"], Drift(Reading("a", flags: flags), Reading("b", flags: 8)));

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    [InlineData(8, true)]
    [InlineData(9, false)]
    public void What_is_to_be_in_maintenance_is_right_there_only(int flags, bool isDrift)
    {
        var wanted = Sample.Applied(Sample.Server("a", admin: AdminState.Maintenance));

        Assert.Equal(
            isDrift ? ["set server web/a state maint"] : [],
            ServerDrift.Between([Reading("a", flags: flags)], wanted).Select(command => command.Text));
        Assert.Equal(
            !isDrift, ServerDrift.IsOnlyLingering([Reading("a", flags: flags)], ServerDrift.Between([Reading("a", flags: flags)], wanted)));
    }

    [Fact]
    public void What_was_made_ready_by_hand_is_drained_again() =>
        Assert.Equal(["set server web/b state drain"], Drift(Reading("a"), Reading("b")));

    [Fact]
    public void A_weight_that_was_changed_by_hand_is_set_again() =>
        Assert.Equal(["set server web/a weight 100"], Drift(Reading("a", weight: 7), Reading("b", flags: 8)));

    [Fact]
    public void One_that_is_elsewhere_is_replaced() =>
        Assert.Equal(
            ["set server web/a state maint", "del server web/a", "add server web/a" + Added, "enable health web/a",
            "set server web/a state ready"],
            Drift(Reading("a", "10.0.0.2"), Reading("b", flags: 8)));

    [Fact]
    public void A_server_in_maintenance_that_only_waits_for_its_deletion_lingers()
    {
        ImmutableArray<ServerReading> lingering = [Reading("a"), Reading("b", flags: 8), Reading("c", flags: 1)];
        ImmutableArray<ServerReading> serving = [Reading("a"), Reading("b", flags: 8), Reading("c")];
        ImmutableArray<ServerReading> more = [Reading("a", weight: 7), Reading("b", flags: 8), Reading("c", flags: 1)];
        ImmutableArray<ServerReading> replaced = [Reading("a", "10.0.0.2", flags: 1), Reading("b", flags: 8)];

        Assert.True(IsOnlyLingering(lingering));
        Assert.False(IsOnlyLingering(serving));
        Assert.False(IsOnlyLingering(more));
        Assert.False(IsOnlyLingering(replaced));
    }

    [Theory]
    [InlineData("server s node-1:80 check")]
    [InlineData("server s node-1:80")]
    [InlineData("server\ts  node-1:80")]
    [InlineData("server \"s\" 10.0.0.1:80")]
    [InlineData("server \"$NAME\" 10.0.0.1:80")]
    [InlineData("server-template s 3 10.0.0.1:80")]
    public void A_server_whose_line_was_not_understood_is_left_as_it_is(string line)
    {
        var wanted = new AppliedState(RenderedConfig.Parse($"backend web\n{line}\nserver a 10.0.0.1:3000 weight 100\n"), []);

        Assert.Empty(
            ServerDrift.Between(
                [Reading(line.StartsWith("server-t", StringComparison.Ordinal) ? "s2" : "s", flags: 1, weight: 3)], wanted));
    }

    [Theory]
    [InlineData("check")]
    [InlineData("s")]
    [InlineData("x")]
    public void One_that_no_line_is_about_goes_whatever_other_lines_say(string name)
    {
        var wanted = new AppliedState(
            RenderedConfig.Parse(
                "backend other\nserver s node-1:80\nbackend web\ndefault-server check\n# server x there was\nserver s2 node-1:80\n"),
            []);

        Assert.Equal(
            [$"set server web/{name} state maint", $"del server web/{name}"],
            ServerDrift.Between([Reading(name)], wanted).Select(command => command.Text));
    }

    private static ServerReading Reading(string name, string address = "10.0.0.1", int port = 3000, int weight = 100, int flags = 0) =>
        new("web", name, address, port, weight, flags, true);

    private static IEnumerable<string> Drift(params ServerReading[] readings) =>
        ServerDrift.Between([.. readings], Wanted).Select(command => command.Text);

    private static bool IsOnlyLingering(ImmutableArray<ServerReading> readings) =>
        ServerDrift.IsOnlyLingering(readings, ServerDrift.Between(readings, Wanted));
}
