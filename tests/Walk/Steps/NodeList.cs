namespace Actors.Walk.Steps;

/// <summary>Step 5: the list of nodes, kept in a folder.</summary>
internal static class NodeList
{
    public static WalkStep Step { get; } = new(
        5,
        "The list of nodes in /nodes",
        "Both web nodes leave and come back one after the other; each has a file in /nodes while it is there, and a line in the "
        + "configuration. Then s1 is stopped: its file and its line go, and no request is lost.",
        Walk);

    private static async Task Walk(StepRun run)
    {
        await run.GoOn();
        await run.Stop(StepEvidence.S1);
        await run.Stop(StepEvidence.S2);
        await Keep(run, "1-ha");
        await run.Start(StepEvidence.S1);
        await Keep(run, "2-s1", StepEvidence.S1);
        await run.Start(StepEvidence.S2);
        await Keep(run, "3-s2", StepEvidence.S1, StepEvidence.S2);
        await run.SaveProcesses("ps-3-s2.txt");
        await run.SaveInspections(StepEvidence.Ha, StepEvidence.S1, StepEvidence.S2);
        await run.Picture("stats-3-s2", "Both web nodes are back");

        await run.WithoutLoss("s1 was stopped", () => run.Stop(StepEvidence.S1));
        await Keep(run, "4-s1-stopped", StepEvidence.S2);
        await run.ExpectAnswers(StepEvidence.S2);
        await run.SaveProcesses("ps-4-s1-stopped.txt");
        await run.SaveLogs(StepEvidence.Ha, StepEvidence.S1, StepEvidence.S2);
        await run.Picture("stats-4-s1-stopped", "s1 was stopped");
    }

    private static async Task Keep(StepRun run, string moment, params string[] nodes)
    {
        await run.ExpectListed(nodes);
        await run.SaveConfig($"haproxy-{moment}.cfg");
        await run.SaveNodes($"nodes-{moment}.txt");
    }
}
