using System.Text.Json;

namespace Actors.EndToEnd;

/// <summary>
/// Files go missing or are changed outside the agent: HAProxy serves on, the status says what is wrong, and it mends itself.
/// </summary>
[Collection(AgentsSystem.Name)]
public sealed class DiskSpecs(AgentsSystem shared)
{

    [Fact]
    public async Task A_template_that_is_deleted_costs_nothing_and_is_taken_up_again_once_it_is_back()
    {
        var path = (await shared.OpenAsync()).TemplatePath;
        var template = await File.ReadAllTextAsync(Repository.EmbeddedTemplate);
        await File.WriteAllTextAsync(path, template);
        var system = await shared.BeginAsync(settings: [$"--HaProxy:TemplatePath={path}"]);
        await using var traffic = new SteadyTraffic(system);

        File.Delete(path);
        system.StartWeb(3);
        await system.UntilStatusAsync(
            "the missing template is told", status => Candidate(status) is { ValueKind: JsonValueKind.Object } candidate
            && candidate.GetProperty("stage").GetString() == "Refused"
            && candidate.GetProperty("why").GetString()!.Contains(path, StringComparison.Ordinal));
        await system.UntilServedByAsync(1, 2, 3);

        await File.WriteAllTextAsync(path, template);

        await system.UntilStatusAsync(
            "nothing is wrong",
            status => Candidate(status).ValueKind == JsonValueKind.Null && Failure(status).ValueKind == JsonValueKind.Null);
        await traffic.AssertNothingLostAsync();
    }

    [Fact]
    public async Task A_folder_of_nodes_that_is_deleted_comes_again()
    {
        var system = await shared.BeginAsync(webs: 2);
        await using var traffic = new SteadyTraffic(system);

        Directory.Delete(system.NodesPath, recursive: true);
        system.StartWeb(3);

        await system.UntilListedAsync(1, 2, 3);
        await system.UntilServedByAsync(1, 2, 3);
        await traffic.AssertNothingLostAsync();
    }

    [Fact]
    public async Task A_live_file_that_is_edited_by_hand_is_put_back_and_HAProxy_that_dies_meanwhile_starts_on_the_last_good_one()
    {
        var system = await shared.BeginAsync(settings: ["--HaProxy:AuditEvery=1"]);
        var good = await File.ReadAllTextAsync(system.ConfigPath);

        await File.WriteAllTextAsync(system.ConfigPath, good + "by hand\n");
        await UntilFileIsAsync(system, good);

        // Faster than the audit.
        var pid = system.HaProxyPid();
        await File.WriteAllTextAsync(system.ConfigPath, "by hand\n");
        await Signals.SendAsync("KILL", pid);

        await Eventually.BecomesAsync(
            "another HAProxy runs", system.Tail,
            () => Task.FromResult((system.HaProxyPid() != pid && system.HaProxyRuns(), $"pid {system.HaProxyPid()}")));
        await system.UntilServedByAsync(1, 2);
        await UntilFileIsAsync(system, good);
    }

    [Fact]
    public async Task A_node_file_that_is_half_written_is_set_aside_and_costs_the_others_nothing()
    {
        var system = await shared.BeginAsync(webs: 2);
        await using var traffic = new SteadyTraffic(system);
        await system.Running["ha-1"].KillAsync();
        var half = Path.Combine(system.NodesPath, "web-9.json");
        await File.WriteAllTextAsync(half, "{ \"name\": \"web-9\", \"addr");

        system.StartAgain("ha-1");

        await Eventually.BecomesAsync(
            "the file is quarantined", system.Tail,
            () => Task.FromResult((File.Exists(half + ".bad") && !File.Exists(half), "not yet")));
        await system.UntilListedAsync(1, 2);
        await system.UntilServedByAsync(1, 2);
        await traffic.AssertNothingLostAsync();
    }

    private static JsonElement Failure(JsonElement status) => status.GetProperty("lastFailure");

    private static JsonElement Candidate(JsonElement status) =>
        status.GetProperty("template") is { ValueKind: JsonValueKind.Object } template
            ? template.GetProperty("candidate")
            : throw new IOException("no template is in force yet");

    private static Task UntilFileIsAsync(LocalSystem system, string text) =>
        Eventually.BecomesAsync("the live file is the last good one", system.Tail, async () =>
        (File.Exists(system.ConfigPath) && await File.ReadAllTextAsync(system.ConfigPath) == text, "another"));
}
