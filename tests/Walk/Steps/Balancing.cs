using System.Text;
using Actors.Walk.Observing;

namespace Actors.Walk.Steps;

/// <summary>Step 0: two web nodes behind HAProxy.</summary>
internal static class Balancing
{
    public static WalkStep Step { get; } = new(
        0,
        "Two web nodes behind HAProxy",
        "A seed, HAProxy with its agent, and two web nodes. Nobody has written their addresses anywhere: the agent has them from the "
        + "cluster. Requests are answered in turn, the web nodes are told who asked, and the stats page shows both.",
        WalkAsync);

    // What the demo application's answer has, and nothing else.
    private static readonly string[] Contract = ["hello", "host", "id", "ip", "sessionViews", "tag"];

    private static async Task WalkAsync(StepRun run)
    {
        await run.BeginAnewAsync();
        await run.StartAsync(StepEvidence.Seed, StepEvidence.Ha, StepEvidence.S1, StepEvidence.S2);
        await run.ExpectServedAsync(StepEvidence.S1, StepEvidence.S2);
        await run.EventuallyAsync("HAProxy's checks (HEAD /)", "s1 L7OK 200, s2 L7OK 200", async () =>
            Listing.Of((await run.ServersAsync()).Select(server => $"{server.Name} {server.Check}")));
        await AnswersAsync(run);
        await Forwarding.CheckAsync(run);

        await run.SaveConfigAsync("haproxy.cfg");
        await run.SaveNodesAsync("nodes.txt");
        await run.SaveProcessesAsync("ps.txt");
        await run.SaveLogsAsync(StepEvidence.Ha, StepEvidence.S1, StepEvidence.S2);
        await run.PictureAsync("stats", "Two web nodes, both up");
    }

    private static async Task AnswersAsync(StepRun run)
    {
        var text = new StringBuilder();
        Visit visit = null!;
        for (var asked = 0; asked < 4; asked++)
        {
            visit = await run.Tools.Visitor.GetAsync(run.System.Service, run.Cancellation);
            text.Append("GET / ").Append(visit.Text).Append('\n');
        }

        await run.SaveAsync("answers.txt", text.ToString());
        run.Expect("fields of an answer", Listing.Of(Contract), Listing.Of(visit.Fields.Order(StringComparer.Ordinal)));
        run.Expect("x-backend-ip", visit.Field("ip") ?? "an address", visit.Headers.GetValueOrDefault("x-backend-ip", Listing.Nothing));
        run.Expect(
            "session cookie",
            $"NODESESSID={visit.Field("id")}",
            visit.Headers.GetValueOrDefault("set-cookie", Listing.Nothing).Split(';')[0]);
    }
}
