using System.Globalization;
using System.Text.Json;

namespace Actors.EndToEnd;

/// <summary>What happened is known after the agent was killed.</summary>
[Collection(AgentsSystem.Name)]
public sealed class HistorySpecs(AgentsSystem shared)
{
    private const string Agent = "ha-1";

    [Fact]
    public async Task After_a_kill_the_rows_are_there_the_numbers_go_on_and_an_old_revision_can_be_compared_and_gone_back_to()
    {
        var system = await shared.BeginAsync(webs: 2);
        system.StartWeb(3);
        await system.UntilListedAsync(1, 2, 3);
        Assert.Equal(202, await system.PostAsync(Agent, "/api/nodes/web-1/drain"));
        await system.UntilServersAsync(system.Ha1, "web-1 is drained", servers => servers["web-1"].IsDrained);
        await system.UntilSettledAsync();
        var before = await RowsAsync(system);

        await system.Running[Agent].KillAsync();
        system.StartAgain(Agent);

        await system.UntilOneClusterAsync("seed-1", Agent, "web-1", "web-2", "web-3");
        await system.UntilSettledAsync();
        Assert.Equal(202, await system.PostAsync(Agent, "/api/nodes/web-1/ready"));
        await system.UntilServersAsync(system.Ha1, "web-1 is not drained", servers => !servers["web-1"].IsDrained);
        await system.UntilSettledAsync();
        var after = await RowsAsync(system);
        Assert.Equal(before.Select(row => row.GetRawText()), after.Take(before.Count).Select(row => row.GetRawText()));
        Assert.Contains("the agent started", after[before.Count].GetProperty("trigger").GetString(), StringComparison.Ordinal);
        var numbers = after.Select(Number).ToList();
        Assert.Equal(Enumerable.Range(0, numbers.Count).Select(n => numbers[0] + n), numbers);
        Assert.Contains((await system.StatusAsync()).GetProperty("revisionApplied").GetInt64(), numbers);

        var joined = before.FindLastIndex(
            row => row.GetProperty("trigger").GetString()!.Contains("web-3 joined", StringComparison.Ordinal));
        var (old, with) = (Number(before.Take(joined).Last(row => row.GetProperty("hasConfig").GetBoolean())), Number(before[joined]));
        var diff = await system.AskAsync(HttpMethod.Get, Agent, $"/api/history/{Text(old)}..{Text(with)}/diff");
        Assert.Contains(diff.Body.Split('\n'), line => line.StartsWith("+    server web-3 ", StringComparison.Ordinal));

        Assert.Equal(202, await system.PostAsync(Agent, $"/api/rollback/{Text(old)}"));
        await system.UntilStatusAsync(
            "the template of before is pinned",
            status => status.GetProperty("pinned") is { ValueKind: JsonValueKind.Object } pinned
                && pinned.GetProperty("revision").GetInt64() == old);
        Assert.Equal(202, await system.PostAsync(Agent, "/api/unpin"));
        await system.UntilServedByAsync(1, 2, 3);
    }

    private static async Task<List<JsonElement>> RowsAsync(LocalSystem system) =>
        [.. (await system.HistoryAsync(Agent)).EnumerateArray().Reverse()];

    private static long Number(JsonElement row) => row.GetProperty("revision").GetInt64();

    private static string Text(long revision) => revision.ToString(CultureInfo.InvariantCulture);
}
