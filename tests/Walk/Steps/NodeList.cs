namespace Actors.Walk.Steps;

/// <summary>Step 5: the list of nodes, kept in a folder.</summary>
internal static class NodeList
{
    public static WalkStep Step { get; } = new(
        5,
        "The list of nodes in /nodes",
        "Both web nodes leave and come back one after the other; each has a file in /nodes while it is there, and a line in the "
        + "configuration. Then s1 is stopped: its file and its line go, and no request is lost.",
        WalkAsync);

    private static async Task WalkAsync(StepRun run)
    {
        await run.GoOnAsync();
        await run.StopAsync(StepEvidence.S1);
        await run.StopAsync(StepEvidence.S2);
        await KeepAsync(run, "1-ha");
        await run.StartAsync(StepEvidence.S1);
        await KeepAsync(run, "2-s1", StepEvidence.S1);
        await run.StartAsync(StepEvidence.S2);
        await KeepAsync(run, "3-s2", StepEvidence.S1, StepEvidence.S2);
        await run.SaveProcessesAsync("ps-3-s2.txt");
        await run.SaveInspectionsAsync(StepEvidence.Ha, StepEvidence.S1, StepEvidence.S2);
        await run.PictureAsync("stats-3-s2", "Both web nodes are back");

        await run.WithoutLossAsync("s1 was stopped", () => run.StopAsync(StepEvidence.S1));
        await KeepAsync(run, "4-s1-stopped", StepEvidence.S2);
        await run.ExpectAnswersAsync(StepEvidence.S2);
        await run.SaveProcessesAsync("ps-4-s1-stopped.txt");
        await run.SaveLogsAsync(StepEvidence.Ha, StepEvidence.S1, StepEvidence.S2);
        await run.PictureAsync("stats-4-s1-stopped", "s1 was stopped");
    }

    private static async Task KeepAsync(StepRun run, string moment, params string[] nodes)
    {
        await run.ExpectListedAsync(nodes);
        await run.SaveConfigAsync($"haproxy-{moment}.cfg");
        await run.SaveNodesAsync($"nodes-{moment}.txt");
    }
}
