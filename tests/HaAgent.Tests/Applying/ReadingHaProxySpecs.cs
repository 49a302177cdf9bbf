using Actors.HaAgent.Applying;

namespace Actors.HaAgent.Tests.Applying;

/// <summary>What HAProxy prints, as it was printed by real ones.</summary>
public sealed class ReadingHaProxySpecs
{
    private const string State =
        "1\n"
        + "# be_id be_name srv_id srv_name srv_addr srv_op_state srv_admin_state srv_uweight srv_iweight srv_time_since_last_change srv_check_status srv_check_result srv_check_health srv_check_state srv_agent_state bk_f_forced_id srv_f_forced_id srv_fqdn srv_port srvrecord srv_use_ssl srv_check_port srv_check_addr srv_agent_addr srv_agent_port\n"
        + "4 web 1 web-1 127.0.0.1 2 0 100 100 12 15 3 4 6 0 0 0 - 3001 - 0 0 - - 0\n"
        + "4 web 2 web-2 127.0.0.1 0 0 100 100 3 8 2 0 6 0 0 0 - 3002 - 0 0 - - 0\n\n";

    [Fact]
    public void State_of_a_server_that_stays_is_carried_over_and_that_of_one_that_moved_is_not()
    {
        var carried = ServerStateFile.Carry(State, [Sample.Server("web-1", "127.0.0.1", 3001), Sample.Server("web-2", "127.0.0.1", 4000)]);

        Assert.Contains(" web-1 ", carried, StringComparison.Ordinal);
        Assert.DoesNotContain(" web-2 ", carried, StringComparison.Ordinal);
        Assert.StartsWith("1\n# be_id", carried, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_back_finds_what_is_missing_and_what_should_not_be_there()
    {
        Assert.Equal("", ServerReadBack.Difference(State, [Sample.Server("web-1", "127.0.0.1", 3001), Sample.Server("web-2", "127.0.0.1", 3002)]));
        Assert.Equal(
            "web/web-2 at 127.0.0.1:3002 should not be there; web/web-3 at 127.0.0.1:3003 is missing",
            ServerReadBack.Difference(State, [Sample.Server("web-1", "127.0.0.1", 3001), Sample.Server("web-3", "127.0.0.1", 3003)]));
    }

    [Fact]
    public void Processes_of_2_6_with_old_workers()
    {
        var processes = MasterProcesses.TryParse(
            "#<PID>          <type>          <reloads>       <uptime>        <version>\n"
            + "29408           master          3 [failed: 0]   0d00h00m09s     2.6.12-1+deb12u4\n"
            + "# workers\n29502           worker          0               0d00h00m01s     2.6.12-1+deb12u4\n"
            + "# old workers\n29455           worker          1               0d00h00m05s     2.6.12-1+deb12u4\n29410           worker          2               0d00h00m09s     2.6.12-1+deb12u4\n# programs\n\n");

        Assert.NotNull(processes);
        Assert.Equal((0, 29502), (processes.Failed, processes.Worker));
        Assert.Equal([29455, 29410], processes.OldWorkers);
    }

    [Fact]
    public void A_failed_reload_is_counted_and_an_empty_answer_is_none()
    {
        var processes = MasterProcesses.TryParse("#<PID> <type>\n12 master 4 [failed: 2] 0d00h00m09s 2.6.12\n# workers\n# old workers\n13 worker 1 0d 2.6.12\n");

        Assert.Equal((2, null), (processes!.Failed, processes.Worker));
        Assert.Null(MasterProcesses.TryParse(""));
    }
}
