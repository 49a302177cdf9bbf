namespace Actors.Walk.Steps;

/// <summary>Step 2: everyone joins one cluster, in any order.</summary>
internal static class Membership
{
    public static WalkStep Step { get; } = new(
        2,
        "Joining the cluster",
        "The original's nodes all joined through ha, so ha had to be first and could not be missed. Here s1 is started while nobody else "
        + "is "
        + "there, then ha and s2, and the seed last. Later s3 joins while ha is away.",
        WalkAsync);

    private static async Task WalkAsync(StepRun run)
    {
        await run.BeginAnewAsync();
        await run.StartAsync(StepEvidence.S1, StepEvidence.Ha, StepEvidence.S2, StepEvidence.Seed);
        await run.EventuallyAsync("members, with the seed started last", "s1 Up, s2 Up", run.MembersAsync);
        await run.ExpectServedAsync(StepEvidence.S1, StepEvidence.S2);
        await run.SaveLogsAsync(StepEvidence.Ha, StepEvidence.S1, StepEvidence.S2);
        await run.SaveAsync("members-1.txt", await run.MembersAsync() + "\n");

        await run.StopAsync(StepEvidence.Ha);
        await run.StartAsync(StepEvidence.S3);
        await run.EventuallyAsync("s3 while ha is away", "a member", async () =>
            (await run.Tools.Logs.OfAsync(StepEvidence.S3, run.Cancellation)).Contains(
                "MemberUp s3", StringComparison.Ordinal) ? "a member" : "none");
        await run.StartAsync(StepEvidence.Ha);
        await run.ExpectServedAsync(StepEvidence.S1, StepEvidence.S2, StepEvidence.S3);
        await run.EventuallyAsync("members once ha is back", "s1 Up, s2 Up, s3 Up", run.MembersAsync);
        await run.SaveAsync("members-2.txt", await run.MembersAsync() + "\n");
        await run.SaveProcessesAsync("ps.txt");
        await run.SaveLogsAsync(StepEvidence.Seed, StepEvidence.S3);
        await run.PictureAsync("stats", "s3 has joined while ha was away");
    }
}
