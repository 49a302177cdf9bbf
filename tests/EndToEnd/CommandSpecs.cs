using System.Globalization;
using System.Text.Json;
using CliWrap;
using CliWrap.Buffered;

namespace Actors.EndToEnd;

/// <summary>The commands of <c>./actors</c> that speak to an agent, against a real one.</summary>
public sealed class CommandSpecs(CommandSpecs.Fixture fixture) : IClassFixture<CommandSpecs.Fixture>
{
    private readonly LocalSystem _system = fixture.System;

    [Fact]
    public async Task Status_nodes_and_history_tell_what_is()
    {
        Assert.Contains("ha-1", await RunAsync("status"), StringComparison.Ordinal);
        var nodes = await RunAsync("nodes");
        Assert.All(["web-1", "web-2"], name => Assert.Contains(name, nodes, StringComparison.Ordinal));
        // Orders of other tests have rows too.
        Assert.Contains("web-2 joined", await RunAsync("history", "--limit", "200"), StringComparison.Ordinal);
        using var status = JsonDocument.Parse(await RunAsync("status", "--json"));
        Assert.Equal("ha-1", status.RootElement.GetProperty("name").GetString());
        using var all = JsonDocument.Parse(await RunAsync("nodes", "--json"));
        Assert.Equal(2, all.RootElement.GetArrayLength());
    }

    [Fact]
    public async Task Diff_and_render_show_configurations()
    {
        using var history = JsonDocument.Parse(await RunAsync("history", "--json"));
        var revisions = history.RootElement.EnumerateArray().Where(change => change.GetProperty("hasConfig").GetBoolean())
            .Select(change => change.GetProperty("revision").GetInt64().ToString(CultureInfo.InvariantCulture)).ToList();

        Assert.Contains("+    server web-2 ", await RunAsync("diff", revisions[^1], revisions[0]), StringComparison.Ordinal);
        Assert.Contains("    server web-2 ", await RunAsync("render", Repository.EmbeddedTemplate), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Orders_for_a_node_are_in_force_in_HAProxy()
    {
        await RunAsync("drain", "web-2");
        await UntilAsync("web-2 is drained", server => server.IsDrained);
        await RunAsync("maintenance", "web-2");
        await UntilAsync("web-2 is in maintenance", server => server.Status.StartsWith("MAINT", StringComparison.Ordinal));
        await RunAsync("ready", "web-2");
        await UntilAsync("web-2 gets traffic", server => server.IsUp);
        await RunAsync("weight", "web-2", "20");
        await UntilAsync("web-2 has weight 20", server => server.Weight == 20);
        await RunAsync("weight", "web-2", "none");
        await UntilAsync("web-2 has its own weight", server => server.Weight == 100);
    }

    [Fact]
    public async Task Orders_for_the_agent_are_obeyed()
    {
        await RunAsync("freeze");
        await _system.UntilStatusAsync("frozen", status => status.GetProperty("frozen").ValueKind == JsonValueKind.Object);
        await RunAsync("thaw");
        await _system.UntilStatusAsync("thawed", status => status.GetProperty("frozen").ValueKind == JsonValueKind.Null);
        var reloads = await ReloadsAsync();
        await RunAsync("reload");
        await _system.UntilStatusAsync(
            "reloaded", status => status.GetProperty("haproxy").GetProperty("reloads").GetInt32() == reloads + 1);
        await _system.UntilSettledAsync();
        await RunAsync(
            "rollback", (await _system.StatusAsync()).GetProperty("revisionApplied").GetInt64().ToString(CultureInfo.InvariantCulture));
        await _system.UntilStatusAsync("pinned", status => status.GetProperty("pinned").ValueKind == JsonValueKind.Object);
        await RunAsync("unpin");
        await _system.UntilStatusAsync("not pinned", status => status.GetProperty("pinned").ValueKind == JsonValueKind.Null);
    }

    [Fact]
    public async Task Events_come_as_they_happen()
    {
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var seen = new TaskCompletionSource();
        var events = Actors("events").WithStandardOutputPipe(PipeTarget.ToDelegate(line =>
        {
            if (line.Contains("web-1", StringComparison.Ordinal) && line.Contains("weight", StringComparison.Ordinal))
            {
                seen.TrySetResult();
            }
        })).ExecuteAsync(end.Token);
        // Whoever listens late misses what was before: so there is always one more.
        var weight = 50;
        await Eventually.BecomesAsync("a change of weight is told", _system.Tail, async () =>
        {
            await RunAsync("weight", "web-1", weight++.ToString(CultureInfo.InvariantCulture));
            return (seen.Task.IsCompleted, $"weight {weight}");
        }, every: TimeSpan.FromMilliseconds(500));

        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => events);
        await RunAsync("weight", "web-1", "none");
    }

    [Fact]
    public async Task Without_the_right_token_no_command_is_carried_out()
    {
        var refused = await Actors("drain", "web-1")
            .WithEnvironmentVariables(variables => variables.Set("ACTORS_URL", fixture.Url).Set("ACTORS_TOKEN", "not-the-token"))
            .WithValidation(CommandResultValidation.None).ExecuteBufferedAsync();

        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains("token", refused.StandardError + refused.StandardOutput, StringComparison.OrdinalIgnoreCase);
        Assert.True((await _system.Ha1.ServersAsync())["web-1"].IsUp);
    }

    private Command Actors(params string[] arguments) => Cli.Wrap(Repository.PathOf("actors"))
        .WithArguments(arguments)
        .WithEnvironmentVariables(variables => variables.Set("ACTORS_URL", fixture.Url).Set("ACTORS_TOKEN", _system.TokenOf("ha-1")));

    private async Task<string> RunAsync(params string[] arguments)
    {
        var result = await Actors(arguments).WithValidation(CommandResultValidation.None).ExecuteBufferedAsync();
        Assert.True(
            result.ExitCode == 0,
            $"./actors {string.Join(' ', arguments)} ended with {result.ExitCode}: {result.StandardError}{result.StandardOutput}");
        return result.StandardOutput;
    }

    private Task UntilAsync(string what, Func<SeenServer, bool> isSo) =>
        _system.UntilServersAsync(_system.Ha1, what, servers => isSo(servers["web-2"]));

    private async Task<int> ReloadsAsync() => (await _system.StatusAsync()).GetProperty("haproxy").GetProperty("reloads").GetInt32();

    /// <summary>A system of two nodes, for all of these.</summary>
    public sealed class Fixture : IAsyncLifetime
    {
        public LocalSystem System { get; private set; } = null!;

        public string Url { get; private set; } = "";

        public async Task InitializeAsync()
        {
            System = await Systems.OpenAsync(nodes: 4);
            System.StartSeed();
            Url = $"http://127.0.0.1:{System.StartHa().ManagementPort}";
            System.StartWeb(1);
            await System.UntilServedByAsync(1);
            System.StartWeb(2);
            await System.UntilServedByAsync(1, 2);
            await System.UntilSettledAsync();
        }

        public async Task DisposeAsync() => await System.DisposeAsync();
    }
}
