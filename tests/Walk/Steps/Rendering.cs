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
        WalkAsync);

    private static async Task WalkAsync(StepRun run)
    {
        await run.BeginAnewAsync();
        await run.StartAsync(StepEvidence.Seed, StepEvidence.Ha);
        await run.ExpectListedAsync();
        await run.SaveConfigAsync("haproxy-1-ha.cfg");
        await run.StartAsync(StepEvidence.S1);
        await run.ExpectListedAsync(StepEvidence.S1);
        await run.SaveConfigAsync("haproxy-2-s1.cfg");
        await run.StartAsync(StepEvidence.S2);
        await run.ExpectListedAsync(StepEvidence.S1, StepEvidence.S2);
        await run.SaveConfigAsync("haproxy-3-s2.cfg");
        await TemplatesAsync(run);

        await run.SaveProcessesAsync("ps.txt");
        await run.SaveInspectionsAsync(StepEvidence.Ha, StepEvidence.S1, StepEvidence.S2);
        await run.SaveLogsAsync(StepEvidence.Ha, StepEvidence.S1, StepEvidence.S2);
        await run.PictureAsync("stats", "ha, then s1, then s2");
    }

    private static async Task TemplatesAsync(StepRun run)
    {
        var agent = await run.System.AgentAsync(run.Cancellation);
        var again = await RenderAsync(agent, "", run.Cancellation);
        var same = again?.Text == await run.System.ConfigAsync(run.Cancellation);
        run.Expect(
            "rendered again for the same nodes",
            "the same text, taken by haproxy -c",
            $"{(same ? "the same" : "another")} text, {(again?.IsTaken == true ? "taken" : "not taken")} by haproxy -c");
        var broken = await RenderAsync(agent, "{{ no_such_variable }}", run.Cancellation);
        run.Expect(
            "a template with a mistake",
            "refused, with the reason",
            broken is { IsTaken: false, Errors: { Length: > 0 } } ? "refused, with the reason" : "taken");
        await run.SaveAsync("refused-template.txt", $"{{{{ no_such_variable }}}}\n\n{broken?.Errors}\n");
        await run.ExpectServedAsync(StepEvidence.S1, StepEvidence.S2);
    }

    private static async Task<RenderAnswer?> RenderAsync(AgentClient agent, string template, CancellationToken cancellationToken) =>
        ContractJson.Read(await agent.RenderAsync(template, cancellationToken), ContractJson.Default.RenderAnswer);
}
