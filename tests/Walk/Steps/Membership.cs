namespace Actors.Walk.Steps;

/// <summary>Step 2: everyone joins one cluster, in any order.</summary>
internal static class Membership
{
    public static WalkStep Step { get; } = new(
        2,
        "Joining the cluster",
        "The original's nodes all joined through ha, so ha had to be first and could not be missed. Here s1 is started while nobody else is "
        + "there, then ha and s2, and the seed last. Later s3 joins while ha is away.",
        Walk);

    private static async Task Walk(StepRun run)
    {
        await run.BeginAnew();
        await run.Start(StepEvidence.S1, StepEvidence.Ha, StepEvidence.S2, StepEvidence.Seed);
        await run.Eventually("members, with the seed started last", "s1 Up, s2 Up", run.Members);
        await run.ExpectServed(StepEvidence.S1, StepEvidence.S2);
        await run.SaveLogs(StepEvidence.Ha, StepEvidence.S1, StepEvidence.S2);
        await run.Save("members-1.txt", await run.Members() + "\n");

        await run.Stop(StepEvidence.Ha);
        await run.Start(StepEvidence.S3);
        await run.Eventually("s3 while ha is away", "a member", async () =>
            (await run.Tools.Logs.Of(StepEvidence.S3, run.Cancellation)).Contains("MemberUp s3", StringComparison.Ordinal) ? "a member" : "none");
        await run.Start(StepEvidence.Ha);
        await run.ExpectServed(StepEvidence.S1, StepEvidence.S2, StepEvidence.S3);
        await run.Eventually("members once ha is back", "s1 Up, s2 Up, s3 Up", run.Members);
        await run.Save("members-2.txt", await run.Members() + "\n");
        await run.SaveProcesses("ps.txt");
        await run.SaveLogs(StepEvidence.Seed, StepEvidence.S3);
        await run.Picture("stats", "s3 has joined while ha was away");
    }
}
