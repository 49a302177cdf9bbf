namespace Actors.Walk.Steps;

/// <summary>Step 1: a supervisor keeps processes alive.</summary>
internal static class Supervision
{
    public static WalkStep Step { get; } = new(
        1,
        "Processes that are kept alive",
        "HAProxy is killed, and its supervisor, an actor of the agent, starts it again. Then the agent is killed: HAProxy serves on, and "
        + "the agent that is started again takes over the HAProxy that runs, without a reload and without a lost request.",
        Walk);

    private static async Task Walk(StepRun run)
    {
        await run.GoOn();
        await run.SaveProcesses("ps-1-before.txt");
        var before = (await run.Status()).Haproxy?.Pid;
        run.Say("Killing HAProxy");
        await run.System.KillHaProxy(run.Cancellation);
        await run.Eventually("HAProxy after it was killed", "another process", async () =>
            (await run.Status()).Haproxy is { Running: true, Pid: { } now } && now != before ? "another process" : "not started again");
        await run.ExpectServed(StepEvidence.S1, StepEvidence.S2);
        await run.SaveProcesses("ps-2-haproxy-killed.txt");

        var haproxy = (await run.Status()).Haproxy?.Pid;
        await run.WithoutLoss("the agent was killed and came back", async () =>
        {
            run.Say("Killing the agent");
            await run.System.KillAgent(run.Cancellation);
            await run.Eventually("HAProxy after its agent was killed", "the same process", async () =>
                (await run.Status()).Haproxy is { Running: true, Pid: { } now } && now == haproxy ? "the same process" : "not taken over");
        });
        await run.ExpectServed(StepEvidence.S1, StepEvidence.S2);
        await run.SaveProcesses("ps-3-agent-killed.txt");
        await run.SaveLogs(StepEvidence.Ha, StepEvidence.S1, StepEvidence.S2);
        await run.Picture("stats", "After HAProxy and then its agent were killed");
    }
}
