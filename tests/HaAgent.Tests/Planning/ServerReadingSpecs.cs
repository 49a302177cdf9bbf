using Actors.HaAgent.Planning;

namespace Actors.HaAgent.Tests.Planning;

/// <summary>What real HAProxies printed (2.6.12 and 3.0.11, byte for byte the same).</summary>
public sealed class ServerReadingSpecs
{
    private const string Header =
        "# be_id be_name srv_id srv_name srv_addr srv_op_state srv_admin_state srv_uweight srv_iweight srv_time_since_last_change "
            + "srv_check_status srv_check_result "
        + "srv_check_health srv_check_state srv_agent_state bk_f_forced_id srv_f_forced_id srv_fqdn srv_port srvrecord srv_use_ssl "
        + "srv_check_port srv_check_addr srv_agent_addr srv_agent_port\n";

    [Fact]
    public void Every_server_with_its_state()
    {
        var readings = ServerReading.ParseAll(
            "1\n" + Header
            + "3 web 1 web-1 127.0.0.1 0 0 100 100 1 8 2 0 6 0 0 0 - 1 - 0 0 - - 0\n"
            + "3 web 2 web-2 ::1 0 8 50 50 1 8 2 0 6 0 0 0 - 3002 - 0 0 - - 0\n"
            + "3 web 3 web-3 127.0.0.1 0 1 7 7 0 15 3 0 14 0 0 0 - 29876 - 0 0 - - 0\n"
            + "4 b2 1 t1 127.0.0.1 0 0 1 1 1 8 2 0 6 0 0 0 - 99 - 0 0 - - 0\n\n");

        Assert.Equal(
            [
                new("web", "web-1", "127.0.0.1", 1, 100, 0, false),
                new("web", "web-2", "::1", 3002, 50, 8, false),
                new("web", "web-3", "127.0.0.1", 29876, 7, 1, true),
                new("b2", "t1", "127.0.0.1", 99, 1, 0, false),
            ],
            readings.AsEnumerable());
        Assert.Equal(
            [AdminState.Ready, AdminState.Drain, AdminState.Maintenance, AdminState.Ready], readings.Select(reading => reading.Admin));
        Assert.Equal("web/web-1", readings[0].Id);
    }

    [Theory]
    [InlineData(0x00, AdminState.Ready)]
    [InlineData(0x01, AdminState.Maintenance)]
    [InlineData(0x02, AdminState.Maintenance)]
    [InlineData(0x04, AdminState.Maintenance)]
    [InlineData(0x08, AdminState.Drain)]
    [InlineData(0x09, AdminState.Maintenance)]
    [InlineData(0x10, AdminState.Drain)]
    [InlineData(0x20, AdminState.Maintenance)]
    [InlineData(0x40, AdminState.Maintenance)]
    public void Its_flags(int flags, AdminState admin) =>
        Assert.Equal(admin, new ServerReading("web", "a", "10.0.0.1", 80, 1, flags, false).Admin);

    [Theory]
    [InlineData("")]
    [InlineData("1\n" + Header + "\n")]
    [InlineData("Can't find backend.\n\n")]
    [InlineData("3 web 1 web-1 127.0.0.1 0 x 100 100 1 8 2 0 6 0 0 0 - 1 - 0 0 - - 0\n")]
    [InlineData("3 web 1 web-1 127.0.0.1 0 0 100 100\n")]
    public void What_is_not_a_server_is_passed_over(string answer) => Assert.Empty(ServerReading.ParseAll(answer));

    [Fact]
    public void What_runs_has_no_options_and_the_shortest_address() =>
        Assert.Equal(
            new BackendServer(new ServerLine("web", "a", "fd00::7", 80, 5, ""), AdminState.Drain),
            Assert.Single(ServerReading.ParseAll("3 web 1 a FD00:0::7 2 8 5 100 1 8 3 0 6 0 0 0 - 80 - 0 0 - - 0")).ToRunning());
}
