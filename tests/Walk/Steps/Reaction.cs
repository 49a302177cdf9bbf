using Actors.Walk.Observing;

namespace Actors.Walk.Steps;

/// <summary>Step 3: every membership event is logged.</summary>
internal static class Reaction
{
    public static WalkStep Step { get; } = new(
        3,
        "Reacting to who comes and goes",
        "s4 joins, s2 is stopped and s3 is killed. Each event is a line in the log of every node, with name, address, roles and status, "
        + "and "
        + "HAProxy follows.",
        WalkAsync);

    private static async Task WalkAsync(StepRun run)
    {
        await run.GoOnAsync();
        await run.StartAsync(StepEvidence.S4);
        await run.ExpectServedAsync(StepEvidence.S1, StepEvidence.S2, StepEvidence.S3, StepEvidence.S4);
        await run.StopAsync(StepEvidence.S2);
        run.Say("Killing s3");
        await run.System.KillAsync(StepEvidence.S3, run.Cancellation);
        await run.ExpectServedAsync(StepEvidence.S1, StepEvidence.S4);
        await ExpectAsync(run, "logged by ha as joined", [StepEvidence.S4], "MemberJoined", "MemberWeaklyUp", "MemberUp");
        await ExpectAsync(run, "logged by ha as leaving", [StepEvidence.S2], "MemberLeft", "MemberExited");
        await ExpectAsync(run, "logged by ha as unreachable", [StepEvidence.S3], "UnreachableMember");
        await ExpectAsync(run, "logged by ha as removed", [StepEvidence.S2, StepEvidence.S3], "MemberRemoved");

        var lines = MembershipLines.In(await run.Tools.Logs.OfAsync(StepEvidence.Ha, run.Cancellation));
        var bare = lines.Where(line => line.Address.Length == 0 || line.Roles.Length == 0 || line.Status.Length == 0).ToArray();
        run.Expect("events without address, roles or status", Listing.Nothing, Listing.Of(bare.Select(line => line.Text)));
        await run.SaveAsync("membership-ha.log", string.Join('\n', lines.Select(line => line.Text)) + "\n");
        await run.SaveLogsAsync(StepEvidence.Ha, StepEvidence.S1, StepEvidence.S2);
        await run.SaveProcessesAsync("ps.txt");
        await run.PictureAsync("stats", "s4 has joined, s2 was stopped, s3 was killed");
    }

    private static Task<bool> ExpectAsync(StepRun run, string what, string[] nodes, params string[] events) =>
        run.EventuallyAsync(what, Listing.Of(nodes), async () =>
        MembershipLines.Seen(MembershipLines.In(await run.Tools.Logs.OfAsync(StepEvidence.Ha, run.Cancellation)), nodes, events));
}
