using System.Text.Json;

namespace Actors.EndToEnd;

/// <summary>Files go missing or are changed by somebody else: HAProxy serves on, the status says what is wrong, and it mends itself.</summary>
public sealed class DiskSpecs : IAsyncLifetime
{
    private readonly LocalSystem _system = new(haProxy: HaProxies.PathOf(HaProxies.Newest));

    [Fact]
    public async Task A_template_that_is_deleted_costs_nothing_and_is_taken_up_again_once_it_is_back()
    {
        await File.WriteAllTextAsync(_system.TemplatePath, await EmbeddedTemplateAsync());
        await StartAsync($"--HaProxy:TemplatePath={_system.TemplatePath}");
        await using var traffic = new SteadyTraffic(_system);
        var template = await File.ReadAllTextAsync(_system.TemplatePath);

        File.Delete(_system.TemplatePath);
        _system.StartWeb(3);
        await _system.UntilStatusAsync("the missing template is told", status => Candidate(status) is { ValueKind: JsonValueKind.Object } candidate
            && candidate.GetProperty("stage").GetString() == "Refused" && candidate.GetProperty("why").GetString()!.Contains(_system.TemplatePath, StringComparison.Ordinal));
        await _system.UntilServedByAsync(1, 2, 3);

        await File.WriteAllTextAsync(_system.TemplatePath, template);

        await _system.UntilStatusAsync("nothing is wrong", status => Candidate(status).ValueKind == JsonValueKind.Null && Failure(status).ValueKind == JsonValueKind.Null);
        await traffic.AssertNothingLostAsync();
    }

    [Fact]
    public async Task A_folder_of_nodes_that_is_deleted_comes_again()
    {
        await StartAsync();
        await using var traffic = new SteadyTraffic(_system);

        Directory.Delete(_system.NodesPath, recursive: true);
        _system.StartWeb(3);

        await _system.UntilListedAsync(1, 2, 3);
        await _system.UntilServedByAsync(1, 2, 3);
        await traffic.AssertNothingLostAsync();
    }

    [Fact]
    public async Task A_live_file_that_is_edited_by_hand_is_put_back_and_HAProxy_that_dies_meanwhile_starts_on_the_last_good_one()
    {
        await StartAsync("--HaProxy:AuditEvery=1");
        var good = await File.ReadAllTextAsync(_system.ConfigPath);

        await File.WriteAllTextAsync(_system.ConfigPath, good + "by hand\n");
        await UntilFileIsAsync(good);

        // Faster than the audit.
        var pid = _system.HaProxyPid();
        await File.WriteAllTextAsync(_system.ConfigPath, "by hand\n");
        await Signals.SendAsync("KILL", pid);

        await Eventually.BecomesAsync("another HAProxy runs", _system.Tail, () => Task.FromResult((_system.HaProxyPid() != pid && _system.HaProxyRuns(), $"pid {_system.HaProxyPid()}")));
        await _system.UntilServedByAsync(1, 2);
        await UntilFileIsAsync(good);
    }

    [Fact]
    public async Task A_node_file_that_is_half_written_is_set_aside_and_costs_the_others_nothing()
    {
        var ha = await StartAsync();
        await using var traffic = new SteadyTraffic(_system);
        await ha.KillAsync();
        var half = Path.Combine(_system.NodesPath, "web-9.json");
        await File.WriteAllTextAsync(half, "{ \"name\": \"web-9\", \"addr");

        _system.StartAgain("ha-1");

        await Eventually.BecomesAsync("the file is set aside", _system.Tail, () => Task.FromResult((File.Exists(half + ".unreadable") && !File.Exists(half), "not yet")));
        await _system.UntilListedAsync(1, 2);
        await _system.UntilServedByAsync(1, 2);
        await traffic.AssertNothingLostAsync();
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _system.DisposeAsync();

    private static JsonElement Failure(JsonElement status) => status.GetProperty("lastFailure");

    private static JsonElement Candidate(JsonElement status) =>
        status.GetProperty("template") is { ValueKind: JsonValueKind.Object } template ? template.GetProperty("candidate") : throw new IOException("no template is in force yet");

    private static Task<string> EmbeddedTemplateAsync() => File.ReadAllTextAsync(Repository.PathOf("src", "HaAgent", "Applying", "haproxy.cfg.sbn"));

    private Task UntilFileIsAsync(string text) => Eventually.BecomesAsync("the live file is the last good one", _system.Tail, async () =>
        (File.Exists(_system.ConfigPath) && await File.ReadAllTextAsync(_system.ConfigPath) == text, "another"));

    private async Task<NodeProcess> StartAsync(params string[] settings)
    {
        _system.StartSeed();
        var ha = _system.StartHa(settings);
        _system.StartWeb(1);
        _system.StartWeb(2);
        await _system.UntilServedByAsync(1, 2);
        await _system.UntilOneClusterAsync("seed-1", "ha-1", "web-1", "web-2");
        await _system.UntilSettledAsync();
        return ha;
    }
}
