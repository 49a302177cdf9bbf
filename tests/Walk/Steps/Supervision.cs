namespace Actors.Walk.Steps;

/// <summary>Step 1: a supervisor keeps processes alive.</summary>
internal static class Supervision
{
    public static WalkStep Step { get; } = new(
        1,
        "Processes that are kept alive",
        "HAProxy is killed, and its supervisor, an actor of the agent, starts it again. Then the agent is killed: HAProxy serves on, and "
        + "the agent that is started again takes over the HAProxy that runs, without a reload and without a lost request.",
        WalkAsync);

    private static async Task WalkAsync(StepRun run)
    {
        await run.GoOnAsync();
        await run.SaveProcessesAsync("ps-1-before.txt");
        var before = (await run.StatusAsync()).HaProxy.Pid;
        run.Say("Killing HAProxy");
        await run.System.KillHaProxyAsync(run.Cancellation);
        await run.EventuallyAsync("HAProxy after it was killed", "another process", async () =>
            (await run.StatusAsync()).HaProxy is { Running: true, Pid: { } now }
                && now != before ? "another process" : "not started again");
        await run.ExpectServedAsync(StepEvidence.S1, StepEvidence.S2);
        await run.SaveProcessesAsync("ps-2-haproxy-killed.txt");

        var haproxy = (await run.StatusAsync()).HaProxy.Pid;
        await run.WithoutLossAsync("the agent was killed and came back", async () =>
        {
            run.Say("Killing the agent");
            await run.System.KillAgentAsync(run.Cancellation);
            await run.EventuallyAsync("HAProxy after its agent was killed", "the same process", async () =>
                (await run.StatusAsync()).HaProxy is { Running: true, Pid: { } now }
                    && now == haproxy ? "the same process" : "not taken over");
        });
        await run.ExpectServedAsync(StepEvidence.S1, StepEvidence.S2);
        await run.SaveProcessesAsync("ps-3-agent-killed.txt");
        await run.SaveLogsAsync(StepEvidence.Ha, StepEvidence.S1, StepEvidence.S2);
        await run.PictureAsync("stats", "After HAProxy and then its agent were killed");
    }
}
