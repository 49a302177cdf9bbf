namespace Actors.Containers.Engine;

/// <summary>The compose file at the root, as a project of its own name; by Compose v2 or v1, whichever is there.</summary>
/// <param name="commandLine">Runs it.</param>
/// <param name="name">The project's name.</param>
/// <param name="files">Compose files, each on top of the one before, from the root.</param>
internal sealed class ComposeProject(CommandLine commandLine, string name, params string[] files)
{
    private static readonly TimeSpan BuildBound = TimeSpan.FromMinutes(30);
    private string[] _compose = [];

    public async Task FindAsync()
    {
        var plugin = await commandLine.TryAsync("docker", ["compose", "version"]);
        _compose = plugin.ExitCode == 0 ? ["docker", "compose"] : ["docker-compose"];
    }

    /// <summary>Builds the images as the compose file says.</summary>
    public Task BuildAsync() => RunAsync(files, ["build"], BuildBound, IsMilestone);

    /// <param name="web">How many web nodes.</param>
    /// <param name="overlays">Compose files on top.</param>
    public Task UpAsync(int web, params string[] overlays) =>
        RunAsync([.. files, .. overlays], ["up", "--no-build", "--detach", "--scale", $"web={web}"]);

    /// <summary>Scales one service and leaves the others as they are, stopped ones too.</summary>
    /// <param name="service">The service.</param>
    /// <param name="count">How many containers of it.</param>
    /// <param name="overlays">Compose files on top: containers that are new are as they say.</param>
    public Task ScaleAsync(string service, int count, params string[] overlays) => RunAsync(
        [.. files, .. overlays],
        ["up", "--no-build", "--detach", "--no-deps", "--no-recreate", "--scale", $"{service}={count}", service]);

    /// <summary>Makes the container of a service anew, as one with another image, and leaves the others as they are.</summary>
    public Task RecreateAsync(string service) =>
        RunAsync(files, ["up", "--no-build", "--detach", "--no-deps", "--force-recreate", service]);

    /// <summary>Removes all that is there of it; containers that run are killed, since how they stop is no longer asked.</summary>
    public Task DownAsync() =>
        _compose is [] ? Task.CompletedTask : RunAsync(files, ["down", "--volumes", "--remove-orphans", "--timeout", "0"]);

    /// <summary>The files as Compose has read them; it refuses what it does not know.</summary>
    public Task<string> ConfigAsync() => RunAsync(files, ["config"]);

    public async Task<string> LogsAsync(int lines) =>
        (await commandLine.TryAsync(_compose[0], [.. Arguments(files), "logs", "--no-color", $"--tail={lines}"])).Output;

    /// <summary>All containers, the newest first, also those that do not run.</summary>
    public async Task<IReadOnlyList<Container>> ContainersAsync()
    {
        var output = await commandLine.RunAsync("docker",
        [
            "ps", "--all", "--filter", $"label=com.docker.compose.project={name}",
            "--format", "{{.ID}} {{.Label \"com.docker.compose.service\"}} {{.State}}",
        ]);
        return
        [
            .. output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(line => line.Split(' ')).Select(words => new Container(words[0], words[1], words[2] == "running")),
        ];
    }

    private Task<string> RunAsync(string[] of, string[] arguments, TimeSpan? bound = null, Func<string, bool>? follow = null) =>
        commandLine.RunAsync(_compose[0], [.. Arguments(of), .. arguments], bound, follow);

    private IEnumerable<string> Arguments(string[] of) => [.. _compose[1..], "-p", name, .. of.SelectMany(file => new[] { "-f", file })];

    // What is built and what takes long, with and without BuildKit; the rest is kept for the message of a failure.
    private static bool IsMilestone(string line) =>
        line.StartsWith("Building ", StringComparison.Ordinal)
        || line.StartsWith("Successfully tagged", StringComparison.Ordinal)
        || line.Contains(": RUN dotnet", StringComparison.Ordinal)
        || line.Contains("] RUN dotnet", StringComparison.Ordinal);
}
