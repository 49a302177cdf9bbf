using System.Text.Json;
using CliWrap;
using CliWrap.Buffered;

namespace Actors.EndToEnd;

/// <summary><c>./actors walk</c>, really walked.</summary>
public sealed class WalkSpecs : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("actors-walk-specs-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Every_check_of_every_step_passes_and_all_the_evidence_is_there()
    {
        var haProxy = HaProxies.PathOf(HaProxies.Newest);
        var result = await ActorsAsync(
            ["walk", "--out", _folder.FullName, "--json", .. Path.IsPathRooted(haProxy) ? new[] { "--haproxy", haProxy } : []]);

        using var report = JsonDocument.Parse(result.StandardOutput);
        var steps = report.RootElement.GetProperty("steps").EnumerateArray().ToList();
        Assert.All(
            steps.SelectMany(step => step.GetProperty("checks").EnumerateArray()),
            check => Assert.True(check.GetProperty("passed").GetBoolean(), check.ToString()));
        Assert.True(result.ExitCode == 0, result.StandardError);
        Assert.Equal(Enumerable.Range(0, 7), steps.Select(step => step.GetProperty("number").GetInt32()));
        Assert.All(steps, step => Assert.NotEmpty(step.GetProperty("checks").EnumerateArray()));

        var told = steps.SelectMany(step => step.GetProperty("files").EnumerateArray()).Select(file => file.GetString()!).ToList();
        Assert.All(told.Concat(Wanted).Append("summary.html").Append("summary.json"), IsThere);
        Assert.All(Pictured(report.RootElement), name => IsThere($"logs/{name}.png"));
        Assert.Empty(Left());
    }

    [Fact]
    public async Task Evidence_that_is_there_already_is_not_written_over()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "mine"), "mine");

        var refused = await ActorsAsync("walk", "--out", _folder.FullName);

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains($"--out: {_folder.FullName} is not empty", refused.StandardError, StringComparison.Ordinal);
        Assert.Single(_folder.EnumerateFileSystemInfos());
    }

    // What the original asks for.
    private static IEnumerable<string> Wanted =>
    [
        .. Enumerable.Range(0, 7).SelectMany(_ => new[] { "ha", "s1", "s2" }, (task, node) => $"logs/task{task}/{node}.log"),
        "logs/task0/haproxy.cfg", "logs/task0/answers.txt", "logs/task0/forwarded.txt",
        "logs/task3/membership-ha.log",
        .. Each("logs/task4/haproxy-{0}.cfg", "1-ha", "2-s1", "3-s2"),
        .. Each("logs/task4/inspect-{0}.json", "ha", "s1", "s2"), "logs/task4/ps.txt",
        .. Each("logs/task5/haproxy-{0}.cfg", "1-ha", "2-s1", "3-s2", "4-s1-stopped"),
        .. Each("logs/task5/nodes-{0}.txt", "1-ha", "2-s1", "3-s2", "4-s1-stopped"),
        .. Each("logs/task5/inspect-{0}.json", "ha", "s1", "s2"),
        .. Each("logs/task5/ps-{0}.txt", "3-s2", "4-s1-stopped"),
        .. Each("logs/task6/ps-{0}.txt", "1-two", "2-four", "3-s2-stopped", "4-s3-killed", "5-s2-back"),
    ];

    /// <summary>The pictures, where there is a browser to take them with.</summary>
    private static IEnumerable<string> Pictured(JsonElement report) => report.GetProperty("remark").ValueKind == JsonValueKind.String
        ? []
        : ["task0/stats", .. Each("task6/stats-{0}", "1-two", "2-four", "3-s2-stopped", "4-s3-killed-now", "4-s3-killed", "5-s2-back")];

    private static IEnumerable<string> Each(string path, params string[] names) =>
        names.Select(name => path.Replace("{0}", name, StringComparison.Ordinal));

    /// <summary>Processes of a walk that still run.</summary>
    private static IEnumerable<string> Left() => Directory.EnumerateDirectories("/proc")
        .Where(process => int.TryParse(Path.GetFileName(process), out _))
        .Select(CommandLineOf)
        .Where(line => line.Contains(Repository.PathOf(".run", "walk") + "/", StringComparison.Ordinal));

    private static string CommandLineOf(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline"));
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static async Task<BufferedCommandResult> ActorsAsync(params string[] arguments) =>
        await Cli.Wrap(Repository.PathOf("actors")).WithArguments(arguments).WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync();

    private void IsThere(string path) =>
        Assert.True(new FileInfo(Path.Combine(_folder.FullName, path)) is { Exists: true, Length: > 0 }, path);
}
