using System.Text.Json;
using Actors.Containers.Engine;

namespace Actors.Containers;

/// <summary><c>./actors walk --containers</c>, really walked, in a project of its own beside that of the other tests.</summary>
[Trait("Tier", "Long")]
[Collection(DockerfileFixture.Collection)]
public sealed class WalkSpecs(DockerfileFixture fixture) : IDisposable
{
    private const string Project = "actorswalk";
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(15);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("actors-walk-specs-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Every_check_passes_the_evidence_is_there_and_nothing_is_left_behind()
    {
        var commandLine = new CommandLine(fixture.Shared.Report);

        var walk = await commandLine.TryAsync(
            Repository.PathOf("actors"), ["walk", "--containers", "--out", _folder.FullName, "--json"], Bound, follow: line =>
            line.StartsWith("ok ", StringComparison.Ordinal));

        Assert.True(walk.ExitCode == 0, walk.Tail);
        using var report = JsonDocument.Parse(walk.Output);
        var steps = report.RootElement.GetProperty("steps").EnumerateArray().ToList();
        Assert.Equal(7, steps.Count);
        Assert.All(steps.SelectMany(step => step.GetProperty("files").EnumerateArray()), file =>
            Assert.True(
                new FileInfo(Path.Combine(_folder.FullName, file.GetString()!)) is { Exists: true, Length: > 0 }, file.GetString()));
        Assert.Contains(
            "\"Hostname\": \"s1\"", await File.ReadAllTextAsync(Path.Combine(_folder.FullName, "logs", "task4", "inspect-s1.json")),
            StringComparison.Ordinal);
        foreach (var (what, list) in new[] { ("container", "ps --all"), ("network", "network ls"), ("volume", "volume ls") })
        {
            var left = await commandLine.RunAsync(
                "docker", [.. list.Split(' '), "--quiet", "--filter", $"label=com.docker.compose.project={Project}"]);
            Assert.True(left.Length == 0, $"{what} left: {left}");
        }
    }
}
