using System.Text.Json;

namespace Actors.EndToEnd;

/// <summary>
/// Two agents that share a template, under load: a change goes round one agent at a time, and a broken one ends at the first.
/// </summary>
[Collection(TwoAgentsSystem.Name)]
public sealed class TemplateRolloutSpecs(TwoAgentsSystem shared) : IAsyncLifetime
{
    private const string Agents = "ha-1 ha-2";
    private const string Changed = "# changed\n";
    private static readonly string Embedded = File.ReadAllText(Repository.EmbeddedTemplate);
    private LocalSystem _system = null!;

    public async Task InitializeAsync()
    {
        _system = await shared.OpenAsync();
        await WriteAsync(Embedded);
        string[] settings = [$"--HaProxy:TemplatePath={_system.TemplatePath}"];
        await shared.BeginAsync(agents: 2, settings: settings);
        // The older agent is the first to try a template, and that is ha-1 here.
        await _system.Running["ha-2"].StopAsync();
        await shared.BeginAsync(agents: 2, settings: settings);
        await UntilTemplateAsync("it has a template, and no other", Agents, template => Candidate(template) is null);
        foreach (var balancer in new[] { _system.Ha1, _system.Ha2 })
        {
            await Eventually.BecomesAsync(
                $"{balancer.Name} has it unchanged", _system.Tail,
                async () => (!(await File.ReadAllTextAsync(balancer.ConfigPath)).EndsWith(Changed, StringComparison.Ordinal), ""));
            // The file is there before HAProxy has reloaded.
            await _system.UntilSettledAsync(balancer.Name);
        }
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_changed_template_is_applied_by_one_agent_after_the_other_and_no_request_is_lost()
    {
        var before = await HashAsync("ha-1");
        var past = (await _system.HistoryAsync("ha-2")).GetArrayLength();
        await using var first = new SteadyTraffic(_system, _system.Ha1);
        await using var second = new SteadyTraffic(_system, _system.Ha2);
        await using var never = new Throughout(async () =>
            // The second is asked first: asked last, it might have got its turn since the first was asked.
            await StageAsync("ha-2") == "Applying" && await StageAsync("ha-1") == "Applying" ? "both apply it" : null);

        await WriteAsync(Embedded + Changed);

        await UntilTemplateAsync(
            "the new one is in force", Agents,
            template => Text(template, "hash") != before && template.GetProperty("candidate").ValueKind == JsonValueKind.Null);
        Assert.Equal(await HashAsync("ha-1"), await HashAsync("ha-2"));
        foreach (var balancer in new[] { _system.Ha1, _system.Ha2 })
        {
            Assert.EndsWith(Changed, await File.ReadAllTextAsync(balancer.ConfigPath), StringComparison.Ordinal);
        }

        // The second reloads once the first has it and is well.
        var inForceAtFirst = (await TemplateAsync("ha-1")).GetProperty("since").GetDateTimeOffset();
        var reloadOfSecond = Assert.Single(
            (await _system.HistoryAsync("ha-2")).EnumerateArray().SkipLast(past),
            change => Text(change, "trigger").Contains("the template changed", StringComparison.Ordinal));
        Assert.Equal("reload", Text(reloadOfSecond, "by"));
        Assert.True(reloadOfSecond.GetProperty("at").GetDateTimeOffset() >= inForceAtFirst, $"{reloadOfSecond} before {inForceAtFirst:O}");
        await never.AssertHeldAsync();
        await first.AssertNothingLostAsync();
        await second.AssertNothingLostAsync();
    }

    [Fact]
    public async Task A_broken_one_ends_at_the_first_agent_and_nodes_come_and_go_as_before_even_after_a_crash_of_the_agent()
    {
        var before = await HashAsync("ha-1");
        await using var first = new SteadyTraffic(_system, _system.Ha1);
        await using var second = new SteadyTraffic(_system, _system.Ha2);
        var workers = (await _system.Ha1.WorkerPidAsync(), await _system.Ha2.WorkerPidAsync());

        await WriteAsync(Embedded.Replace("balance ", "balence ", StringComparison.Ordinal));

        await UntilTemplateAsync(
            "it is refused", "ha-1",
            template =>
                Candidate(template) is { } candidate
                    && Text(candidate, "stage") == "Refused"
                    && Text(candidate, "why").Contains("balence", StringComparison.Ordinal));
        await UntilTemplateAsync(
            "it was stopped by the first", "ha-2",
            template =>
                Candidate(template) is { } candidate && Text(candidate, "stage") == "Stopped" && Text(candidate, "agent") == "ha-1");
        _system.StartWeb(3);
        await UntilUpAsync(3);
        Assert.Equal(workers, (await _system.Ha1.WorkerPidAsync(), await _system.Ha2.WorkerPidAsync()));
        Assert.Equal((before, before), (await HashAsync("ha-1"), await HashAsync("ha-2")));

        await _system.Running["ha-1"].KillAsync();
        _system.StartAgain("ha-1");
        _system.StartWeb(4);
        await UntilUpAsync(4);
        await UntilTemplateAsync(
            "the last good one is in force", Agents, template => Text(template, "hash") == before && Candidate(template) is not null);

        await WriteAsync(Embedded + Changed);
        await UntilTemplateAsync(
            "the corrected one is in force", Agents, template => Text(template, "hash") != before && Candidate(template) is null);
        await first.AssertNothingLostAsync();
        await second.AssertNothingLostAsync();
    }

    [Fact]
    public async Task Where_the_coordinator_is_killed_with_the_agent_that_applies_it_the_next_one_stops_it_until_that_agent_is_back()
    {
        var before = await HashAsync("ha-1");
        await using var first = new SteadyTraffic(_system, _system.Ha1);
        await using var second = new SteadyTraffic(_system, _system.Ha2);
        var isBack = false;
        await using var never = new Throughout(async () =>
            !isBack && await StageAsync("ha-2") == "Applying" ? "ha-2 applies what was stopped" : null);

        await WriteAsync(Embedded + Changed);
        await Eventually.BecomesAsync(
            "ha-1 applies it", _system.Tail, async () => (await StageAsync("ha-1") == "Applying", ""),
            every: TimeSpan.FromMilliseconds(50));
        // The coordinator is beside the agent that is longest in the cluster, which is the first to apply.
        await _system.Running["ha-1"].KillAsync();

        await UntilTemplateAsync(
            "the next coordinator has stopped it", "ha-2",
            template =>
                Candidate(template) is { } candidate && Text(candidate, "stage") == "Stopped" && Text(candidate, "agent") == "ha-1");
        Assert.Equal(before, await HashAsync("ha-2"));

        isBack = true;
        _system.StartAgain("ha-1");
        await UntilTemplateAsync(
            "the new one is in force", Agents, template => Text(template, "hash") != before && Candidate(template) is null);
        await never.AssertHeldAsync();
        await first.AssertNothingLostAsync();
        await second.AssertNothingLostAsync();
    }

    // As a deployment would: at once and as a whole.
    private async Task WriteAsync(string template)
    {
        await File.WriteAllTextAsync(_system.TemplatePath + ".new", template);
        File.Move(_system.TemplatePath + ".new", _system.TemplatePath, overwrite: true);
    }

    private async Task UntilUpAsync(int webs)
    {
        foreach (var balancer in new[] { _system.Ha1, _system.Ha2 })
        {
            await _system.UntilServersAsync(
                balancer, $"{webs} get traffic", servers => servers.Count == webs && servers.Values.All(server => server.IsUp));
        }
    }

    private async Task UntilTemplateAsync(string what, string agents, Func<JsonElement, bool> isSo)
    {
        foreach (var agent in agents.Split(' '))
        {
            await _system.UntilStatusAsync(
                what, status => status.GetProperty("template") is { ValueKind: JsonValueKind.Object } template && isSo(template), agent);
        }
    }

    private async Task<JsonElement> TemplateAsync(string agent) => (await _system.StatusAsync(agent)).GetProperty("template");

    private async Task<string> HashAsync(string agent) => Text(await TemplateAsync(agent), "hash");

    private async Task<string> StageAsync(string agent) =>
        Candidate(await TemplateAsync(agent)) is { } candidate ? Text(candidate, "stage") : "";

    private static JsonElement? Candidate(JsonElement template) =>
        template.GetProperty("candidate") is { ValueKind: JsonValueKind.Object } candidate ? candidate : null;

    private static string Text(JsonElement element, string property) => element.GetProperty(property).GetString() ?? "";
}
