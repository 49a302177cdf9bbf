using Actors.HaAgent.HaProxy;


namespace Actors.HaAgent.Tests.HaProxy;

/// <summary>The list of processes, as it was printed by real ones.</summary>
public sealed class MasterProcessesSpecs
{
    [Fact]
    public void Processes_of_2_6_with_old_workers()
    {
        var processes = MasterProcesses.TryParse(
            "#<PID>          <type>          <reloads>       <uptime>        <version>\n"
            + "29408           master          3 [failed: 0]   0d00h00m09s     2.6.12-1+deb12u4\n"
            + "# workers\n29502           worker          0               0d00h00m01s     2.6.12-1+deb12u4\n"
            + "# old workers\n29455           worker          1               0d00h00m05s     2.6.12-1+deb12u4\n29410           worker     "
            + "     2               0d00h00m09s     2.6.12-1+deb12u4\n# programs\n\n");

        Assert.NotNull(processes);
        Assert.Equal((0, 29502), (processes.Failed, processes.Worker));
        Assert.Equal((29408, 3, TimeSpan.FromSeconds(9)), (processes.Pid, processes.Reloads, processes.Uptime));
        Assert.Equal([29455, 29410], processes.OldWorkers);
    }

    [Fact]
    public void A_failed_reload_is_counted_and_an_empty_answer_is_none()
    {
        var processes = MasterProcesses.TryParse(
            "#<PID> <type>\n12 master 4 [failed: 2] 0d00h00m09s 2.6.12\n# workers\n# old workers\n13 worker 1 0d 2.6.12\n");

        Assert.Equal((2, null), (processes!.Failed, processes.Worker));
        Assert.Null(MasterProcesses.TryParse(""));
    }
}
