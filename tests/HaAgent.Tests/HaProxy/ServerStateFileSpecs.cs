using Actors.HaAgent.Desired;
using Actors.HaAgent.HaProxy;

namespace Actors.HaAgent.Tests.HaProxy;

public sealed class ServerStateFileSpecs
{
    private const string State =
        "1\n# be_id be_name srv_id\n"
        + "4 web 1 web-1 10.0.0.1 2 0 100 100 12 15 3 4 6 0 0 0 - 3000 - 0 0 - - 0\n"
        + "4 web 2 web-2 10.0.0.2 0 8 50 100 3 8 2 0 6 0 0 0 - 3000 - 0 0 - - 0\n\n";

    [Fact]
    public void State_is_carried_over_as_it_is_but_for_the_administrative_one_which_is_the_wanted() =>
        Assert.Equal(
            [
                "4 web 1 web-1 10.0.0.1 2 8 100 100 12 15 3 4 6 0 0 0 - 3000 - 0 0 - - 0",
                "4 web 2 web-2 10.0.0.2 0 0 50 100 3 8 2 0 6 0 0 0 - 3000 - 0 0 - - 0",
            ],
            Lines(State, Sample.Server("web-1", admin: AdminState.Drain), Sample.Server("web-2", "10.0.0.2")));

    [Fact]
    public void One_that_is_to_be_in_maintenance_begins_there_carried_over_new_or_at_a_start()
    {
        ServerState[] servers = [
            Sample.Server("web-1", admin: AdminState.Maintenance), Sample.Server("web-3", "10.0.0.3", admin: AdminState.Maintenance)];

        Assert.Equal(
            ["4 web 1 web-1 10.0.0.1 2 1 100 100 12 15 3 4 6 0 0 0 - 3000 - 0 0 - - 0",
            "0 web 0 web-3 - 0 1 100 100 0 6 2 0 6 0 0 0 - 3000 - 0 0 - - 0"],
            Lines(State, servers));
        Assert.Equal(
            ["0 web 0 web-1 - 0 1 100 100 0 6 2 0 6 0 0 0 - 3000 - 0 0 - - 0",
            "0 web 0 web-3 - 0 1 100 100 0 6 2 0 6 0 0 0 - 3000 - 0 0 - - 0"],
            Lines("", servers));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(7, 7)]
    public void One_that_is_starting_has_done_so_for_a_second_at_least(int seconds, int carried) =>
        Assert.Equal(
            [$"4 web 1 web-1 10.0.0.1 1 0 100 100 {carried} 15 3 4 6 0 0 0 - 3000 - 0 0 - - 0"],
            Lines($"4 web 1 web-1 10.0.0.1 1 0 100 100 {seconds} 15 3 4 6 0 0 0 - 3000 - 0 0 - - 0\n", Sample.Server("web-1")));

    [Theory]
    [InlineData("10.0.0.9", 3000)]
    [InlineData("10.0.0.1", 4000)]
    public void One_that_moved_is_left_out(string address, int port) => Assert.Empty(Lines(State, Sample.Server("web-1", address, port)));

    [Fact]
    public void One_that_moved_or_is_new_and_wants_no_traffic_begins_drained() =>
        Assert.Equal(
            ["0 web 0 web-1 - 0 8 100 100 0 6 2 0 6 0 0 0 - 3000 - 0 0 - - 0",
            "0 web 0 web-3 - 0 8 0 0 0 6 2 0 6 0 0 0 - 3000 - 0 0 - - 0"],
            Lines(
                State, Sample.Server("web-1", "10.0.0.9", admin: AdminState.Drain),
                Sample.Server("web-3", "fd00::3", weight: 0, admin: AdminState.Drain)));

    [Fact]
    public void One_that_is_not_wanted_any_more_is_left_out() => Assert.Empty(Lines(State));

    [Fact]
    public void A_start_knows_nothing_but_who_is_drained() =>
        Assert.Equal(
            ["0 web 0 web-2 - 0 8 100 100 0 6 2 0 6 0 0 0 - 3000 - 0 0 - - 0"],
            Lines("", Sample.Server("web-1"), Sample.Server("web-2", admin: AdminState.Drain)));

    [Fact]
    public void One_that_is_new_is_starting_where_it_is_to_warm_up()
    {
        var wanted = Sample.Applied(Sample.Options(("Warmup", "30")), Sample.Server("web-1"), Sample.Server("web-3", "10.0.0.3"));

        Assert.EndsWith(
            "\n0 web 0 web-3 - 1 0 100 100 1 6 3 4 6 0 0 0 - 3000 - 0 0 - - 0\n", ServerStateFile.Carry(State, wanted),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_warms_up_at_a_start_or_where_it_is_not_to()
    {
        Assert.DoesNotContain(
            "web-3", ServerStateFile.Carry("", Sample.Applied(Sample.Options(("Warmup", "30")), Sample.Server("web-3"))),
            StringComparison.Ordinal);
        Assert.DoesNotContain(
            "web-3", ServerStateFile.Carry(State, Sample.Applied(Sample.Server("web-1"), Sample.Server("web-3"))),
            StringComparison.Ordinal);
    }

    // The format's version, its header, then the servers.
    private static string[] Lines(string state, params ServerState[] servers)
    {
        var lines = ServerStateFile.Carry(state, Sample.Applied(servers)).Split('\n');
        Assert.Equal("1", lines[0]);
        Assert.Equal(25 + 1, lines[1].Split(' ').Length);
        Assert.Equal("", lines[^1]);
        Assert.All(lines[2..^1], line => Assert.Equal(25, line.Split(' ').Length));
        return lines[2..^1];
    }
}
