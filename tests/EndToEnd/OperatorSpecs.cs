using System.Text.Json;
using System.Text.RegularExpressions;
using CliWrap;
using CliWrap.Buffered;
using CliWrap.EventStream;

namespace Actors.EndToEnd;

/// <summary>
/// The operator's commands where there is no repository and no SDK: the published executable in an empty folder, and an agent that is
/// somewhere else, which its API's address and token are all that is known of.
/// </summary>
[Collection(AgentsSystem.Name)]
public sealed partial class OperatorSpecs(AgentsSystem shared) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string?> _variables = new()
    {
        ["ACTORS_ROOT"] = null,
        ["ACTORS_URL"] = null,
        ["ACTORS_TOKEN"] = null,
        ["ACTORS_TOKEN_FILE"] = null,
    };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_command_works_with_an_agent_elsewhere()
    {
        var api = Ports.Free();
        var system = await shared.BeginAsync(webs: 2, settings: [$"--Api:Bind=127.0.0.1:{api}"]);
        _variables["ACTORS_URL"] = $"http://127.0.0.1:{api}";
        Assert.Contains("token", await FailsAsync("cluster show"), StringComparison.OrdinalIgnoreCase);
        _variables["ACTORS_TOKEN"] = system.TokenOf("ha-1");

        Assert.Contains("web-2", await RunAsync("nodes"), StringComparison.Ordinal);
        using var history = JsonDocument.Parse(await RunAsync("history --json"));
        var revision = history.RootElement.EnumerateArray().First(change => change.GetProperty("hasConfig").GetBoolean())
            .GetProperty("revision").GetInt64();
        string[] lines =
        [
            "status", "history", $"diff {revision} {revision}", "drain web-1", "maintenance web-1", "ready web-1", "weight web-1 50",
            "weight web-1 none", "canary web --version 9 --share 10 --force", "canary web --off", "render", "template export",
            "template check", $"rollback {revision}", "unpin", "reload", "freeze", "thaw", "completion bash", "certs made web-1",
            "cluster show",
            "services", "help drain", "version", "describe web-1", "wait web", "dashboard", "cluster status", "cluster down-unreachable",
            "cluster down web-1",
        ];
        foreach (var line in lines)
        {
            await RunAsync(line);
        }

        Assert.NotEmpty(await FirstLineAsync("events --json"));
        Assert.Contains("ha-1", await FirstLineAsync("cluster tail", "ha-1"), StringComparison.Ordinal);
        // Those that are missing here would be missed: each command there is, but what a node itself is, and what restarts agents
        // (RollSpecs).
        Assert.Equal(
            ["agent", "node", "seed"],
            Commands().Matches((await RunAsync("--help"))).Select(match => match.Groups[1].Value)
                .Except([.. lines.Select(line => line.Split(' ')[0]), "nodes", "events", "roll"]).Order());

        await RunAsync("cluster leave web-2");
        await system.UntilOneClusterAsync("seed-1", "ha-1", "web-1");
    }

    [Fact]
    public async Task On_the_machine_of_an_agent_nothing_has_to_be_named()
    {
        var system = await shared.BeginAsync(webs: 1);
        // As in its container: the node's own settings are in the environment.
        _variables["ACTORS_NODE__MANAGEMENTPORT"] = $"{system.Running["ha-1"].ManagementPort}";
        _variables["ACTORS_NODE__STATEPATH"] = Path.Combine(system.Folder, "ha-1");

        Assert.Contains("web-1", await RunAsync("nodes"), StringComparison.Ordinal);
        Assert.Contains("web-1", await RunAsync("cluster show"), StringComparison.Ordinal);
        await RunAsync("drain web-1 --force");
        await system.UntilServersAsync(system.Ha1, "it is drained", servers => servers["web-1"].IsDrained);
        await RunAsync("ready web-1");
    }

    [Fact]
    public async Task Without_an_agent_a_template_is_checked_and_all_else_says_how_to_name_one()
    {
        _variables["ACTORS_NODE__MANAGEMENTPORT"] = $"{Ports.Free()}";
        _variables["ACTORS_HAPROXY__BINARY"] = HaProxies.PathOf(HaProxies.Newest);

        Assert.Contains("--url http://HOST:8090, or ACTORS_URL", await FailsAsync("status"), StringComparison.Ordinal);
        Assert.Contains("ACTORS_URL", await FailsAsync("cluster show"), StringComparison.Ordinal);
        await RunAsync($"template check {Repository.EmbeddedTemplate}");
    }

    private Command Actors(string line) => CliWrap.Cli.Wrap(Path.Combine(LocalSystem.Published, "actors")).WithArguments(line.Split(' '))
        .WithWorkingDirectory(_folder.Path)
        .WithEnvironmentVariables(_variables)
        .WithValidation(CommandResultValidation.None);

    private async Task<string> RunAsync(string line)
    {
        using var bound = new CancellationTokenSource(Patience);
        var result = await Actors(line).ExecuteBufferedAsync(bound.Token);
        Assert.True(result.IsSuccess, $"actors {line}: {result.ExitCode}\n{result.StandardOutput}\n{result.StandardError}");
        return result.StandardOutput;
    }

    private async Task<string> FailsAsync(string line)
    {
        using var bound = new CancellationTokenSource(Patience);
        var result = await Actors(line).ExecuteBufferedAsync(bound.Token);
        Assert.False(result.IsSuccess, result.StandardOutput);
        return result.StandardError;
    }

    /// <summary>The first line of what goes on until it is told to end, or the first with a word.</summary>
    private async Task<string> FirstLineAsync(string line, string word = "")
    {
        using var bound = new CancellationTokenSource(Patience);
        string? first = null;
        try
        {
            await foreach (var happened in Actors(line).ListenAsync(bound.Token))
            {
                if (first is null && happened is StandardOutputCommandEvent { Text: var text }
                    && text.Contains(word, StringComparison.Ordinal))
                {
                    first = text;
                    await bound.CancelAsync();
                }
            }
        }
        catch (OperationCanceledException) when (first is not null)
        {
            // It has been ended.
        }

        return first ?? throw new InvalidOperationException($"actors {line} has ended without a word");
    }

    [GeneratedRegex(@"^  ([a-z]+)(?= |$)", RegexOptions.Multiline)]
    private static partial Regex Commands();
}
