using Actors.HaAgent.HaProxy;
using Microsoft.Extensions.Time.Testing;

namespace Actors.HaAgent.Tests.HaProxy;

/// <summary>What is asked of all workers, on a clock of the test's own.</summary>
public sealed class WorkersApiSpecs : HaProxyTestKit
{
    private const string State =
        "1\n# be_id be_name srv_id srv_name srv_addr srv_op_state srv_admin_state srv_uweight srv_iweight srv_time_since_last_change "
            + "srv_check_status srv_check_result srv_check_health srv_check_state srv_agent_state bk_f_forced_id srv_f_forced_id srv_fqdn "
            + "srv_port srvrecord srv_use_ssl srv_check_port srv_check_addr srv_agent_addr srv_agent_port\n"
            + "3 web 1 web-1 127.0.0.1 2 0 100 100 1 15 3 4 6 0 0 0 - 3001 - 0 0 - - 0\n";

    [Fact]
    public async Task An_old_worker_that_hangs_keeps_no_look_waiting_and_is_told_of()
    {
        var time = new FakeTimeProvider();
        using var haproxy = new ScriptedSocket(Options.StatsSocket)
        {
            Answering = question => question.StartsWith("show servers state", StringComparison.Ordinal)
                ? State
                : "# pxname,svname,qcur,qmax,scur,smax\nweb,web-1,1,0,2,2\n",
        };
        using var master = new ScriptedSocket(Options.MasterSocket)
        {
            Answering = question => question.StartsWith("show proc", StringComparison.Ordinal)
                ? "#<PID> <type> <reloads> <uptime> <version>\n77 master 0 0d00h00m01s 3.0\n# workers\n78 worker 0 0d00h00m01s 3.0\n"
                    + "# old workers\n79 worker 1 0d00h00m09s 3.0\n"
                : null,
        };
        var sockets = new HaProxySockets(Options, time);
        var look = new WorkersApi(sockets, new RuntimeApi(sockets), time).ObserveAsync(CancellationToken.None);
        AwaitAssert(() => Assert.Equal(2, master.Questions));

        time.Advance(TimeSpan.FromMilliseconds(500));

        var server = Assert.Single(await look.WaitAsync(Patience));
        Assert.Equal(("web/web-1", 3, 1), (server.Reading.Id, server.Sessions, server.SilentWorkers));
    }
}
