using System.Globalization;

namespace Actors.Walk.Steps;

/// <summary>Step 6: HAProxy follows by itself, and nobody who uses the service notices.</summary>
internal static class Following
{
    // From here on servers are added and deleted without a reload.
    private static readonly Version RuntimeFrom = new(3, 0);

    public static WalkStep Step { get; } = new(
        6,
        "HAProxy follows by itself",
        "Up to four web nodes come, are stopped, are killed and come back while users go on asking. HAProxy 3.0 and newer is told over its "
        + "runtime API; an older one reloads. The original did not manage that without losing requests; here none may be lost.",
        WalkAsync);

    private static async Task WalkAsync(StepRun run)
    {
        await run.GoOnAsync();
        await run.StartAsync(StepEvidence.S1);
        await KeepAsync(run, "1-two", "Two web nodes", StepEvidence.S1, StepEvidence.S2);
        var before = (await run.StatusAsync()).HaProxy;
        await run.WithoutLossAsync("nodes came, stopped, died and came back", async () =>
        {
            await run.StartAsync(StepEvidence.S3, StepEvidence.S4);
            await KeepAsync(run, "2-four", "s3 and s4 have come", StepEvidence.S1, StepEvidence.S2, StepEvidence.S3, StepEvidence.S4);
            await run.StopAsync(StepEvidence.S2);
            await KeepAsync(run, "3-s2-stopped", "s2 was stopped", StepEvidence.S1, StepEvidence.S3, StepEvidence.S4);
            run.Say("Killing s3");
            await run.System.KillAsync(StepEvidence.S3, run.Cancellation);
            await run.PictureAsync("stats-4-s3-killed-now", "s3 was killed a moment ago");
            await KeepAsync(run, "4-s3-killed", "s3 was killed, and the cluster has removed it", StepEvidence.S1, StepEvidence.S4);
            await run.StartAsync(StepEvidence.S2);
            await KeepAsync(run, "5-s2-back", "s2 is back", StepEvidence.S1, StepEvidence.S2, StepEvidence.S4);
        });
        await run.ExpectAnswersAsync(StepEvidence.S1, StepEvidence.S2, StepEvidence.S4);

        var after = (await run.StatusAsync()).HaProxy;
        var reloads = (after.Reloads - before.Reloads).ToString(CultureInfo.InvariantCulture);
        var isRuntime = Version.TryParse(after.Version, out var version) && version >= RuntimeFrom;
        run.Expect($"reloads of HAProxy {after.Version} meanwhile", isRuntime ? "0" : "some", reloads, !isRuntime || reloads == "0");
        run.Expect("HAProxy meanwhile", "the same process", before.Pid == after.Pid ? "the same process" : "another process");
        await run.SaveLogsAsync(StepEvidence.Ha, StepEvidence.S1, StepEvidence.S2, StepEvidence.S3, StepEvidence.S4);
        await run.SaveInspectionsAsync(StepEvidence.Ha, StepEvidence.S1, StepEvidence.S2, StepEvidence.S4);
    }

    private static async Task KeepAsync(StepRun run, string moment, string caption, params string[] nodes)
    {
        await run.ExpectListedAsync(nodes);
        await run.SaveConfigAsync($"haproxy-{moment}.cfg");
        await run.SaveProcessesAsync($"ps-{moment}.txt");
        await run.PictureAsync($"stats-{moment}", caption);
    }
}
