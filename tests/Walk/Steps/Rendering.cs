using Actors.Cli.Client;
using Actors.Contracts.Api;

namespace Actors.Walk.Steps;

/// <summary>Step 4: a template, filled with all nodes at once.</summary>
internal static class Rendering
{
    public static WalkStep Step { get; } = new(
        4,
        "A configuration from a template",
        "ha alone, then s1, then s2. The original's template was given one node at a time and kept only the last; here it is given all of "
        + "them, sorted, so that the same nodes always give the same text.",
        Walk);

    private static async Task Walk(StepRun run)
    {
        await run.BeginAnew();
        await run.Start(StepEvidence.Seed, StepEvidence.Ha);
        await run.ExpectListed();
        await run.SaveConfig("haproxy-1-ha.cfg");
        await run.Start(StepEvidence.S1);
        await run.ExpectListed(StepEvidence.S1);
        await run.SaveConfig("haproxy-2-s1.cfg");
        await run.Start(StepEvidence.S2);
        await run.ExpectListed(StepEvidence.S1, StepEvidence.S2);
        await run.SaveConfig("haproxy-3-s2.cfg");
        await Templates(run);

        await run.SaveProcesses("ps.txt");
        await run.SaveInspections(StepEvidence.Ha, StepEvidence.S1, StepEvidence.S2);
        await run.SaveLogs(StepEvidence.Ha, StepEvidence.S1, StepEvidence.S2);
        await run.Picture("stats", "ha, then s1, then s2");
    }

    private static async Task Templates(StepRun run)
    {
        var agent = await run.System.Agent(run.Cancellation);
        var again = await Render(agent, "", run.Cancellation);
        var same = again?.Text == await run.System.Config(run.Cancellation);
        run.Expect("rendered again for the same nodes", "the same text, taken by haproxy -c", $"{(same ? "the same" : "another")} text, {(again?.IsTaken == true ? "taken" : "not taken")} by haproxy -c");
        var broken = await Render(agent, "{{ no_such_variable }}", run.Cancellation);
        run.Expect("a template with a mistake", "refused, with the reason", broken is { IsTaken: false, Errors: { Length: > 0 } } ? "refused, with the reason" : "taken");
        await run.Save("refused-template.txt", $"{{{{ no_such_variable }}}}\n\n{broken?.Errors}\n");
        await run.ExpectServed(StepEvidence.S1, StepEvidence.S2);
    }

    private static async Task<RenderAnswer?> Render(AgentClient agent, string template, CancellationToken ct) =>
        ContractJson.Read(await agent.Render(template, ct), ContractJson.Default.RenderAnswer);
}
