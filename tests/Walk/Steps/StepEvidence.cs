using Actors.Contracts.Api;
using Actors.Walk.Observing;

namespace Actors.Walk.Steps;

/// <summary>What several steps do, check and keep.</summary>
internal static class StepEvidence
{
    public const string Seed = "seed-1";
    public const string Ha = "ha";
    public const string S1 = "s1";
    public const string S2 = "s2";
    public const string S3 = "s3";
    public const string S4 = "s4";

    private static readonly string[] Everyone = [Seed, Ha, S1, S2, S3, S4];

    /// <summary>The step begins with a new system.</summary>
    public static async Task BeginAnewAsync(this StepRun run)
    {
        run.Say("A new system");
        await run.System.BeginAsync(run.Cancellation);
        run.Tools.Logs.Forget();
    }

    /// <summary>The step goes on with the system that the last one has left.</summary>
    public static Task GoOnAsync(this StepRun run) => run.Tools.Logs.CutAsync(Everyone, run.Cancellation);

    public static async Task StartAsync(this StepRun run, params string[] nodes)
    {
        foreach (var node in nodes)
        {
            run.Say($"Starting {node}");
            await run.System.StartAsync(node, run.Cancellation);
        }
    }

    public static async Task StopAsync(this StepRun run, string node)
    {
        run.Say($"Stopping {node}");
        await run.System.StopAsync(node, run.Cancellation);
    }

    /// <summary>
    /// Exactly these nodes are in service: on the stats page, in the configuration, in the node files and in who answers.
    /// </summary>
    public static async Task ExpectServedAsync(this StepRun run, params string[] nodes)
    {
        await run.ExpectListedAsync(nodes);
        await run.ExpectAnswersAsync(nodes);
    }

    /// <summary>These nodes answer in turn.</summary>
    public static Task<bool> ExpectAnswersAsync(this StepRun run, params string[] nodes)
    {
        var asked = Math.Max(6, 3 * nodes.Length);
        return run.EventuallyAsync($"who answers {asked} requests", Turns.Of(nodes), async () => Turns.Text(await AskAsync(run, asked)));
    }

    /// <summary>Exactly these nodes are listed: on the stats page, in the configuration and in the node files.</summary>
    public static async Task ExpectListedAsync(this StepRun run, params string[] nodes)
    {
        await run.EventuallyAsync("servers on the stats page", Listing.Of(
            nodes.Select(node => node + " UP")), async () => StatsPage.Text(await run.ServersAsync()));
        await run.EventuallyAsync(
            "servers in haproxy.cfg", Listing.Of(nodes), async () => RenderedConfig.Text(await run.System.ConfigAsync(run.Cancellation)));
        await run.EventuallyAsync("files in /nodes", Listing.Of(nodes), async () => Listing.Of(
            NodeFolder.Nodes(await run.System.NodeFilesAsync(run.Cancellation))));
    }

    /// <summary>The servers on the stats page.</summary>
    public static async Task<IReadOnlyList<StatsServer>> ServersAsync(this StepRun run)
    {
        var page = await run.Tools.Visitor.GetAsync(new Uri(run.System.Stats, StatsPage.Path), run.Cancellation);
        return StatsPage.Servers(page.Body) ?? throw new CommandFailed(ExitCode.Failed, $"no stats page: {page.Text.Split('\n')[0]}");
    }

    public static async Task<AgentStatus> StatusAsync(this StepRun run)
    {
        var agent = await run.System.AgentAsync(run.Cancellation);
        return ContractJson.Read(await agent.StatusAsync(run.Cancellation), ContractJson.Reader.AgentStatus)
            ?? throw new CommandFailed(ExitCode.Failed, "the agent's status cannot be read.");
    }

    /// <summary>The web nodes as members of the cluster, in words: <c>s1 Up, s2 Up</c>.</summary>
    public static async Task<string> MembersAsync(this StepRun run)
    {
        var agent = await run.System.AgentAsync(run.Cancellation);
        var nodes = ContractJson.Read(await agent.NodesAsync(run.Cancellation), ContractJson.Reader.IReadOnlyListNodeView) ?? [];
        return Listing.Of(nodes.OrderBy(node => node.Name, StringComparer.Ordinal).Select(node => $"{node.Name} {node.Gossip?.Status}"));
    }

    /// <summary>Does something while users go on asking, and checks that none of them has noticed.</summary>
    public static async Task WithoutLossAsync(this StepRun run, string meanwhile, Func<Task> work)
    {
        await using var traffic = Traffic.To(run.System.Service, run.Tools.Visitor, run.Tools.Time);
        await work();
        var report = await traffic.FinishAsync();
        run.Expect($"requests lost while {meanwhile}", "0", report.ToString(), report is { Sent: > 0, Lost: 0 });
    }

    public static async Task SaveConfigAsync(this StepRun run, string name) =>
        await run.SaveAsync(name, await run.System.ConfigAsync(run.Cancellation));

    public static async Task SaveNodesAsync(this StepRun run, string name) =>
        await run.SaveAsync(name, await run.System.NodeFilesAsync(run.Cancellation));

    public static async Task SaveProcessesAsync(this StepRun run, string name) =>
        await run.SaveAsync(name, await run.System.ProcessesAsync(run.Cancellation));

    public static async Task SaveLogsAsync(this StepRun run, params string[] nodes)
    {
        foreach (var node in nodes)
        {
            await run.SaveAsync(node + ".log", await run.Tools.Logs.OfAsync(node, run.Cancellation));
        }
    }

    public static async Task SaveInspectionsAsync(this StepRun run, params string[] nodes)
    {
        foreach (var node in nodes)
        {
            await run.SaveAsync($"inspect-{node}.json", await run.System.InspectAsync(node, run.Cancellation));
        }
    }

    private static async Task<IReadOnlyList<string>> AskAsync(StepRun run, int times)
    {
        var hosts = new List<string>(times);
        for (var asked = 0; asked < times; asked++)
        {
            var visit = await run.Tools.Visitor.GetAsync(run.System.Service, run.Cancellation);
            hosts.Add(visit.Host ?? $"({visit.Text.Split('\n')[0]})");
        }

        return hosts;
    }
}
